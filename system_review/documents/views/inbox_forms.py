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
        "words": WordsForm(initial={**version, "text": row.text}, auto_id="words-%s"),
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
