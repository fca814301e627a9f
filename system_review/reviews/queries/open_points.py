"""What is still open in a review at the state it is in, in sentences that lead to where it can be done."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from system_review.evidence.rules import EvidenceState
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import AgreedVersion, Review
from system_review.reviews.queries.overview_rows import CellRow, OverviewRows, overview_rows
from system_review.reviews.queries.to_sort_out import stage_kind
from system_review.reviews.rules.states import MATTERS, Open, State
from system_review.reviews.rules.words import Unrated
from system_review.ui.parts import Link

ASKED_ABOUT = ("purpose", "period", "team", "method", "limits")


def open_points(
    review: Review, *, visible_to: Member, rows: OverviewRows | None = None, is_kept: bool | None = None
) -> tuple[Link, ...]:
    """What is open where the review is now. Nothing for who sees a part of it: their counts would mislead.

    An archived review has nothing open. `rows`, and `is_kept` (whether a version is): what the overview has read.
    """
    rows = rows or overview_rows(review, visible_to=visible_to)
    if review.archived_at is not None or not rows.sight.whole:
        return ()
    points = _Points(review, rows, visible_to, is_kept)
    return tuple(link for one in MATTERS[State(review.state)] if (link := points.say(one)))


class _Points:
    """The sentences about one review."""

    def __init__(self, review: Review, rows: OverviewRows, member: Member, is_kept: bool | None) -> None:
        self.review, self.rows, self.member, self.is_kept = review, rows, member, is_kept
        self.to = Addresses(member.partnership.slug)
        self.findings = [one for of_cell in rows.findings.values() for one in of_cell]
        self.still = [action for action in rows.actions if action.is_open]

    def say(self, one: Open) -> Link | None:
        """The sentence, or None where there is nothing to say."""
        sentences: dict[Open, Callable[[], Link | None]] = {
            Open.ABOUT: self._about,
            Open.AWAITED: self._awaited,
            Open.UNWRITTEN: self._unwritten,
            Open.WITHOUT_EVIDENCE: self._without_evidence,
            Open.UNRATED: self._unrated,
            Open.AT_ODDS: self._at_odds,
            Open.WITHOUT_ACTION: self._without_action,
            Open.WITHOUT_LEAD: self._without_lead,
            Open.WITHOUT_DATE: self._without_date,
            Open.UNTOLD: self._untold,
            Open.NOT_AGREED: self._not_agreed,
        }
        return sentences[one]()

    def _link(self, number: int, words: str, part: str) -> Link | None:
        return Link(words % {"n": number}, self.to.review(self.review.public_id) + part) if number else None

    def _about(self) -> Link | None:
        labels = wording.about_labels()
        missing = [labels[name] for name in ASKED_ABOUT if not getattr(self.review, name)]
        words = gettext("Nothing is said yet about: %(what)s") % {"what": "; ".join(missing)}
        return Link(words, self.to.review(self.review.public_id, "about")) if missing else None

    def _awaited(self) -> Link | None:
        n = len(self.rows.awaited)
        words = ngettext("%(n)d piece of evidence is still awaited", "%(n)d pieces of evidence are still awaited", n)
        return self._link(n, words, f"evidence/?state={EvidenceState.ASKED_FOR}")

    def _unwritten(self) -> Link | None:
        bare = [
            cell for cell in self.rows.cells
            if cell.rating not in (Unrated.NOT_REVIEWED, Unrated.NOT_APPLICABLE) and not self.rows.findings.get(cell.pk)
        ]  # fmt: skip
        words = ngettext(
            "Nothing is written about %(n)d stage yet", "Nothing is written about %(n)d stages yet", len(bare)
        )
        return self._link(len(bare), words, self._sheet(bare))

    def _without_evidence(self) -> Link | None:
        n = sum(not finding.has_evidence for finding in self.findings)
        words = ngettext("%(n)d finding has no evidence", "%(n)d findings have no evidence", n)
        return self._link(n, words, "findings/?without=evidence")

    def _unrated(self) -> Link | None:
        bare = [cell for cell in self.rows.cells if cell.rating == Unrated.NOT_RATED]
        words = ngettext("%(n)d stage has no overall rating yet", "%(n)d stages have no overall rating yet", len(bare))
        return self._link(len(bare), words, self._sheet(bare))

    def _sheet(self, cells: list[CellRow]) -> str:
        """The way to the first of them: what is open there is done there."""
        if not cells:
            return ""
        domain, level, stage = cells[0].path
        return "/".join(part for part in ("sheet", domain, level) if part) + f"/#stage-{stage}"

    def _at_odds(self) -> Link | None:
        scale = content_of(self.review.framework).scale
        n = sum(stage_kind(cell, self.rows.findings.get(cell.pk, ()), scale) == "at-odds" for cell in self.rows.cells)
        words = ngettext(
            "%(n)d overall rating is at odds with its findings",
            "%(n)d overall ratings are at odds with their findings",
            n,
        )
        return self._link(n, words, "stages/?which=at-odds")

    def _without_action(self) -> Link | None:
        n = sum(not finding.has_plan for finding in self.findings)
        words = ngettext("%(n)d finding has no action", "%(n)d findings have no action", n)
        return self._link(n, words, "findings/?without=action")

    def _without_lead(self) -> Link | None:
        n = sum(action.lead is None for action in self.still)
        words = ngettext("%(n)d action has no lead", "%(n)d actions have no lead", n)
        return self._link(n, words, "plan/?lead=none&status=open")

    def _without_date(self) -> Link | None:
        n = sum(action.due_on is None for action in self.still)
        words = ngettext("%(n)d action has no date", "%(n)d actions have no date", n)
        return self._link(n, words, "plan/?due=none&status=open")

    def _untold(self) -> Link | None:
        n = sum(action.is_untold for action in self.rows.actions)
        words = ngettext(
            "Of %(n)d action that is done, the difference made is not told yet",
            "Of %(n)d actions that are done, the difference made is not told yet",
            n,
        )
        return self._link(n, words, "plan/?status=done&difference=untold")

    def _not_agreed(self) -> Link | None:
        kept = AgreedVersion.objects.visible_to(self.member).filter(review=self.review)
        if kept.exists() if self.is_kept is None else self.is_kept:
            return None
        address = self.to.review(self.review.public_id, "versions")
        return Link(gettext("No version of this review is kept as agreed yet"), address)
