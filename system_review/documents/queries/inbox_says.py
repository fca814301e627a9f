"""What an action says beside its text, in words and as the form for correcting it holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from system_review.documents.models import Passage
from system_review.documents.rules.beside import line_of
from system_review.documents.rules.pieces import Named, Says, says_of
from system_review.documents.rules.words import Fate, PassageRole
from system_review.reviews import wording
from system_review.texts import shown


def is_action(row: Passage) -> bool:
    """Whether a piece is an action, or may become one: then it can say who leads and when."""
    if row.fate in (Fate.PLACED, Fate.APPLIED):
        return row.role == PassageRole.ACTION
    return row.suggested_role in ("", PassageRole.ACTION)


def words_of(row: Passage) -> dict[str, Any]:
    """What the form for a piece's words begins with."""
    says = says_of(row.says)
    day = date.fromisoformat(says.due_on) if says.due_on else None
    leads = "\n".join(line_of(lead) for lead in says.leads)
    return {"text": row.text, "leads": leads, "due_words": says.due_words, "due_on": day}


def beside(row: Passage) -> str:
    """What an action says beside its text, on one line: its leads, its time, where it points to."""
    says = says_of(row.says)
    leads = "; ".join(line_of(lead) for lead in says.leads)
    parts = [gettext("Lead: %(names)s") % {"names": leads}] if leads else []
    if says.due_words or says.due_on:
        day = wording.day(date.fromisoformat(says.due_on)) if says.due_on else ""
        parts.append(f"{says.due_words} ({day})" if says.due_words and day else says.due_words or day)
    if says.status:
        parts.append(wording.status(says.status))
    parts += [each.words for each in says.refers]
    return shown(" · ".join(parts))


def understood(row: Passage) -> list[str]:
    """How leads and time were understood: a line for each lead, which says what its words are, and one for when."""
    says = says_of(row.says)
    return [shown(_lead(lead)) for lead in says.leads] + [shown(line) for line in _due(says)]


def _lead(lead: Named) -> str:
    said = (
        lead.name and gettext("%(words)s (name)") % {"words": lead.name},
        lead.role and gettext("%(words)s (role)") % {"words": lead.role},
        lead.agency and gettext("%(words)s (agency)") % {"words": lead.agency},
    )
    return gettext("Lead: %(names)s") % {"names": ", ".join(filter(None, said))}


def _due(says: Says) -> list[str]:
    if says.due_on:
        return [gettext("Due: %(day)s") % {"day": wording.day(date.fromisoformat(says.due_on))}]
    if says.due_words:
        return [gettext("“%(words)s”: kept in words, without a date") % {"words": says.due_words}]
    return []
