"""A document of five hundred pieces in the inbox of the generated review, half worked through."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tests.bench.generated import COLOURS, DEEDS, PEOPLE, SEE, WHO, framework

ROWS, ACTIONS_EACH = 100, 3  # a heading, a finding and three actions a row: 500 pieces
ACCEPTED, ASIDE = 50, 20  # findings that are placed with their actions, and pieces that are set aside


def bring_in(review: Any, by: Any) -> dict[str, str]:
    """Bring the document in, place half of it; the names that the measurements need."""
    from system_review.documents.models import Passage
    from system_review.documents.rules.words import Fate, PassageRole
    from system_review.documents.services.accepting import accept_sure
    from system_review.documents.services.inbox import set_aside
    from system_review.documents.services.receiving import receive_text

    document = receive_text(review=review, name="actions.csv", content=_log(), by=by, at=timezone.now())
    pieces = Passage.unscoped.filter(document=document).select_related("document__review", "suggested_under")
    findings = [row.pk for row in pieces.order_by("position") if row.suggested_role == PassageRole.FINDING][:ACCEPTED]
    others = pieces.filter(is_sure=True).exclude(Q(pk__in=findings) | Q(suggested_under__in=findings))
    Passage.unscoped.filter(pk__in=[row.pk for row in others]).update(is_sure=False)  # these are not accepted yet
    document.refresh_from_db()
    accept_sure(document=document, seen=document.version, by=by, at=timezone.now())
    waiting = pieces.filter(fate=Fate.WAITING, suggested_role=PassageRole.ACTION).order_by("-position")
    for row in waiting[:ASIDE]:
        set_aside(passage=row, seen=row.version, by=by, at=timezone.now())
    opened = pieces.filter(fate=Fate.WAITING, is_sure=False).order_by("position")[1]
    return {"document": document.public_id, "piece": opened.public_id}


def _log() -> bytes:
    """A list of findings with their actions, as a partnership keeps one."""
    content = framework()
    tongue = content.language
    places = [(domain, level, stage) for domain, level, stages in content.sheets() for stage in stages]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["Where", "RAG of finding", "Finding", "Action"])
    for n in range(ROWS):
        domain, level, stage = places[n % len(places)]
        names = [domain.name[tongue], level.name[tongue] if level else "", stage.name[tongue]]
        actions = [_action(n, at) for at in range(ACTIONS_EACH)]
        finding = f"{WHO[n % 10]} {SEE[n % 7]}: so said {n + 2} of those who were asked."
        colour = COLOURS[n % len(COLOURS)] if n < ACCEPTED or n % 10 else ""  # some wait for a person
        table.writerow([", ".join(filter(None, names)), colour, finding, "\n".join(actions)])
    return written.getvalue().encode()


def _action(n: int, at: int) -> str:
    deed = DEEDS[(n + at) % len(DEEDS)]
    return f"{at + 1}. {deed}, and tell group {n * ACTIONS_EACH + at} by the end of June – {PEOPLE[n % 12]} to lead"
