"""Parts a disclosure must have (S-..)."""
