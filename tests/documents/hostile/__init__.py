"""Files and parsers that mean harm, and what becomes of them."""
