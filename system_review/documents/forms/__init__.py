"""The shape of what a person types or chooses when bringing in. Nothing here saves."""
