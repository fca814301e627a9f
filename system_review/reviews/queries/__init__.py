"""Everything that reads a review for a purpose. One file a page or purpose."""
