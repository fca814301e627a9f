"""What takes longer than bin/test should: many at once over real HTTP, and kills of the server. `bin/drill` runs it."""
