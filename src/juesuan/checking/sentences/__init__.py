"""What any sentence obeys: what it says of its own numbers — parts of a whole, rates, changes — whatever they are of."""
