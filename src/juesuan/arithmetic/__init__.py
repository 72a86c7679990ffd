"""Arithmetic over facts: identities and their instances, bands of rounding, closure, the cheapest correction, and the solver."""
