"""Changing things across all rooms."""
