"""Files that mean harm, or look as if they did: crafted ones of known kinds, and good ones with a few bytes changed."""
