"""The benchmark: `python -m tests.bench` measures what the product promises about speed and size, and prints a table.

It is no test: it never fails for a figure that is missed. `docs/running/benchmark.md` says what it does and holds the
last figures.
"""
