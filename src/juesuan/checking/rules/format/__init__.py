"""Units, decimals, zeros, placeholders, years (F-..)."""
