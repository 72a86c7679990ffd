"""Rules between years and against the budget."""
