"""Word 97–2003 (.doc), RTF and Word XML: converted, then read as Word."""
