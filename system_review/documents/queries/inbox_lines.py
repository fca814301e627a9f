"""The pieces of a text as lines: in the order of the text, and what is placed as it will stand."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from django.utils.translation import gettext

from system_review.documents import inbox_pages as pages
from system_review.documents.models import Passage
from system_review.documents.queries.inbox_reading import InboxReading, short
from system_review.documents.queries.inbox_says import beside
from system_review.documents.rules.words import Fate, PassageRole
from system_review.reviews.models import Finding
from system_review.reviews.pages import folded
from system_review.texts import shown

_ONLY_PARAGRAPH = re.compile(r"(column \d+), paragraph 1(?=;|$)")


def piece_lines(reading: InboxReading, rows: Iterable[Passage]) -> tuple[pages.PieceLine, ...]:
    """These pieces as they stand in the text."""
    return tuple(_line(reading, row) for row in rows)


def line_facts(reading: InboxReading, rows: Iterable[Passage]) -> Hashable:
    """All that the lines of these pieces show as they stand in the text, beside what their document and reader tell."""
    return tuple(
        (
            row.public_id, row.version, row.fate, row.text, row.place, row.role, row.cell_id, row.colour, row.rating,
            row.is_sure, row.is_already, row.suggested_role, row.suggested_colour, *_above_facts(reading, row),
        )
        for row in rows
    )  # fmt: skip


def inbox_facts(reading: InboxReading) -> Hashable:
    """All that an inbox shows of the review and of its document beside its pieces, which the document's version tells.

    A finding is only ever named there: by its first words, its colour and its stage.
    """
    document, same = reading.document, reading.same_text
    return (
        document.public_id, document.version, document.set_aside_at, document.applied_at, document.erased_at,
        document.is_kept, reading.may_change, reading.to, same and (same.pk, same.brought_in_at),
        tuple((each.public_id, each.version) for each in reading.questions),
        tuple(step.public_id for step in reading.steps),
        tuple((each.public_id, each.cell_id, each.colour, short(each.text)) for each in reading.findings.values()),
    )  # fmt: skip


def _above_facts(reading: InboxReading, row: Passage) -> tuple[Hashable, ...]:
    """What a line shows of the finding that its piece became, or stands under."""
    if row.fate not in (Fate.PLACED, Fate.APPLIED):
        return ()
    top = row if row.role == PassageRole.FINDING else reading.above(row)
    if top is None:
        return (None,)
    return top.text, top.colour, _on_sheet(reading, row) if row.fate == Fate.APPLIED else ""


def _line(reading: InboxReading, row: Passage) -> pages.PieceLine:
    start, rest = folded(shown(row.text))
    what, mark = reading.became(row)
    can_leave = reading.may_change and row.fate in (Fate.PLACED, Fate.SET_ASIDE)
    document = reading.document.public_id
    return pages.PieceLine(
        key=row.public_id,
        start=start,
        rest=rest,
        name=short(start, 8),
        place=_place(row),
        fate=row.fate,
        what=what,
        mark=mark,
        url=_on_sheet(reading, row) if row.fate == Fate.APPLIED else reading.to.piece(document, row.public_id),
        return_url=reading.to.move(document, row.public_id, "return") if can_leave else "",
        version=row.version,
        beside=beside(row) if row.fate == Fate.PLACED and row.role == PassageRole.ACTION else "",
    )


def _place(row: Passage) -> str:
    """Where a piece stands; of a table's cell, no paragraph if it has but one."""
    return _ONLY_PARAGRAPH.sub(r"\1", row.place)


def _on_sheet(reading: InboxReading, row: Passage) -> str:
    """Where a piece that is in the review stands on the results sheet; "" if its finding is archived."""
    top = row if row.role == PassageRole.FINDING else reading.above(row)
    number = top.became_finding_id if isinstance(top, Passage) else top and top.pk
    finding = reading.findings.get(number or 0)
    if finding is None:
        return ""
    cell = reading.cells[finding.cell_id]
    sheet = reading.sheets.sheet(reading.review.public_id, cell.domain, cell.level)
    return f"{sheet}#finding-{finding.public_id}"


def placed_groups(reading: InboxReading, *, most: int | None) -> list[pages.PlacedGroup]:
    """What is placed as it will stand: each finding with its actions, then actions for the review's own findings.

    No group more once there are `most` pieces in them.
    """
    groups: list[pages.PlacedGroup] = []
    count = 0
    for top, actions in _placed(reading):
        if most is not None and count >= most:
            break
        count += len(actions) + (isinstance(top, Passage) and top.fate == Fate.PLACED)
        groups.append(_group(reading, top, piece_lines(reading, actions)))
    return groups


def _placed(reading: InboxReading) -> Iterator[tuple[Passage | Finding | None, list[Passage]]]:
    """The pieces placed as findings and ratings and what else has actions placed under it, each with these actions."""
    placed = [row for row in reading.rows if row.fate == Fate.PLACED]
    tops: dict[str, Passage | Finding | None] = {row.public_id: row for row in reading.placed_findings()}
    tops |= {row.public_id: row for row in placed if row.role == PassageRole.RATING}
    actions: dict[str, list[Passage]] = {}
    for row in placed:
        if row.role == PassageRole.ACTION:
            above = reading.above(row)
            key = above.public_id if above else ""
            tops.setdefault(key, above)
            actions.setdefault(key, []).append(row)
    return ((top, actions.get(key, [])) for key, top in tops.items())


def _group(
    reading: InboxReading, top: Passage | Finding | None, actions: tuple[pages.PieceLine, ...]
) -> pages.PlacedGroup:
    if isinstance(top, Passage) and top.fate == Fate.PLACED:
        return pages.PlacedGroup(_line(reading, top), actions=actions)
    words = gettext("In the review already: %(finding)s") % {"finding": short(top.text) if top else "…"}
    return pages.PlacedGroup(None, words=words, mark=top.colour if top else "", actions=actions)
