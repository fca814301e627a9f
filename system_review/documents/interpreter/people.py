"""The leads of a whole document, settled together: one spelling a person, agencies not taken for people. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.initials import initials_in, written_out
from system_review.documents.interpreter.leads import same_people
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understanding import NamedLead

_SHORTEST = 2  # words of a person's name
_ENOUGH = 3  # actions whose leads come in pairs, before the second of a pair is taken for an agency


def settle_leads(draft: Draft) -> None:
    """Give every action its leads as the whole document knows them."""
    _write_out(draft)
    _pair_off(draft)
    every = [lead for suggestion in draft.suggestions for lead in suggestion.leads]
    agencies = {plain(lead.agency) for lead in every if lead.agency}
    names = {plain(lead.name): lead.name for lead in every if lead.name}
    apart = {lead: _apart(lead, names) for lead in set(every)}
    kept = same_people(each for lead in every for each in apart[lead])
    for number, suggestion in enumerate(draft.suggestions):
        if suggestion.leads:
            leads = [kept[each] for lead in suggestion.leads for each in apart[lead]]
            settled = tuple(dict.fromkeys(_with_agencies(leads, agencies)))
            if settled != suggestion.leads:
                draft.change(number, leads=settled)


def _write_out(draft: Draft) -> None:
    """Names for initials, where the document has a key to them."""
    if known := initials_in(draft.passages):
        for number, suggestion in enumerate(draft.suggestions):
            leads = tuple(written_out(lead, known) for lead in suggestion.leads)
            if leads != suggestion.leads:
                draft.change(number, leads=leads)


def _pair_off(draft: Draft) -> None:
    """Where each lead of a document is followed by another that leads nothing itself, the other is its agency.

    "Ffion Prydderch, Gwasanaethau Plant" alone could be two people; beside enough of the same kind it cannot.
    """
    lists = [(number, suggestion.leads) for number, suggestion in enumerate(draft.suggestions) if suggestion.leads]
    paired = [(number, _pairs(leads)) for number, leads in lists]
    pairs = [pair for _, each in paired if each for pair in each]
    firsts, seconds = {plain(one.name) for one, _ in pairs}, {plain(other) for _, other in pairs if other}
    told = sum(any(other for _, other in each) for _, each in paired if each)
    if told < _ENOUGH or firsts & seconds or not all(each for _, each in paired):
        return
    for number, each in paired:
        leads = tuple(replace(one, agency=one.agency or other) for one, other in each or ())
        draft.change(number, leads=leads)


def _pairs(leads: Sequence[NamedLead]) -> list[tuple[NamedLead, str]] | None:
    """The leads two by two, a name and what follows it; one that has its agency already stands alone. None if odd."""
    found: list[tuple[NamedLead, str]] = []
    rest = list(leads)
    while rest:
        one = rest.pop(0)
        if one.agency or not one.name:
            found.append((one, ""))
        elif rest and rest[0].name and not rest[0].agency:
            found.append((one, rest.pop(0).name))
        elif rest and rest[0].agency and not rest[0].name:
            found.append((one, rest.pop(0).agency))
        else:
            return None
    return found


def _apart(lead: NamedLead, names: dict[str, str]) -> list[NamedLead]:
    """People whose names ran together in a narrow column, where they are named elsewhere; else the lead itself."""
    said = lead.name.split()
    words = [plain(word) for word in said]
    if len(words) < 3:
        return [lead]
    for at in range(1, len(words)):
        one, other = " ".join(words[:at]), " ".join(words[at:])
        if one in names and other in names:
            return [NamedLead(names[one]), NamedLead(names[other], lead.role, lead.agency)]
    return _with_known(lead, words, said, names) or [lead]


def _with_known(lead: NamedLead, words: Sequence[str], said: Sequence[str], names: dict[str, str]) -> list[NamedLead]:
    """The same where only the first or the last of them is named elsewhere, and enough is left for a person's name."""
    for at in range(_SHORTEST, len(words) - _SHORTEST + 1):
        before, after = " ".join(words[:at]), " ".join(words[at:])
        rest_before, rest_after = " ".join(said[:at]), " ".join(said[at:])
        if after in names:
            first = NamedLead(rest_before)
            return [*_apart(first, names), NamedLead(names[after], lead.role, lead.agency)]
        if before in names:
            return [NamedLead(names[before]), *_apart(NamedLead(rest_after, lead.role, lead.agency), names)]
    return []


def _with_agencies(leads: Sequence[NamedLead], agencies: Collection[str]) -> list[NamedLead]:
    """What the document elsewhere calls an agency is one: of the person before it, else by itself."""
    settled: list[NamedLead] = []
    for lead in leads:
        if not lead.name or lead.agency or plain(lead.name) not in agencies:
            settled.append(lead)
        elif settled and settled[-1].name and not settled[-1].agency:
            settled[-1] = replace(settled[-1], agency=lead.name)
        else:
            settled.append(NamedLead(role=lead.role, agency=lead.name))
    return settled
