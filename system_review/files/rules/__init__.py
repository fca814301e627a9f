"""What a file is, what it is called, and whether it may be attached."""
