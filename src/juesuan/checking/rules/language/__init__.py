"""Slips of the pen (L-..)."""
