"""The forms of the piece that is open in an inbox."""

from __future__ import annotations

from typing import Any

from system_review.documents.forms.inbox import ActionForm, FindingForm, JoinForm, RatingForm, SplitForm, WordsForm
from system_review.documents.queries.inbox_choices import (
    cell_choices,
    colour_choices,
    finding_choices,
    joinable,
    likeliest,
)
from system_review.documents.queries.inbox_reading import InboxReading
from system_review.documents.queries.inbox_says import is_action, words_of
from system_review.drafts.drafting import drafting, fresh_lines, new_token

WRITTEN_IN = {"words": "text", "split": "split"}  # the forms in which one writes, and the ends of their addresses


def forms_of(reading: InboxReading, sent: Any = None) -> dict[str, Any]:
    """The forms of the open piece, by name. The one that was `sent` and refused keeps what stands in it."""
    if reading.opened is None or not reading.may_change:
        return {}
    row = reading.opened
    version = {"version": row.version}
    likely = {**version, **likeliest(reading)}
    made: dict[str, Any] = {
        "finding": FindingForm(initial=likely, auto_id="finding-%s"),
        "action": ActionForm(initial=likely, auto_id="action-%s"),
        "rating": RatingForm(initial=likely, auto_id="rating-%s"),
        "join": JoinForm(initial={**version, "order": "before", "between": "SPACE"}, auto_id="join-%s"),
        "split": SplitForm(initial={**version, "text": row.text}, auto_id="split-%s"),
        "words": WordsForm(initial={**version, **words_of(row)}, auto_id="words-%s", is_action=is_action(row)),
    }
    for name, form in made.items():
        if type(form) is type(sent):
            made[name] = sent
    cells = cell_choices(reading)
    made["finding"].offer(colours=colour_choices(reading), cells=cells)
    made["rating"].offer(ratings=list(reading.ratings.items()), cells=cells)
    made["action"].offer(findings=finding_choices(reading))
    made["join"].offer(pieces=joinable(reading))
    return made


def places_of(reading_to: Any, document: str, piece: str) -> list[str]:
    """The addresses of the forms of a piece in which one writes."""
    return [reading_to.move(document, piece, what) for what in WRITTEN_IN.values()]


def put_drafts_back(request: Any, reading: InboxReading, forms: dict[str, Any], sent: Any) -> None:
    """Let the forms of the open piece in which one writes begin with what this member had begun, but the one `sent`."""
    row = reading.opened
    for name, what in WRITTEN_IN.items():
        if row is None or name not in forms or forms[name] is sent:
            continue
        if request.method == "POST":
            forms[name].draft = fresh_lines(new_token(), request.member)
        else:
            drafting(request, forms[name], place=reading.to.move(reading.document.public_id, row.public_id, what))
