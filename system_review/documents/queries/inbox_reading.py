"""One reading of a text's inbox: its pieces, and what each has become, in words. Pages and forms are drawn from it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from system_review.documents import inbox_pages as pages
from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, Passage
from system_review.documents.queries import inbox
from system_review.documents.queries.inbox_says import beside
from system_review.documents.queries.pieces import guess_from
from system_review.documents.rules.accepting import is_complete
from system_review.documents.rules.sentences import again
from system_review.documents.rules.words import Fate, PassageRole
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Cell, Finding
from system_review.reviews.queries.choices import rating_choices
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.words import Colour
from system_review.texts import shown
from system_review.ui.words import say

FURNITURE: dict[str, Any] = {
    PassageRole.HEADING: gettext_lazy("heading"),
    PassageRole.NOTE: gettext_lazy("note"),
    PassageRole.FURNITURE: gettext_lazy("page number or the like"),
}
SHORT = 14  # words of a piece in a list to choose from


class InboxReading:
    """The pieces of a text as a member may see them. `opened` is the piece asked for, else the first in need.

    `is_as_found` says that nothing was tried with the document since it was found: its version tells of its pieces.
    """

    def __init__(self, document: Document, *, visible_to: Member, piece: str = "", is_as_found: bool = False) -> None:
        self.document, self.member, self.review = document, visible_to, document.review
        self.to = InboxAddresses(visible_to.partnership.slug)
        self.sheets = Addresses(visible_to.partnership.slug)
        self.may_bring_in = may(visible_to, Permission.DOCUMENT_BRING_IN)
        self.may_change = self.may_bring_in and document.set_aside_at is None
        read = inbox.kept_passages if is_as_found else inbox.live_passages
        self.rows = read(document, visible_to=visible_to)
        self.by_number = {row.pk: row for row in self.rows}
        self.cells: dict[int, Cell] = inbox.stages_of(self.review, visible_to=visible_to)
        self.places = places_of(self.review).by_path
        self.findings = {row.pk: row for row in inbox.findings_of(self.review, visible_to=visible_to)}
        self.same_text = inbox.same_text(document, visible_to=visible_to)
        self.questions = inbox.open_questions(document, visible_to=visible_to)
        self.need = [row for row in self.rows if row.fate == Fate.WAITING and not row.is_sure]
        self.sure = [row for row in self.rows if row.fate == Fate.WAITING and row.is_sure]
        self.steps = inbox.recent_steps(document, by=visible_to) if self.may_change else []
        self.words = self._colour_words()
        self.ratings = dict(rating_choices(self.review))
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
        return asked or next(iter(self.need), None)

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
            return (gettext("Sure"), row.suggested_colour) if row.is_sure else (gettext("Waits"), "")
        if row.fate == Fate.SET_ASIDE:
            return self._aside(row), ""
        if row.role == PassageRole.RATING:
            words, mark = self._as_rating(row.cell_id, row.rating), ""
        else:
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

    def _aside(self, row: Passage) -> str:
        if row.is_already:
            return gettext("Already brought in")
        what = FURNITURE.get(row.suggested_role)
        return gettext("Set aside: %(what)s") % {"what": what} if what else gettext("Set aside")

    def _as_rating(self, cell: int | None, rating: str) -> str:
        words = {
            "rating": self.ratings.get(rating, rating),
            "place": self.place(cell) if cell else gettext("which stage?"),
        }
        return gettext("Overall rating %(rating)s · %(place)s") % words

    def taken(self, row: Passage) -> pages.Taken | None:
        """What a waiting piece is taken for; None if nothing was suggested."""
        if not row.suggested_role:
            return None
        what, mark = self._taken_for(row)
        guess = guess_from(row, "piece" if row.suggested_under_id in self.by_number else "")
        reason = say(again(row.reason, row.reason_values)) if row.reason else ""
        return pages.Taken(what, mark, beside(row), shown(reason), is_complete(guess))

    def _taken_for(self, row: Passage) -> tuple[str, str]:
        match row.suggested_role:
            case PassageRole.FINDING:
                colour = self.words[row.suggested_colour][0] if row.suggested_colour in self.words else ""
                place = self.place(row.suggested_cell_id) if row.suggested_cell_id else gettext("which stage?")
                if not colour:
                    return gettext("Finding, which colour? · %(place)s") % {"place": place}, ""
                return gettext("%(colour)s finding · %(place)s") % {
                    "colour": colour,
                    "place": place,
                }, row.suggested_colour
            case PassageRole.ACTION:
                return self._as_suggested_action(row)
            case PassageRole.RATING:
                return self._as_rating(row.suggested_cell_id, row.suggested_rating), ""
        return str(FURNITURE.get(row.suggested_role, "")), ""

    def _as_suggested_action(self, row: Passage) -> tuple[str, str]:
        above = self.by_number.get(row.suggested_under_id or 0) or self.findings.get(
            row.suggested_under_finding_id or 0
        )
        if above is None:
            return gettext("Action, for which finding?"), ""
        colour = above.colour or getattr(above, "suggested_colour", "")
        plan = self.words[colour][1] if colour in self.words else gettext("Action")
        return gettext("%(plan)s · %(finding)s") % {"plan": plan, "finding": short(above.text, 8)}, colour


def short(text: str, words: int = SHORT) -> str:
    """The beginning of a text, on one line."""
    parts = shown(text).split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"
