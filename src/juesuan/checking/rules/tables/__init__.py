"""Rules within one table."""
