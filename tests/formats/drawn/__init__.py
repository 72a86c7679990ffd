"""Pages that are drawn."""
