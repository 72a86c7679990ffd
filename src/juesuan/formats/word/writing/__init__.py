"""A document to Word, and placeholders in a user's own template."""
