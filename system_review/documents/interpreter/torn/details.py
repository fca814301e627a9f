"""Lines below an action that only tell who leads it, by when, or how it stands: "Lead: …", "Due: …". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents.interpreter.leads import leads_in_column
from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.tables.writing import Writing, status_of
from system_review.documents.interpreter.times import due_in
from system_review.documents.interpreter.understanding import NamedLead, Suggestion

Details = Sequence[tuple[Entry, str, Entry]]  # the action's entry, what the line holds, the line


def add_details(writing: Writing, actions: Sequence[int], details: Details) -> None:
    """Give each detail to the action that holds the end of its entry. One that says nothing is kept with it too."""
    for entry, holds, line in details:
        number = _holding(writing, actions, entry)
        known = writing.draft.suggestions[number]
        what = _told(holds, line.text, known, writing)
        writing.draft.change(number, stretches=(*known.stretches, *line.stretches), **what)


def _holding(writing: Writing, actions: Sequence[int], entry: Entry) -> int:
    last = entry.stretches[-1]
    holding = [
        number
        for number in actions
        for stretch in writing.draft.suggestions[number].stretches
        if stretch.passage == last.passage and stretch.end == last.end
    ]
    return holding[-1] if holding else actions[-1]


def _told(holds: str, text: str, known: Suggestion, writing: Writing) -> dict[str, object]:
    if holds == "lead":
        return {"leads": tuple(dict.fromkeys((*known.leads, *leads_in_column(text))))}
    if holds == "agency":
        named = leads_in_column(text)
        agency = named[0].agency if named else ""
        leads = [NamedLead(lead.name, lead.role, lead.agency or agency) for lead in known.leads]
        return {"leads": tuple(leads) or named}
    if holds == "due":
        words, on = due_in(text, writing.base)
        return {"due_words": words or text, "due_on": on}
    return {"status": status_of(text)} if status_of(text) else {}
