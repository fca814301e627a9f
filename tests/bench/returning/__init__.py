"""How well a file of ours that partners edited is known again: edited files with answer keys, and the ruler."""
