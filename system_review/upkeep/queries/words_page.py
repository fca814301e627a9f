"""Where words stand, as a page shows it: counted by kind, with a short line for each place that its reader may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, DocumentFile
from system_review.documents.rules.words import DocumentState
from system_review.partnerships.models import Member
from system_review.reviews.models import Review
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.upkeep.queries.words_standing import InRow, Standing, readable_rows
from system_review.upkeep.rules.word_places import Kind
from system_review.upkeep.rules.words import Words
from system_review.upkeep.wording import kinds

LINES = 8  # places of one kind that are shown one by one
LOOKED_AT = 20  # documents that are named


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place: what stands before the words, the words, what stands behind them; and the review."""

    before: str
    words: str
    after: str
    review: str


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The places of one kind: how often the words stand there, some lines, and how many rows have none here."""

    name: str
    count: int
    lines: tuple[PlaceLine, ...]
    more: int
    hidden: int


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything that was found."""

    count: int
    groups: tuple[PlaceGroup, ...]
    seen: str
    spared: int
    addresses: int


@dataclass(frozen=True, slots=True)
class Unsearched:
    """What is not looked through: files of documents that are kept, and documents that are being read just now."""

    documents: tuple[Link, ...]
    being_read: int


def standing_page(found: Standing, words: Words, *, visible_to: Member) -> StandingPage:
    """What was found, as far as this member may read it; the rest as numbers."""
    readable = readable_rows(found.rows, visible_to=visible_to)
    titles = _titles(found.rows, visible_to)
    by_kind: dict[Kind, list[InRow]] = {}
    for row in found.rows:
        by_kind.setdefault(row.table.kind, []).append(row)
    groups = [_group(name, by_kind[kind], readable, titles, words) for kind, name in kinds().items() if kind in by_kind]
    if found.in_history:
        groups.append(PlaceGroup(kinds()[Kind.HISTORY], found.in_history, (), 0, 0))
    return StandingPage(found.count, tuple(groups), found.seen, found.spared, found.addresses)


def _titles(rows: Iterable[InRow], member: Member) -> dict[int, str]:
    numbers = {row.review for row in rows if row.review}
    reviews = Review.objects.visible_to(member).filter(pk__in=numbers).values_list("pk", "title")
    return {pk: shown(title) for pk, title in reviews}


def _group(
    name: str, rows: list[InRow], readable: set[tuple[str, int]], titles: dict[int, str], words: Words
) -> PlaceGroup:
    mine = [row for row in rows if (row.table.model, row.pk) in readable]
    lines = tuple(_line(row, titles, words) for row in mine[:LINES])
    return PlaceGroup(name, sum(row.count for row in rows), lines, len(mine) - len(lines), len(rows) - len(mine))


def _line(row: InRow, titles: dict[int, str], words: Words) -> PlaceLine:
    line = shown(row.line)
    start, end = next(iter(words.spans(line)), (len(line), len(line)))
    return PlaceLine(line[:start], line[start:end], line[end:], titles.get(row.review or 0, ""))


def unsearched(*, visible_to: Member) -> Unsearched:
    """What somebody has to look into themselves, as far as they may see it."""
    inbox = InboxAddresses(visible_to.partnership.slug)
    documents: Any = Document.objects.visible_to(visible_to)
    with_file = documents.filter(pk__in=DocumentFile.objects.visible_to(visible_to).values("document")).order_by("-pk")
    named = with_file.values_list("name", "public_id")
    return Unsearched(
        documents=tuple(Link(shown(name), inbox.document(public_id)) for name, public_id in named[:LOOKED_AT]),
        being_read=documents.filter(state=DocumentState.READING).count(),
    )
