"""Text without tables: in its order, or torn out of a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn.blocks import Block, blocks_of
from system_review.documents.interpreter.torn.orderly import Orderly
from system_review.documents.interpreter.where import Where

_TELLING = 2  # headings or labels of findings and actions, for text beside tables to hold findings

__all__ = ["holds_findings", "understand_prose"]


def understand_prose(writing: Writing, numbers: Sequence[int], where: Where) -> None:
    """Write down what these passages say, which stand in no table. `where` is where the text before them ended."""
    blocks = blocks_of(writing.draft.passages, numbers, writing.headings)
    labelled = any(block.label and block.label.parts for block in blocks)
    Orderly(writing, where, staged=bool(where.stage) or _names_stages(blocks), labelled=labelled).read(blocks)


def holds_findings(writing: Writing, numbers: Sequence[int], where: Where) -> bool:
    """Whether text beside tables tells findings of its own: below a stage, by colours or by the word for them."""
    blocks = blocks_of(writing.draft.passages, numbers, writing.headings)
    staged, telling = bool(where.stage), 0
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        named = block.label.named if block.label and block.label.parts and block.text else block.named
        staged = staged or bool(named.stage)
        followed = following is not None and not following.named.is_heading
        tells = bool(named.colour or named.plan or named.is_plan or named.is_found)
        telling += staged and tells and (followed if named is block.named else True) and not named.rest
    return telling >= _TELLING


def _names_stages(blocks: Sequence[Block]) -> bool:
    return any(block.named.stage and (block.named.is_heading or block.heading) for block in blocks)
