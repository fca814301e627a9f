"""What one can ask for and fill in on these pages."""
