"""Bringing in: the vocabulary, the account of every character, and staging. Pure."""
