"""How leads and times are compared: in one form, whether they stand in a line, in a list, or in the review. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from system_review.documents.interpreter.tables.own import own_leads, own_when
from system_review.documents.interpreter.understanding import NamedLead

_BETWEEN, _BESIDE = "; ", ", "
# What programs put in place of what was typed, without anybody having written anything else.
_TYPED = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2013": "-",
     "\u2014": "-", "\u2026": "...", "\u00ad": None, "\u200b": None}
)  # fmt: skip


def lead_words(leads: Iterable[NamedLead]) -> str:
    """Who leads, in one line: "Col, front door manager, Police; Sade"."""
    lines = (_BESIDE.join(part for part in (lead.name, lead.role, lead.agency) if part) for lead in leads)
    return _BETWEEN.join(lines)


def line_of_leads(line: str) -> str:
    """The same of a line as our files write it ("Col, Police, with Sade")."""
    return lead_words(own_leads(line))


def leads_in(words: str) -> list[NamedLead]:
    """Who is meant by such a line."""
    return [lead for part in words.split(_BETWEEN.strip()) if part.strip() for lead in own_leads(part.strip())]


def due_words(words: str, on: date | None) -> str:
    """When it is due, as written and as a day: "in three months' time = 2027-07-20"."""
    parts = (words.strip(), on.isoformat() if on else "")
    return " = ".join(part for part in parts if part)


def due_of_line(line: str) -> str:
    """The same of our words for it ("in three months' time: by 20 July 2027")."""
    return due_words(*own_when(line))


def due_in(words: str) -> tuple[str, date | None]:
    """What is written, and the day; either may be missing."""
    said, _, day = words.rpartition(" = ")
    try:
        return said, date.fromisoformat(day)
    except ValueError:
        return words, None


def with_day(words: str, means: str) -> str:
    """The same, with the day that the words mean where none stands beside them."""
    return due_words(words, date.fromisoformat(means)) if means and words and due_in(words)[1] is None else words


def lead_left(line: str, ours: str) -> str:
    """Who leads by a list in which the name of the first was emptied: the others, if its role is the one of before."""
    first, *others = line.split(_BETWEEN)
    before = ours.split(_BETWEEN)[0]
    is_before = same(first, before) or same(before[-len(_BESIDE + first) :], _BESIDE + first)
    return _BETWEEN.join(others) if is_before else line


def same(one: str, other: str) -> bool:
    """Whether two texts say the same but for white space, and for quotation marks and dashes that a program changed."""
    return one.translate(_TYPED).split() == other.translate(_TYPED).split()
