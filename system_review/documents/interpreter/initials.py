"""Initials that a document explains: "AW – Amina Warsame (Education)", or a table of initials and names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.readers.passages import ReadPassage

_NAME = r"[^\W\d_][\w'’-]+(?: (?:[a-z]{2,3} )?[^\W\d_][\w'’-]+){1,3}"
_EXPLAINED = re.compile(rf"\b([A-Z]{{2,4}})\s*(?:=|–|—|-|:|\()\s*({_NAME})(?:\s*\(([^()]{{2,60}})\))?")
_ALONE = re.compile(r"[A-Z]{2,4}")
_NAMED = re.compile(_NAME)


def initials_in(passages: Sequence[ReadPassage]) -> dict[str, NamedLead]:
    """Whom each initials stand for, where the document says so once and they are the name's own letters."""
    found: dict[str, NamedLead] = {}
    unclear: set[str] = set()
    for initials, name, agency in (*_in_texts(passages), *_in_tables(passages)):
        lead = NamedLead(name, agency=agency)
        if _are_of(initials, name) and found.setdefault(initials, lead).name != name:
            unclear.add(initials)
    return {initials: lead for initials, lead in found.items() if initials not in unclear}


def written_out(lead: NamedLead, known: dict[str, NamedLead]) -> NamedLead:
    """A lead with the name that its initials stand for."""
    full = known.get(lead.name.replace(".", "").replace(" ", "") or lead.agency)
    if full is None:
        return lead
    agency = lead.agency if lead.name and lead.agency else full.agency
    return replace(lead, name=full.name, agency=agency)


def _in_texts(passages: Sequence[ReadPassage]) -> Iterator[tuple[str, str, str]]:
    for passage in passages:
        for found in _EXPLAINED.finditer(passage.text):
            yield found[1], found[2], found[3] or ""


def _in_tables(passages: Sequence[ReadPassage]) -> Iterator[tuple[str, str, str]]:
    """Initials in one cell and the name in the next of the same row."""
    for one, other in pairwise(passages):
        here, there = one.place, other.place
        beside = here.table is not None and (here.table, here.row) == (there.table, there.row)
        if beside and _ALONE.fullmatch(one.text.strip()) and _NAMED.fullmatch(other.text.strip()):
            yield one.text.strip(), other.text.strip(), ""


def _are_of(initials: str, name: str) -> bool:
    letters = [word[0].upper() for word in re.split(r"[ -]", name) if word]
    return initials in ("".join(letters), letters[0] + letters[-1])
