"""A document to PDF through typst."""
