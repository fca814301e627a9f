"""Small things for the tests of the inbox: two partnerships, a review on a shipped framework, a text brought in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from system_review.audit.models import Event
from system_review.documents.models import Document, Passage
from system_review.documents.readers.text import read_file, read_pasted
from system_review.documents.reading import ReadFile
from system_review.documents.rules.placing import sums
from system_review.documents.rules.sources import Source, why_not_whole
from system_review.documents.rules.words import Fate
from system_review.documents.services.receiving import receive_read
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import Cell, Review
from tests import factories

NOW = factories.AT

# Invented, and torn as texts copied out of a PDF are: columns mixed, headings moved, sentences in pieces.
TORN = """RESULTS OF OUR REVIEW \t

RED

Rating

Nobody can say what belongs in a referral about a place,

Brief the front door on

so these referrals wait.

what a place referral holds — Meera to lead

AMBER

Some teams map friendships. Others have not heard of it.
Share the template with every team – Tom to follow up



page 1 of 2
\f
  GREEN

Chairs ask about places at each conference.

Look at ten minutes in three months' time - Ada to lead
"""


@dataclass
class Inbox:
    """A member, their review with its cells in order, and a text that was brought in."""

    anwen: Member
    review: Review
    cells: list[Cell]
    document: Document

    def pieces(self) -> list[Passage]:
        """The pieces that are not replaced, in order, fresh."""
        rows = Passage.unscoped.filter(document=self.document).exclude(fate=Fate.REPLACED)
        return list(rows.select_related("document__review", "under").order_by("position"))

    def piece(self, beginning: str) -> Passage:
        """The one piece that begins so."""
        [found] = [piece for piece in self.pieces() if piece.text.startswith(beginning)]
        return found

    def fresh(self) -> Document:
        """The document as it is stored now."""
        return Document.unscoped.select_related("review").get(pk=self.document.pk)

    def counts(self) -> dict[str, int]:
        """The counters."""
        return sums(Passage.unscoped.filter(document=self.document).values_list("fate", flat=True))

    def assert_nothing_lost(self) -> None:
        """Every character of the text is in one live piece, or is white space between two."""
        pieces = self.pieces()
        sources = [Source(*source) for piece in pieces for source in piece.sources]
        assert why_not_whole(self.fresh().text, sources) is None
        counts = self.counts()
        assert counts["whole"] == len(pieces) == sum(counts.values()) - counts["whole"]


def inbox_with(text: str | bytes = TORN, *, by: Member | None = None, framework: str = "", **more: Any) -> Inbox:
    """This member, else Anwen of Eastmere, has brought this text in to a new review."""
    if by is None:
        eastmere = factories.partnership("Eastmere Safeguarding Partnership")
        by = factories.member(eastmere, "Anwen", Role.ADMINISTRATOR, Role.REVIEW_LEAD)
    review = factories.review(by, key=framework or "contextual-safeguarding")
    document = brought_in(review, text, by=by, **more)
    return Inbox(by, review, list(Cell.unscoped.filter(review=review).order_by("position")), document)


def brought_in(
    review: Review, text: str | bytes, *, by: Member, name: str = "Results 2025", understanding: Any = None, **more: Any
) -> Document:
    """This text brought in, with this understanding of it: without one, every paragraph waits for a person."""
    is_pasted = isinstance(text, str)
    data = text.encode() if isinstance(text, str) else text
    reading = read_pasted(text) if isinstance(text, str) else read_file(text)
    read = ReadFile("text_file", hashlib.sha256(data).hexdigest(), reading, understanding)
    return receive_read(review=review, name=name, data=data, read=read, pasted=is_pasted, by=by, at=NOW, **more)


def kinds() -> list[str]:
    """What the trail says has happened, in order, without the beginnings."""
    begun = {"partnership.begun", "review.begun", "framework.kept", "framework.added"}
    return [kind for kind in Event.objects.order_by("pk").values_list("kind", flat=True) if kind not in begun]
