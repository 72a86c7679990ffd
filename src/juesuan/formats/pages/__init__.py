"""What a file of any format is read into: pages of paragraphs and grids, each with its place, in one spelling."""
