"""Rules between documents: of years, against the budget, of a department and its units."""
