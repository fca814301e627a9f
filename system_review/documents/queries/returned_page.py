"""The page of a returned file: every difference in words, gathered by what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document
from system_review.documents.queries.returned import Laid, as_exported
from system_review.documents.queries.returned_told import told_of
from system_review.documents.returned_pages import DifferenceGroup, DifferenceLine, ReturnedPage
from system_review.documents.rules.returned.differences import HERE_TOO, Difference, Kind
from system_review.documents.rules.returned.marking import marked_words
from system_review.documents.rules.returned.things import What
from system_review.documents.rules.returned.words import due_in
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.words import Priority, Status, Unrated
from system_review.texts import shown
from system_review.ui.words import say

NAMES = {
    Kind.TEXT: lambda: gettext("Text"),
    Kind.STAGE: lambda: gettext("Stage"),
    Kind.COLOUR: lambda: gettext("Colour"),
    Kind.LEAD: lambda: gettext("Lead"),
    Kind.DUE: lambda: gettext("When"),
    Kind.STATUS: lambda: gettext("How it stands"),
    Kind.DIFFERENCE: lambda: gettext("Difference made"),
    Kind.PRIORITY: lambda: gettext("Priority"),
    Kind.NOTE: lambda: gettext("Progress"),
    Kind.COMMENT: lambda: gettext("Comment"),
    Kind.RATING: lambda: gettext("Overall rating"),
    Kind.NEW_FINDING: lambda: gettext("New finding"),
    Kind.NEW_ACTION: lambda: gettext("New action"),
    Kind.GONE: lambda: gettext("No longer there"),
}
BUTTONS = {
    Kind.COMMENT: lambda: gettext("Add as a comment"),
    Kind.NOTE: lambda: gettext("Add as a progress note"),
    Kind.NEW_FINDING: lambda: gettext("Add it"),
    Kind.NEW_ACTION: lambda: gettext("Add it"),
    Kind.GONE: lambda: gettext("Archive it here too"),
}


def returned_page(document: Document, laid: Laid, *, version: int, visible_to: Member) -> ReturnedPage:
    """Everything on the page of a returned file. `version` is that of what was read of it."""
    return _Page(document, laid, version, visible_to).page()


class _Page:
    def __init__(self, document: Document, laid: Laid, version: int, member: Member) -> None:
        self.document, self.laid, self.version, self.member = document, laid, version, member
        self.review, self.places = document.review, places_of(document.review)
        self.framework = content_of(document.review.framework)
        self.to, self.inbox = Addresses(member.partnership.slug), InboxAddresses(member.partnership.slug)

    def page(self) -> ReturnedPage:
        groups: dict[tuple[str, str], list[Difference]] = {}
        for each in self.laid.found:
            groups.setdefault((each.what, each.about or each.spot), []).append(each)
        return ReturnedPage(
            told=tuple(told_of(self.laid)),
            groups=tuple(self._group(several) for several in groups.values()),
            sure=tuple(each.key for each in self.laid.found if each.is_sure),
            count=len(self.laid.found),
            left=len(self.laid.left),
            version=self.version,
            pieces_url=self.inbox.document(self.document.public_id) + "?as=pieces",
            sheet_url=self.to.review(self.review.public_id, "sheet"),
        )

    def _group(self, several: list[Difference]) -> DifferenceGroup:
        first = several[0]
        known = (
            self.laid.present.findings.get(first.about)
            or self.laid.present.actions.get(first.about)
            or self.laid.present.stages.get(first.about)
        )
        text = shown(known.values["text"]) if known and "text" in known.values else ""
        lines = tuple(map(self._line, several))
        return DifferenceGroup(self._title(first, known), text, self._url(first), lines)

    def _title(self, each: Difference, known: Any) -> str:
        place = self._place(known.spot if known else each.spot)
        if each.kind is Kind.NEW_FINDING or each.kind is Kind.NEW_ACTION:
            return f"{NAMES[each.kind]()} · {place}" if place else NAMES[each.kind]()
        if each.what is What.RATING or known is None:
            return place
        word = gettext("Finding") if each.what is What.FINDING else gettext("Action")
        return f"{word} {known.number} · {place}"

    def _url(self, each: Difference) -> str:
        if not each.about or each.what is What.RATING:
            return ""
        return self.to.finding(each.about) if each.what is What.FINDING else self.to.action(each.about)

    def _place(self, spot: str) -> str:
        domain, level, stage = (*spot.split("/"), "", "", "")[:3]
        place = self.places.by_path.get((domain, level, stage))
        return place.whole if place else ""

    def _line(self, each: Difference) -> DifferenceLine:
        ours, theirs = self._words(each, each.ours), self._words(each, each.theirs)
        if each.kind in (Kind.NEW_ACTION, Kind.NEW_FINDING):
            theirs = self._new(each, theirs)
        left, right = marked_words(ours, theirs) if ours and theirs else marked_words(ours or theirs, ours or theirs)
        exported = as_exported(self.laid, each, visible_to=self.member) if each.doubt == HERE_TOO else None
        button = BUTTONS.get(each.kind, lambda: gettext("Take over"))
        return DifferenceLine(
            key=each.key,
            name=NAMES[each.kind](),
            ours=left if ours else (),
            theirs=right if theirs else (),
            exported=self._words(each, exported) if exported else "",
            doubt=say(each.doubt) if each.doubt else "",
            take=button() if each.may_take else "",
            spoken=f"{NAMES[each.kind]()}: {(theirs or ours)[:60]}",
        )

    def _new(self, each: Difference, text: str) -> str:
        """A new thing in one text: what it says, and what stands beside it."""
        colour = self._colour(each.colour) if each.kind is Kind.NEW_FINDING and each.colour else ""
        further: Mapping[str, str] = each.further
        status = further.get("status", "")
        beside = [
            colour,
            further.get("lead", ""),
            _due(further.get("due", "")),
            wording.status(status) if status else "",
            further.get("note", ""),
        ]
        return "\n".join((text, *(shown(part) for part in beside if part)))

    def _words(self, each: Difference, value: str) -> str:
        if each.kind is Kind.STATUS:
            return wording.status(value) if value in set(Status) else shown(value)
        if each.kind is Kind.PRIORITY:
            return wording.priority(value) if value in set(Priority) else shown(value)
        if each.kind is Kind.COLOUR:
            return self._colour(value)
        if each.kind is Kind.STAGE:
            return self._place(value)
        if each.kind is Kind.DUE:
            return _due(value) or gettext("No date yet")
        if each.kind is Kind.LEAD:
            return shown(value) or gettext("No lead yet")
        if each.kind is Kind.RATING:
            step = wording.step_word(self.framework, value, wording.language_tag()) if value else ""
            return wording.unrated(value) if value in set(Unrated) else step
        return shown(value)

    def _colour(self, value: str) -> str:
        words = getattr(self.framework.colours, value, None)
        return self.framework.said(words.word, wording.language_tag()) if words else value


def _due(value: str) -> str:
    words, on = due_in(value)
    day = gettext("by %(day)s") % {"day": wording.day(on)} if on else ""
    return ": ".join(part for part in (shown(words), day) if part)


def told_count(page: ReturnedPage) -> str:
    """How many differences there are, and how many are sure, in a sentence."""
    if not page.count:
        return gettext("Nothing is different.")
    words = ngettext("%(n)d difference", "%(n)d differences", page.count) % {"n": page.count}
    sure = len(page.sure)
    return gettext("%(differences)s, %(sure)d of them sure") % {"differences": words, "sure": sure}
