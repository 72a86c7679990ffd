"""Confronts a disclosure with the standard: data rules by their evaluators, code rules one file each, causes folded."""
