"""Codes and their names (C-..)."""
