"""How well documents are read: invented documents with answer keys, and a score for each. `bin/bench reading`."""
