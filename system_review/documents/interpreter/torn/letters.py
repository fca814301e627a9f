"""Where a letter or an e-mail ends: its greeting, the courtesies before that, and who signed it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.torn.blocks import Block
from system_review.documents.interpreter.vocabulary import CLOSINGS, COURTESIES

_LONGEST = 160  # characters of a courtesy
_MOST_SIGNED = 8  # blocks of a signature


def ends_of_letters(blocks: Sequence[Block]) -> set[int]:
    """The numbers of the blocks that end a letter, up to what stands below it."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if plain(block.written.text) in CLOSINGS:
            found |= {number, *_courtesies_before(blocks, number), *_signature_after(blocks, number)}
    return found | set(_courtesies_before(blocks, len(blocks)))


def _courtesies_before(blocks: Sequence[Block], number: int) -> list[int]:
    first = number
    while first and _is_courtesy(blocks[first - 1]):
        first -= 1
    return list(range(first, number))


def _is_courtesy(block: Block) -> bool:
    said = plain(block.written.text)
    return (
        len(said) <= _LONGEST and not block.entry.mark and any(f"{said} ".startswith(f"{one} ") for one in COURTESIES)
    )


def _signature_after(blocks: Sequence[Block], number: int) -> list[int]:
    last = number + 1
    while last < min(len(blocks), number + 1 + _MOST_SIGNED) and not _begins_anew(blocks[last]):
        last += 1
    return list(range(number + 1, last))


def _begins_anew(block: Block) -> bool:
    named = block.named
    return named.names_place or named.is_heading or bool(named.rating or block.label or block.entry.mark)
