"""From the books of a department to a disclosure: facts, rounding, tables, narrative, performance forms."""
