"""Puts a line that was read from left to right into the order in which it is written, where parts run the other way."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_RIGHT = {"R", "AL"}
_LEFT = {"L"}
_NUMBER = {"EN", "AN"}
_ENDS = set(".,;:!?…،؛؟")
_IN_NUMBERS = set(".,:/%")
_OPENING, _CLOSING = "([{«", ")]}»"
_TURNED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


@lru_cache(maxsize=4096)
def _kind(sign: str) -> str:
    kind = unicodedata.bidirectional(sign[0])
    if kind in _RIGHT:
        return "R"
    if kind in _LEFT:
        return "L"
    return "N" if kind in _NUMBER else "-"


def runs_right_to_left(text: str) -> bool:
    """Whether any sign of it is written from right to left."""
    return any(_kind(sign) == "R" for sign in text)


def as_written(signs: Sequence[str]) -> list[int]:
    """The numbers of signs that stand from left to right on paper, in the order in which they are written."""
    kinds = [_kind(sign) for sign in signs]
    order = list(range(len(signs)))
    if "R" not in kinds:
        return order
    if kinds.count("R") > kinds.count("L") and not _ends_at_the_right(signs):
        order.reverse()
        return _with_runs_reversed(order, kinds, {"L", "N"}, inside={"L", "N", "-"})
    return _with_numbers_upright(_with_runs_reversed(order, kinds, {"R"}, inside={"R", "N", "-"}), kinds, signs)


def _ends_at_the_right(signs: Sequence[str]) -> bool:
    """Whether what ends the sentence stands at the right: then the line as a whole runs from left to right."""
    return signs[-1] in _ENDS and signs[0] not in _ENDS


def with_brackets_matched(text: str) -> str:
    """Brackets of what runs from right to left may have been kept as they look: turned round if they match then."""
    if not any(sign in _OPENING or sign in _CLOSING for sign in text) or not runs_right_to_left(text):
        return text
    turned = text.translate(_TURNED)
    return turned if _unmatched(turned) < _unmatched(text) else text


def _unmatched(text: str) -> int:
    opened: list[str] = []
    lost = 0
    for sign in text:
        if sign in _OPENING:
            opened.append(sign)
        elif sign in _CLOSING:
            if opened and _CLOSING.index(sign) == _OPENING.index(opened[-1]):
                opened.pop()
            else:
                lost += 1
    return lost + len(opened)


def _with_runs_reversed(order: list[int], kinds: list[str], ends: set[str], *, inside: set[str]) -> list[int]:
    """Every longest run that begins and ends with a sign of one of the kinds `ends`, turned round."""
    made: list[int] = []
    at = 0
    while at < len(order):
        if kinds[order[at]] not in ends:
            made.append(order[at])
            at += 1
            continue
        end = last = at
        while end < len(order) and kinds[order[end]] in inside:
            last = end if kinds[order[end]] in ends else last
            end += 1
        made += reversed(order[at : last + 1])
        at = last + 1
    return made


def _with_numbers_upright(order: list[int], kinds: list[str], signs: Sequence[str]) -> list[int]:
    """Numbers inside what was turned round run from left to right all the same, with the dots inside them."""
    made: list[int] = []
    at = 0
    while at < len(order):
        end = last = at
        while end < len(order) and (kinds[order[end]] == "N" or (end > at and signs[order[end]] in _IN_NUMBERS)):
            last = end + 1 if kinds[order[end]] == "N" else last
            end += 1
        run = order[at:last] if last > at else order[at : at + 1]
        made += sorted(run) if len(run) > 1 else run
        at += len(run)
    return made
