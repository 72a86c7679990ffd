"""Word (.docx): read as a stream, written as WordprocessingML, annotated by comments."""
