"""Text torn out of the paper's table: heads and rows apart, lines of cells in turns, columns read backwards. Pure."""

from __future__ import annotations

from system_review.documents.interpreter.garbled.pieces import is_garbled, pieces_of
from system_review.documents.interpreter.garbled.reading import understand_garbled

__all__ = ["is_garbled", "pieces_of", "understand_garbled"]
