"""What was read and found as tables of data: one schema, whatever the file that the tables are written to."""
