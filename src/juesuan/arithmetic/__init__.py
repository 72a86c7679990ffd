"""What is numbers only: bands of rounding, closure, the cheapest correction, and the one wrapper of the solver."""
