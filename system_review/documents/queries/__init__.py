"""Everything that reads documents for a purpose. One file a page or purpose."""
