"""Pages that are drawn, character by character and line by line: tables and paragraphs from where things stand, whatever the format of the file."""
