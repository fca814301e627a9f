"""Text without tables: in its order, or torn out of a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn.blocks import Block, blocks_of
from system_review.documents.interpreter.torn.orderly import Orderly
from system_review.documents.interpreter.where import Where

__all__ = ["understand_prose"]


def understand_prose(writing: Writing, numbers: Sequence[int], where: Where) -> None:
    """Write down what these passages say, which stand in no table. `where` is where the text before them ended."""
    blocks = blocks_of(writing.draft.passages, numbers, writing.headings)
    labelled = any(block.label and block.label.parts for block in blocks)
    Orderly(writing, where, staged=_names_stages(blocks), labelled=labelled).read(blocks)


def _names_stages(blocks: Sequence[Block]) -> bool:
    return any(block.named.stage and (block.named.is_heading or block.heading) for block in blocks)
