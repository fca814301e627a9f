"""Text without tables: in its order, or torn out of a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn.blocks import Block, blocks_of
from system_review.documents.interpreter.torn.codes import with_codes
from system_review.documents.interpreter.torn.orderly import Orderly
from system_review.documents.interpreter.where import Where

_AT_LINE_END = re.compile(r"(?<=\w)([-‐]) (?=\w)(?!(?:and|or|to)\b)")
_TELLING = 2  # headings or labels of findings and actions, for text beside tables to hold findings

__all__ = ["holds_findings", "understand_prose"]


def understand_prose(writing: Writing, numbers: Sequence[int], where: Where) -> None:
    """Write down what these passages say, which stand in no table. `where` is where the text before them ended."""
    blocks, writing.codes = with_codes(blocks_of(writing.draft.passages, numbers, writing.headings), writing.headings)
    labelled = any(block.label and block.label.parts for block in blocks)
    before = len(writing.draft.suggestions)
    Orderly(writing, where, staged=bool(where.stage) or _names_stages(blocks), labelled=labelled).read(blocks)
    _mend_hyphens(writing.draft, before)


def _mend_hyphens(draft: Draft, first: int) -> None:
    """A space after a hyphen is left from the end of a line: "heat- mapping", but not "pre- and post-"."""
    for number, suggestion in enumerate(draft.suggestions[first:], first):
        mended = _AT_LINE_END.sub(r"\1", suggestion.text)
        if mended != suggestion.text and len(suggestion.stretches) > 1:
            draft.change(number, text=mended)


def holds_findings(writing: Writing, numbers: Sequence[int], where: Where) -> bool:
    """Whether text beside tables tells findings of its own: below a stage, by colours or by the word for them."""
    blocks, _ = with_codes(blocks_of(writing.draft.passages, numbers, writing.headings), writing.headings)
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
