"""One reading of a text's inbox: its pieces, and what each has become, in words. Pages and forms are drawn from it."""

from __future__ import annotations

from django.utils.translation import gettext

from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, Passage
from system_review.documents.queries import inbox
from system_review.documents.rules.words import Fate, PassageRole
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Cell, Finding
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.words import Colour
from system_review.texts import shown

SHORT = 14  # words of a piece in a list to choose from


class InboxReading:
    """The pieces of a text as a member may see them. `opened` is the piece asked for, else the first that waits."""

    def __init__(self, document: Document, *, visible_to: Member, piece: str = "") -> None:
        self.document, self.member, self.review = document, visible_to, document.review
        self.to = InboxAddresses(visible_to.partnership.slug)
        self.sheets = Addresses(visible_to.partnership.slug)
        self.may_bring_in = may(visible_to, Permission.DOCUMENT_BRING_IN)
        self.may_change = self.may_bring_in and document.set_aside_at is None
        self.rows = inbox.live_passages(document, visible_to=visible_to)
        self.by_number = {row.pk: row for row in self.rows}
        cells = Cell.objects.visible_to(visible_to).filter(review=self.review).order_by("position")
        self.cells: dict[int, Cell] = {cell.pk: cell for cell in cells}
        self.places = places_of(self.review).by_path
        self.findings = {row.pk: row for row in inbox.findings_of(self.review, visible_to=visible_to)}
        self.steps = inbox.recent_steps(document, by=visible_to) if self.may_change else []
        self.words = self._colour_words()
        self.opened = self._opened(piece)

    def _colour_words(self) -> dict[str, tuple[str, str]]:
        """A colour's word, and what the actions under it are for."""
        framework, language = content_of(self.review.framework), wording.language_tag()
        said = {colour.value: getattr(framework.colours, colour) for colour in Colour}
        return {
            colour: (framework.said(words.word, language), framework.said(words.plan, language))
            for colour, words in said.items()
        }

    def _opened(self, wanted: str) -> Passage | None:
        asked = next((row for row in self.rows if row.public_id == wanted and row.fate != Fate.APPLIED), None)
        return asked or next((row for row in self.rows if row.fate == Fate.WAITING), None)

    def placed_findings(self) -> list[Passage]:
        """The pieces that are findings and not yet in the review."""
        return [row for row in self.rows if row.fate == Fate.PLACED and row.role == PassageRole.FINDING]

    def above(self, row: Passage) -> Passage | Finding | None:
        """What an action stands under: a piece of this text, or a finding of the review; None if that is archived."""
        return self.by_number.get(row.under_id or 0) or self.findings.get(row.under_finding_id or 0)

    def place(self, cell: int | None) -> str:
        """A stage in words, with its domain and level."""
        found = self.cells[cell or 0]
        return self.places[found.domain, found.level, found.stage].whole

    def became(self, row: Passage) -> tuple[str, str]:
        """What a piece is, in words, and the value of its colour; "" where it has none."""
        if row.fate == Fate.WAITING:
            return gettext("Waits"), ""
        if row.fate == Fate.SET_ASIDE:
            return gettext("Set aside"), ""
        words, mark = self._as_finding(row) if row.role == PassageRole.FINDING else self._as_action(row)
        return (gettext("In the review: %(what)s") % {"what": words} if row.fate == Fate.APPLIED else words), mark

    def _as_finding(self, row: Passage) -> tuple[str, str]:
        words = {"colour": self.words[row.colour][0], "place": self.place(row.cell_id)}
        return gettext("%(colour)s finding · %(place)s") % words, row.colour

    def _as_action(self, row: Passage) -> tuple[str, str]:
        above = self.above(row)
        if above is None:
            return gettext("Action · its finding is archived"), ""
        words = {"plan": self.words[above.colour][1], "finding": short(above.text)}
        return gettext("%(plan)s · %(finding)s") % words, above.colour


def short(text: str, words: int = SHORT) -> str:
    """The beginning of a text, on one line."""
    parts = shown(text).split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"
