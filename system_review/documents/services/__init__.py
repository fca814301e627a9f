"""Everything that changes what was brought in, and everything that is written out: one file a purpose."""
