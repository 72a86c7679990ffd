"""Rules of the narrative."""
