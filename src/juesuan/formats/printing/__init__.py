"""What a document is written from in any format: blocks on paper, and how they fit it."""
