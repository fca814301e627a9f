"""The same person across spellings: one canonical lead for each, within one document. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from system_review.documents import likeness
from system_review.documents.interpreter.leads import words
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understanding import NamedLead

_ALIKE = 90  # of 100
_MOST = 400  # different names of one document that are compared


def same_people(leads: Iterable[NamedLead]) -> Mapping[NamedLead, NamedLead]:
    """For each lead that a document names, the lead it is kept as: the fullest spelling of the same person.

    Initials, a first name or a surname alone become a full name only if just one full name of the document fits.
    """
    counted = Counter(leads)
    names = Counter[str]()
    for lead, times in counted.items():
        if lead.name:
            names[lead.name] += times
    spelt = _canonical(names)
    agencies = _agencies(counted, spelt)
    return {lead: _kept(lead, spelt, agencies) for lead in counted}


def _kept(lead: NamedLead, spelt: Mapping[str, str], agencies: Mapping[str, str]) -> NamedLead:
    if not lead.name:
        return lead
    name = spelt[lead.name]
    return NamedLead(name, lead.role, lead.agency or agencies.get(name, ""))


def _agencies(counted: Iterable[NamedLead], spelt: Mapping[str, str]) -> dict[str, str]:
    """The agency of those who are named with one agency only, and sometimes without."""
    told: dict[str, set[str]] = {}
    for lead in counted:
        if lead.name and lead.agency:
            told.setdefault(spelt[lead.name], set()).add(lead.agency)
    return {name: next(iter(each)) for name, each in told.items() if len(each) == 1}


def _canonical(names: Counter[str]) -> dict[str, str]:
    """The fullest spelling of each name."""
    ordered = sorted(names, key=lambda name: (*_shortness(name), -names[name]))
    full: list[str] = []
    spelt: dict[str, str] = {}
    for name in ordered:
        spelt[name] = _alike(name, full[:_MOST]) or _only_one(name, full[:_MOST]) or name
        if spelt[name] == name:
            full.append(name)
    return spelt


def _shortness(name: str) -> tuple[int, int, bool]:
    """Less for fuller spellings: more words, fewer initials, not all in capitals."""
    own = _own(name)
    return -len(own), sum(len(word) == 1 for word in own), name.isupper()


def _alike(name: str, full: Sequence[str]) -> str:
    """A name already kept that is spelt nearly the same, in whatever order of its words."""
    own = _own(name)
    for other in full:
        theirs = _own(other)
        if own == theirs:
            return other
        if len(own) == len(theirs) > 1 and all(len(word) > 1 for word in own):
            if likeness.token_sort_ratio(" ".join(own), " ".join(theirs)) >= _ALIKE:
                return other
    return ""


def _only_one(name: str, full: Sequence[str]) -> str:
    """The one full name that initials, an initial with a surname, or a part of a name stand for."""
    own = _own(name)
    fitting = [other for other in full if len(_own(other)) > 1 and _stands_for(name, own, _own(other))]
    return fitting[0] if len(fitting) == 1 else ""


def _stands_for(name: str, own: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    letters = name.replace(".", "").replace(" ", "").replace("-", "")
    if (
        letters.isupper()
        and 2 <= len(letters) <= 4
        and all(len(word) <= 4 for word in own)
        and len(letters) == len(theirs)
    ):
        return letters.lower() == "".join(word[0] for word in theirs)
    if len(own) == 1:
        return own[0] in {theirs[0], theirs[-1]}
    return len(own) == len(theirs) and all(
        mine == other or (len(mine) == 1 and other.startswith(mine)) for mine, other in zip(own, theirs, strict=True)
    )


def _own(name: str) -> tuple[str, ...]:
    """The words of a name without ranks and titles."""
    found = tuple(plain(name.replace("-", " ")).split())
    while len(found) > 1 and found[0] in words.RANKS:
        found = found[1:]
    return found
