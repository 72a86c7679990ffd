"""PDF: read by its drawn lines and letters, written through typst, annotated by an appended update."""
