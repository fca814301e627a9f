"""A file of ours that partners edited and brought back: what is in it, whose it is, and what is different."""
