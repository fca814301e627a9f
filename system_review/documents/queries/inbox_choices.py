"""What the forms of the open piece offer, and what they begin with, so that most pieces are placed with one click."""

from __future__ import annotations

from django.utils.translation import gettext

from system_review.documents.inbox_pages import Choices
from system_review.documents.models import InboxStep, Passage
from system_review.documents.queries.inbox_reading import InboxReading, short
from system_review.documents.rules.words import Fate, PassageRole, StepKind
from system_review.reviews.models import Finding
from system_review.reviews.rules.words import Colour

PLACING = (StepKind.PLACED_FINDING, StepKind.PLACED_ACTION)
NEAR = 40  # how many pieces on either side are offered for joining


def colour_choices(reading: InboxReading) -> Choices:
    """The colours of a finding in the framework's words."""
    return [(colour.value, reading.words[colour][0]) for colour in Colour]


def cell_choices(reading: InboxReading) -> Choices:
    """The stages of the review, grouped by domain and level, which each names again: a closed list shows one line."""
    groups: dict[str, Choices] = {}
    for cell in reading.cells.values():
        place = reading.places[cell.domain, cell.level, cell.stage]
        groups.setdefault(place.sheet, []).append((cell.public_id, f"{place.stage} ({place.sheet})"))
    return list(groups.items())


def finding_choices(reading: InboxReading) -> Choices:
    """What an action can stand under: findings placed from this text (`p.` and an id), then the review's own (`f.`)."""
    placed = [
        (f"p.{row.public_id}", f"{reading.words[row.colour][0]}: {short(row.text)}")
        for row in reading.placed_findings()
        if row is not reading.opened
    ]
    groups: dict[str, Choices] = {}
    for finding in reading.findings.values():
        words = f"{reading.words[finding.colour][0]}: {short(finding.text)}"
        groups.setdefault(reading.place(finding.cell_id), []).append((f"f.{finding.public_id}", words))
    return [*([(gettext("Placed from this text"), placed)] if placed else []), *groups.items()]


def joinable(reading: InboxReading) -> Choices:
    """The pieces near the open one that it can be joined with, each with the version that is shown."""
    row = reading.opened
    if row is None:
        return []
    at = reading.rows.index(row)
    near = reading.rows[max(0, at - NEAR) : at + NEAR + 1]
    return [
        (f"{each.public_id}.{each.version}", short(each.text))
        for each in near
        if each is not row and each.fate != Fate.APPLIED
    ]


def likeliest(reading: InboxReading) -> dict[str, str]:
    """What the forms of the open piece begin with: what it is or is taken for, else what was chosen last."""
    row = reading.opened
    if row is not None and row.fate == Fate.PLACED:
        return _chosen(reading, row)
    guessed = _guessed(reading, row) if row is not None else {}
    last = next((step for step in reading.steps if step.kind in PLACING), None)
    return {**_chosen(reading, _placed_in(reading, last) or _finding_before(reading, row)), **guessed}


def _guessed(reading: InboxReading, row: Passage) -> dict[str, str]:
    """What a piece that waits is suggested to be, as the forms hold it."""
    cell = reading.cells.get(row.suggested_cell_id or 0)
    above = reading.by_number.get(row.suggested_under_id or 0) or reading.findings.get(
        row.suggested_under_finding_id or 0
    )
    is_there = isinstance(above, Finding) or (above is not None and above.fate in (Fate.PLACED, Fate.APPLIED))
    found = {
        "colour": row.suggested_colour,
        "cell": cell.public_id if cell else "",
        "rating": row.suggested_rating,
        "under": _name(above) if above is not None and is_there else "",
    }
    return {name: value for name, value in found.items() if value}


def _placed_in(reading: InboxReading, step: InboxStep | None) -> Passage | None:
    keys = [kept["key"] for kept in step.before["pieces"]] if step else []
    placed = (Fate.PLACED, Fate.APPLIED)
    return next((row for row in reading.rows if row.public_id in keys and row.fate in placed), None)


def _finding_before(reading: InboxReading, row: Passage | None) -> Passage | None:
    before = reversed(reading.placed_findings())
    return next((each for each in before if row is None or each.position < row.position), None)


def _chosen(reading: InboxReading, row: Passage | None) -> dict[str, str]:
    """What was chosen for a piece, as the forms hold it; for an action, with the place of its finding."""
    if row is None:
        return {}
    if row.role == PassageRole.RATING:
        return {"rating": row.rating, "cell": reading.cells[row.cell_id or 0].public_id}
    top = row if row.role == PassageRole.FINDING else reading.above(row)
    if top is None:
        return {}
    cell = reading.cells[top.cell_id or 0]
    return {"colour": top.colour, "cell": cell.public_id, "under": _name(top)}


def _name(top: Passage | Finding) -> str:
    """How the form names a finding that an action can stand under."""
    if isinstance(top, Finding):
        return f"f.{top.public_id}"
    return f"f.{top.became_finding.public_id}" if top.became_finding else f"p.{top.public_id}"
