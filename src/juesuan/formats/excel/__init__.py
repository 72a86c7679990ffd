"""Excel (.xlsx, .xls): read as it is shown, written with formulas, annotated by comments."""
