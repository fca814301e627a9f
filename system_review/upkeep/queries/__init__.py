"""Reading across all rooms."""
