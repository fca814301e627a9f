"""Findings that are called by a letter for their colour and a number: "R1 …", "A2 …". Plans name them so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from system_review.documents.interpreter.colours import BLUE
from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.torn.blocks import Block
from system_review.documents.interpreter.torn.labels import Label
from system_review.documents.interpreter.understanding import Stretch

_CODE = re.compile(r"[(\[]?(([A-Z]{1,3})\s?\d{1,3})[)\]]?\s*[.:–—-]?\s+(?=\w)")
_KEY = re.compile(r"\b([A-Z]{1,3})\b\s*(?:=|:|–|-|means|is|for|stands for)?\s*(?=([^\W\d_]+(?: [^\W\d_]+){0,2}))")
_FEWEST = 3  # texts that begin so
_WRITTEN_OUT = 3  # words of a finding

Codes = dict[tuple[int, int], str]  # by passage and by the character at which the finding begins


def with_codes(blocks: Sequence[Block], headings: Headings) -> tuple[list[Block], Codes]:
    """The blocks, those that begin with such a code labelled with its colour; and the codes.

    Only where several begin so, no two with the same one, and their letters say at least two colours.
    """
    found = {at: code for at, block in enumerate(blocks) if (code := _CODE.match(block.written.text))}
    letters = {code[2] for code in found.values()}
    said = {letter: colour for letter in letters if (colour := headings.colours.exact(letter)) and colour != BLUE}
    said |= _key(letters - said.keys(), blocks, headings)
    kept = {at: code for at, code in found.items() if code[2] in said and _is_written_out(blocks[at], code)}
    names = [_name(code[1]) for code in kept.values()]
    if len(names) < _FEWEST or len({*names}) < len(names) or len({said[code[2]] for code in kept.values()}) < 2:
        return list(blocks), {}
    made = [_labelled(block, kept[at], said[kept[at][2]]) if at in kept else block for at, block in enumerate(blocks)]
    return made, {_place(blocks[at]): _name(code[1]) for at, code in kept.items()}


def numbered_by(codes: Codes, stretches: Iterable[Stretch]) -> list[str]:
    """The codes of the findings that stand there."""
    return [code for each in stretches if (code := codes.get((each.passage, each.start)))]


def _name(code: str) -> str:
    return code.replace(" ", "")


def _place(block: Block) -> tuple[int, int]:
    first = block.written.stretches[0]
    return first.passage, first.start


def _is_written_out(block: Block, code: re.Match[str]) -> bool:
    return len(block.written.text[code.end() :].split()) >= _WRITTEN_OUT and not block.heading


def _labelled(block: Block, code: re.Match[str], colour: str) -> Block:
    whole = block.written
    label = Label(Named(colour=colour), code.end())
    return replace(block, entry=replace(whole, text=whole.text[code.end() :]), label=label, whole=whole)


def _key(letters: set[str], blocks: Sequence[Block], headings: Headings) -> dict[str, str]:
    """What letters mean that are no colour's own, where the text says so: "U = not yet known"."""
    told: dict[str, str] = {}
    for block in blocks:
        for letter, words in _KEY.findall(block.written.text) if letters else ():
            parts = words.split()
            means = (headings.colours.word(" ".join(parts[:count])) for count in range(len(parts), 0, -1))
            if letter in letters and (colour := next(filter(None, means), "")):
                told.setdefault(letter, colour)
    return told
