"""What is to be sorted out in a review, in lines that lead to where it can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext, ngettext

from system_review.frameworks.snapshots import FrameworkSnapshot, Step
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.pages import SortLine
from system_review.reviews.queries.lead_names import short_name
from system_review.reviews.queries.overview_rows import ActionRow, AwaitedRow, CellRow, FindingRow, OverviewRows
from system_review.reviews.queries.places import Places
from system_review.reviews.rules.ratings import is_at_odds, suggest
from system_review.reviews.rules.words import NOT_SHOWN, Unrated
from system_review.texts import first_words, shown

NAMED = 3  # how many are named in a line; the others are counted
WORDS = 6  # of an action's text


class ToSortOut:
    """The lines of one review, by its public id."""

    def __init__(
        self,
        review: str,
        rows: OverviewRows,
        *,
        places: Places,
        framework: FrameworkSnapshot,
        to: Addresses,
        today: date,
    ) -> None:
        self.review, self.rows, self.places, self.to, self.today = review, rows, places, to, today
        self.scale = framework.scale
        self.cell_of = {cell.pk: cell for cell in rows.cells}

    def lines(self) -> tuple[SortLine, ...]:
        """What is to be sorted out, the actions first. A review without findings has its first step instead."""
        if not self.rows.findings:
            return ()
        lines = (*self._actions(), *self._findings(), *self._stages(), self._awaited())
        return tuple(line for line in lines if line.number != "0")

    def _actions(self) -> Iterable[SortLine]:
        still = [action for action in self.rows.actions if action.is_open]
        nobody = [action for action in still if action.lead is None]
        yield SortLine(
            str(len(nobody)),
            ngettext("Action without a lead", "Actions without a lead", len(nobody)),
            self._plan("lead=none&status=open"),
            some([self._place_of(action) for action in nobody]),
        )
        vacant = [action for action in still if action.lead and action.lead.is_vacant]
        yield SortLine(
            str(len(vacant)),
            ngettext("Action with nobody in post", "Actions with nobody in post", len(vacant)),
            self._plan("lead=vacant&status=open"),
            some([short_name(action.lead) for action in vacant if action.lead]),
        )
        undated = [action for action in still if action.due_on is None]
        yield SortLine(
            str(len(undated)),
            ngettext("Action without a date", "Actions without a date", len(undated)),
            self._plan("due=none&status=open"),
            some([self._place_of(action) for action in undated]),
        )
        late = sorted((action for action in still if action.is_overdue(self.today)), key=lambda a: a.due_on or date.max)
        yield SortLine(
            str(len(late)),
            ngettext("Action overdue", "Actions overdue", len(late)),
            self._plan("due=overdue"),
            some([_late(action) for action in late]),
        )
        untold = [action for action in self.rows.actions if action.is_untold]
        yield SortLine(
            str(len(untold)),
            ngettext(
                "Action done, and the difference it made not told",
                "Actions done, and the difference they made not told",
                len(untold),
            ),
            self._plan("status=done&difference=untold"),
            some([first_words(action.text, WORDS) for action in untold]),
        )

    def _plan(self, asked: str) -> str:
        return self.to.asking(self.review, "plan", asked)

    def _place_of(self, action: ActionRow) -> str:
        cells = self.rows.cells_of.get(action.pk)
        return self._place(self.cell_of[cells[0]]) if cells else gettext("Its findings are archived")

    def _place(self, cell: CellRow) -> str:
        return self.places.by_path[cell.path].whole

    def _findings(self) -> Iterable[SortLine]:
        findings = [finding for of_cell in self.rows.findings.values() for finding in of_cell]
        bare = [finding for finding in findings if not finding.has_plan]
        yield SortLine(
            str(len(bare)),
            ngettext("Finding without an action", "Findings without an action", len(bare)),
            self._way_to_findings(bare, "action"),
            some([self._place(self.cell_of[finding.cell]) for finding in bare]),
        )
        unfounded = [finding for finding in findings if not finding.has_evidence]
        yield SortLine(
            str(len(unfounded)),
            ngettext("Finding without evidence", "Findings without evidence", len(unfounded)),
            self._way_to_findings(unfounded, "evidence"),
            some([self._place(self.cell_of[finding.cell]) for finding in unfounded]),
        )

    def _way_to_findings(self, findings: Sequence[FindingRow], without: str) -> str:
        """One stands on its sheet; several have a page."""
        if len(findings) == 1:
            cell = self.cell_of[findings[0].cell]
            return f"{self.to.sheet(self.review, *cell.path[:2])}#finding-{findings[0].public_id}"
        return self.to.asking(self.review, "findings", f"without={without}")

    def _stages(self) -> Iterable[SortLine]:
        words = {
            "at-odds": lambda n: ngettext("Rating at odds with its findings", "Ratings at odds with their findings", n),
            "suggested": lambda n: ngettext(
                "Rating suggested, nobody has rated yet", "Ratings suggested, nobody has rated yet", n
            ),
            "unrated": lambda n: ngettext("Stage not rated yet", "Stages not rated yet", n),
            "unknown": lambda n: ngettext("Stage not yet known", "Stages not yet known", n),
        }
        by_kind: dict[str, list[CellRow]] = {kind: [] for kind in words}
        for cell in self.rows.cells:
            if kind := stage_kind(cell, self.rows.findings.get(cell.pk, ()), self.scale):
                by_kind[kind].append(cell)
        for kind, cells in by_kind.items():
            yield SortLine(
                str(len(cells)),
                words[kind](len(cells)),
                self._way_to_stages(cells, kind),
                some([self._place(cell) for cell in cells]),
            )

    def _way_to_stages(self, cells: Sequence[CellRow], kind: str) -> str:
        if len(cells) == 1:
            return f"{self.to.sheet(self.review, *cells[0].path[:2])}#stage-{cells[0].stage}"
        return self.to.asking(self.review, "stages", f"which={kind}")

    def _awaited(self) -> SortLine:
        awaited = self.rows.awaited
        return SortLine(
            str(len(awaited)),
            ngettext("Piece of evidence still awaited", "Pieces of evidence still awaited", len(awaited)),
            self.to.awaited(self.review),
            some([self._asked_of(item) for item in awaited]),
        )

    def _asked_of(self, item: AwaitedRow) -> str:
        who = shown(item.asked_of or item.source) or wording.evidence_kind(item.kind)
        if item.due_on is None:
            return who
        words = gettext("%(who)s, since %(day)s") if item.due_on < self.today else gettext("%(who)s, by %(day)s")
        return words % {"who": who, "day": wording.day(item.due_on)}


def stage_kind(cell: CellRow, findings: Sequence[FindingRow], scale: Sequence[Step]) -> str:
    """What is to be sorted out about a stage's rating: "at-odds", "suggested", "unrated", "unknown"; "" if nothing.

    A stage that nobody has rated is *suggested* if its findings suggest a rating, else *unrated*.
    """
    if cell.rating == NOT_SHOWN:
        return ""
    if cell.rating == Unrated.NOT_YET_KNOWN:
        return "unknown"
    suggested = suggest((finding.colour for finding in findings), scale).rating
    if cell.rating == Unrated.NOT_RATED:
        return "suggested" if suggested else "unrated"
    return "at-odds" if is_at_odds(cell.rating, suggested=suggested, scale=scale) else ""


def _late(action: ActionRow) -> str:
    values = {
        "action": first_words(action.text, WORDS),
        "lead": short_name(action.lead) if action.lead else gettext("no lead yet"),
        "day": wording.day(action.due_on) if action.due_on else "",
    }
    return gettext("%(action)s, %(lead)s, due %(day)s") % values


def some(names: Sequence[str]) -> str:
    """The first few names; what comes several times is named once, what is left is counted."""
    named = list(dict.fromkeys(names))
    if len(named) <= NAMED + 1:
        return "; ".join(named)
    left = len(named) - NAMED
    more = ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left}
    return "; ".join(named[:NAMED]) + " " + more
