"""What a backup is made of: the file with its seal, its first and last member, and rows as lines. Pure."""
