"""What a person who edits YAML by hand did not mean, in a sentence. Pure: no Django, and no YAML library.

The parser's own words ("mapping values are not allowed here") help nobody who writes a framework in a text
editor. Each is turned into what to do about it, with the place where the mending is done, which is often
not the place where the parser gave up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from system_review.errors import Why

_NAME_AND_COLON = re.compile(r"[ ]*(- +)*[\w-]+[ ]*:")


class Mistake(NamedTuple):
    """Where it is to be mended, counted in characters from the beginning of the text, and how."""

    place: int
    why: Why


class _Seen(NamedTuple):
    """What is known when the parser gives up."""

    text: str
    problem: str
    at: int  # where it gave up
    since: int  # where what it was reading began
    newest: Any  # the last whole text that it read, as an event, or None

    def column(self, index: int) -> int:
        """The character within its line, from 1."""
        return index - self.text.rfind("\n", 0, index)

    def line(self, index: int) -> int:
        """The line, from 1."""
        return self.text.count("\n", 0, index) + 1

    def before(self, index: int) -> str:
        """What stands before a place on its line."""
        return self.text[self.text.rfind("\n", 0, index) + 1 : index]


def mistake_of(error: Any, *, text: str, newest: Any) -> Mistake:
    """A parser's error (with marks) as a mistake. `newest` is the last text event before it, or None."""
    at = error.problem_mark.index if error.problem_mark else 0
    since = error.context_mark.index if error.context_mark else at
    seen = _Seen(text, f"{error.context or ''}: {error.problem or ''}", at, since, newest)
    if tab := _tab(seen):
        return tab
    for pattern, answer in _ANSWERS:
        if re.search(pattern, seen.problem):
            return answer(seen)
    return _unclear(seen)


def _unclear(seen: _Seen) -> Mistake:
    return Mistake(
        seen.at,
        Why(
            "The layout cannot be followed from here (character {column}). Compare the spaces at the beginning, "
            "the colon and the quotation marks with the lines around it",
            column=seen.column(seen.at),
        ),
    )


def _tab(seen: _Seen) -> Mistake | None:
    """A tab where the parser gave up, or at the beginning of that line: invisible, and the likeliest culprit."""
    if seen.text[seen.at : seen.at + 1] == "\t" or "\t" in re.match(r"\s*", seen.before(seen.at)).group():  # type: ignore[union-attr]
        return Mistake(seen.at, Why("Use spaces instead of the tab (character {column})", column=seen.column(seen.at)))
    return None


def _colon(seen: _Seen) -> Mistake:
    if _NAME_AND_COLON.fullmatch(seen.before(seen.at) + ":"):
        return Mistake(
            seen.at,
            Why("This line begins too far to the right. Let it begin below the names of its group"),
        )
    return Mistake(
        seen.at,
        Why(
            "The text holds a colon and a space (character {column}). Put the whole text in quotation marks, or "
            "write >- after its name and the text on the lines below, indented",
            column=seen.column(seen.at),
        ),
    )


def _no_colon(seen: _Seen) -> Mistake:
    if seen.text[seen.since] in "[{":
        return _bracket(seen)
    return Mistake(
        seen.since,
        Why("Put a colon and a space after the name, or indent the line if it continues the text above it"),
    )


def _open_quote(seen: _Seen) -> Mistake:
    return Mistake(
        seen.since,
        Why("The quotation mark that opens here (character {column}) is never closed", column=seen.column(seen.since)),
    )


def _forbidden_start(seen: _Seen) -> Mistake:
    at = seen.since if "scanning an" in seen.problem or "tag" in seen.problem else seen.at
    return Mistake(
        at, Why("A text that begins with {sign} is put in quotation marks", sign=seen.text[at : at + 1].strip() or "%")
    )


def _not_with_the_others(seen: _Seen) -> Mistake:
    style = seen.newest.style if seen.newest else None
    if "<scalar>" in seen.problem and style in ("'", '"'):
        return Mistake(
            seen.newest.start_mark.index,
            Why(
                "The quotation marks do not match: more follows the closing one. Write >- after the name and "
                "the text on the lines below, indented; there, quotation marks and apostrophes do no harm"
            ),
        )
    if "<scalar>" in seen.problem and style in (">", "|"):
        return Mistake(seen.at, Why("Begin this line below the first line of its text, or further to the right"))
    return Mistake(
        seen.at,
        Why(
            "This line does not begin below the others of its group, which begins on line {line}, character {column}",
            line=seen.line(seen.since),
            column=seen.column(seen.since),
        ),
    )


def _bracket(seen: _Seen) -> Mistake:
    return Mistake(
        seen.since,
        Why(
            "The bracket that opens here (character {column}) is not closed properly. Its entries are parted by "
            "commas; a text that begins with a bracket is put in quotation marks",
            column=seen.column(seen.since),
        ),
    )


def _backslash(seen: _Seen) -> Mistake:
    return Mistake(
        seen.at,
        Why(
            "Inside double quotation marks a backslash begins a code (character {column}). Write it twice",
            column=seen.column(seen.at),
        ),
    )


def _block_head(seen: _Seen) -> Mistake:
    return Mistake(
        seen.since, Why("After >- the text begins on the next line. A text that begins with > or | is put in quotes")
    )


def _dash(seen: _Seen) -> Mistake:
    return Mistake(seen.at, Why("Put each entry of a list on a line of its own, beginning with a dash and a space"))


def _percent(seen: _Seen) -> Mistake:
    return Mistake(seen.at, Why("Take out the lines that begin with %"))


_ANSWERS: list[tuple[str, Callable[[_Seen], Mistake]]] = [
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("quoted scalar.*(unexpected end of stream|document separator)", _open_quote),
    ("double-quoted scalar", _backslash),
    ("cannot start any token", _forbidden_start),
    ("scanning an (alias|anchor)|(scanning|parsing) an? tag|undefined tag handle", _forbidden_start),
    ("expected <block end>", _not_with_the_others),
    ("flow (sequence|mapping)|expected the node content", _bracket),
    ("block scalar", _block_head),
    ("sequence entries are not allowed", _dash),
    ("directive|incompatible YAML|<document start>|tag handle", _percent),
]
