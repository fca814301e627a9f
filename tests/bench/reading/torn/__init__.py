"""Texts torn as a PDF's text extraction tears the paper's table: `torn(key, seed)`, the same for the same seed."""

from __future__ import annotations

from tests.bench.reading.torn.sheets import LAYOUT, TORN, torn

__all__ = ["LAYOUT", "TORN", "torn"]
