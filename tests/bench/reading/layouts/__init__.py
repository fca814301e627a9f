"""How partnerships lay their results out. Each layout takes an answer key and chance, and gives a paper."""
