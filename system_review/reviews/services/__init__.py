"""Everything that changes a review: permission, rule, save, trail, in one transaction. One file a noun."""
