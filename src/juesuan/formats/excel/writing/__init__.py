"""Documents and lists to Excel."""
