"""The whole review on one page: where we stand, what is to be sorted out, who carries how much."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from system_review.frameworks.queries import content_of
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses, PlacedAddresses
from system_review.reviews.models import AgreedVersion, Challenge, Review, ReviewPlace
from system_review.reviews.queries.carrying import BY, load_table
from system_review.reviews.queries.one_place import place_tabs
from system_review.reviews.queries.open_points import open_points
from system_review.reviews.queries.overview_rows import Gathered, OverviewRows, overview_rows
from system_review.reviews.queries.places import Place, Places, places_of
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.queries.seeing import Sight
from system_review.reviews.queries.to_sort_out import ToSortOut
from system_review.reviews.rules.words import Unrated
from system_review.texts import shown
from system_review.ui.parts import Link, Part, Tab


class _Setting(NamedTuple):
    """Whose overview it is, and who reads it when: part of what each of its drawings is kept by."""

    partnership: str  # its slug
    review: str  # its public id
    framework: str  # its hash
    language: str
    today: date
    sight: Sight
    looked_at: str = ""  # the public id of the place that is looked at

    @property
    def to(self) -> Addresses:
        """Where things are, as one looks at them here."""
        return PlacedAddresses(self.partnership, self.looked_at) if self.looked_at else Addresses(self.partnership)


def overview_page(
    review: Review, *, by: str = "", visible_to: Member, today: date, for_place: ReviewPlace | None = None
) -> pages.OverviewPage:
    """The overview of a review. `by` chooses how the actions are counted: by lead, agency or month.

    For one place the matrix, what is to be sorted out and the load are of what is for it and for all.
    Its three parts are worked out only if they were not drawn before from the same facts.
    """
    slug, framework = visible_to.partnership.slug, review.framework.hash
    rows = overview_rows(review, visible_to=visible_to, for_place=for_place)
    setting = _Setting(
        slug,
        review.public_id,
        framework,
        wording.language_tag(),
        today,
        rows.sight,
        for_place.public_id if for_place else "",
    )
    to = Addresses(slug)
    latest = _latest(review, visible_to)
    first_step, first_step_url = _first_step(rows.of_all, to, visible_to)
    return pages.OverviewPage(
        matrix=_matrix(setting, review, rows),
        to_sort_out=_to_sort_out(setting, review, rows),
        load=_load(setting, rows, by),
        about=about_lines(review),
        about_url=to.review(review.public_id, "about") if may(visible_to, Permission.REVIEW_CHANGE) else "",
        first_step=first_step,
        first_step_url=first_step_url,
        agreed=latest[0] if latest else None,
        since_url=latest[1] if latest else "",
        meetings=Link(gettext("Meetings"), to.review(review.public_id, "meetings")) if rows.sight.in_team else None,
        summary=Link(gettext("Summary for the board"), to.review(review.public_id, "summary")),
        versions_url=to.review(review.public_id, "versions"),
        state=wording.state(review.stands),
        state_url=to.review(review.public_id, "state") if may(visible_to, Permission.REVIEW_CHANGE) else "",
        open_points=open_points(review, visible_to=visible_to, rows=rows.of_all, is_kept=latest is not None),
        gathering=_gathering(rows.of_all.gathered(today), to.review(review.public_id, "evidence/looking")),
        places=_places(review, for_place, to, visible_to, by),
        for_place=shown(for_place.name) if for_place else "",
        challenges=_challenges(review, visible_to, to) if rows.sight.in_team else None,
    )


def _places(review: Review, looked_at: ReviewPlace | None, to: Addresses, member: Member, by: str) -> tuple[Tab, ...]:
    """The ways to look at one place; without places the database is not asked."""
    each = [(one.pk, one.name, one.public_id) for one in places_standing(review, visible_to=member)]
    more = f"by={by}" if by in BY[1:] else ""  # what the load is counted by stays
    return place_tabs(to.review(review.public_id), each, looked_at.pk if looked_at else 0, more)


def _gathering(how_far: Gathered, url: str) -> Link | None:
    """How far the gathering of evidence is, in a sentence; None where nothing is listed."""
    if not how_far.total:
        return None
    words = gettext("%(done)d of %(all)d pieces of evidence gathered") % {"done": how_far.done, "all": how_far.total}
    more = [
        gettext("%(n)d under way") % {"n": how_far.under_way} if how_far.under_way else "",
        gettext("%(n)d overdue") % {"n": how_far.overdue} if how_far.overdue else "",
    ]
    return Link(", ".join(part for part in (words, *more) if part), url)


def _challenges(review: Review, member: Member, to: Addresses) -> Link:
    waiting = Challenge.objects.visible_to(member).filter(review=review, answered_at=None).count()
    words = ngettext("%(n)d challenge waits for an answer", "%(n)d challenges wait for an answer", waiting)
    return Link(words % {"n": waiting} if waiting else gettext("Challenges"), to.challenges(review.public_id))


def _latest(review: Review, member: Member) -> tuple[Link, str] | None:
    """The latest agreed version, and who agreed it when; the address of what has changed since."""
    rows = AgreedVersion.objects.visible_to(member).filter(review=review).defer("content", "keys")
    version = rows.order_by("-number").first()
    if version is None:
        return None
    to = Addresses(member.partnership.slug)
    link = Link(f"{shown(version.name)} ({agreed_words(version)})", to.agreed(version.public_id))
    return link, to.review(review.public_id, f"compare/{version.public_id}")


def _matrix(setting: _Setting, review: Review, rows: OverviewRows) -> Part[pages.Matrix]:
    read = rows.read
    return Part(
        (setting, read.cells, read.findings, read.servings),
        lambda: Matrix(
            setting.review,
            rows,
            places_of(review),
            content_of(review.framework),
            to=setting.to,
            language=setting.language,
        ).matrix(),
    )


def _to_sort_out(setting: _Setting, review: Review, rows: OverviewRows) -> Part[tuple[pages.SortLine, ...]]:
    def lines() -> tuple[pages.SortLine, ...]:
        return ToSortOut(
            setting.review,
            rows,
            places=places_of(review),
            framework=content_of(review.framework),
            to=setting.to,
            today=setting.today,
        ).lines()

    return Part((setting, rows.read), lines)


def _load(setting: _Setting, rows: OverviewRows, by: str) -> Part[pages.LoadTable]:
    return Part(
        (setting, by, rows.read.actions),
        lambda: load_table(setting.review, rows.actions, by=by, to=setting.to, today=setting.today),
    )


def _first_step(rows: OverviewRows, to: Addresses, member: Member) -> tuple[str, str]:
    """What to do first in a review without findings, and where: in the first stage that is in scope."""
    if rows.read.findings:
        return "", ""
    if not rows.sight.whole:
        return gettext("There is nothing yet that you can see here. What you write yourself is shown to you."), ""
    if not may(member, Permission.FINDING_WRITE):
        return gettext("Nothing is written yet."), ""
    first = next((cell for cell in rows.cells if cell.rating != Unrated.NOT_REVIEWED), rows.cells[0])
    words = gettext("Nothing is written yet. Begin with one finding: what you saw, and its colour.")
    return words, to.cell(first.public_id, "new-finding")


class Matrix:
    """One drawing of the matrix, of the review with this public id."""

    def __init__(
        self,
        review: str,
        rows: OverviewRows,
        places: Places,
        framework: FrameworkSnapshot,
        *,
        to: Addresses,
        language: str,
    ) -> None:
        self.review, self.rows, self.places, self.framework = review, rows, places, framework
        self.to, self.language = to, language
        self.cells = {cell.path: cell for cell in rows.cells}
        self.counts = cache(_counts)  # few are different, and their words cost more than everything else

    def matrix(self) -> pages.Matrix:
        """The sheets by domain; domains without levels are rows of a group without a name."""
        groups: list[pages.MatrixGroup] = []
        for _, sheets in groupby(self.places.sheets(), key=lambda sheet: sheet[0].path[0]):
            of_domain = list(sheets)
            rows = tuple(map(self._row, of_domain))
            if of_domain[0][0].level:
                groups.append(pages.MatrixGroup(of_domain[0][0].domain, rows[0].url, rows))
            elif groups and not groups[-1].name:
                groups[-1] = pages.MatrixGroup("", "", (*groups[-1].rows, *rows))
            else:
                groups.append(pages.MatrixGroup("", "", rows))
        return pages.Matrix(self.places.shared_stages(), tuple(groups))

    def _row(self, sheet: tuple[Place, ...]) -> pages.MatrixRow:
        url = self.to.sheet(self.review, *sheet[0].path[:2])
        cells = tuple(self._cell(place, url) for place in sheet)
        return pages.MatrixRow(sheet[0].level or sheet[0].domain, url, cells)

    def _cell(self, place: Place, url: str) -> pages.MatrixCell:
        cell = self.cells[place.path]
        findings, actions = len(self.rows.findings.get(cell.pk, ())), self.rows.actions_in.get(cell.pk, 0)
        outside = cell.rating in (Unrated.NOT_REVIEWED, Unrated.NOT_APPLICABLE) and not findings
        return pages.MatrixCell(
            stage=place.stage,
            rating=wording.rating_mark(self.framework, cell.rating, self.language),
            counts="" if outside else self.counts(findings, actions, self.rows.sight.whole),
            url=f"{url}#stage-{place.path[2]}",
        )


def _counts(findings: int, actions: int, whole: bool) -> str:
    if not findings:
        return gettext("nothing written yet") if whole else gettext("nothing that you can see")
    first = ngettext("%(n)d finding", "%(n)d findings", findings) % {"n": findings}
    if not actions:
        return gettext("%(findings)s, no actions") % {"findings": first}
    return f"{first}, {ngettext('%(n)d action', '%(n)d actions', actions) % {'n': actions}}"


def agreed_words(version: AgreedVersion) -> str:
    """Who agreed a version, and on which day; and when words were taken out of it, if they were."""
    words = gettext("Agreed by %(name)s on %(day)s") % {
        "name": shown(version.agreed_by_name),
        "day": wording.day_of(version.agreed_at),
    }
    return f"{words}. {blotted_words(version)}" if version.blotted_at else words


def blotted_words(version: AgreedVersion) -> str:
    """When words were taken out of a version; "" where none were."""
    if version.blotted_at is None:
        return ""
    return gettext("Words were taken out on %(day)s") % {"day": wording.day_of(version.blotted_at)}


def about_lines(review: Any) -> tuple[pages.AboutLine, ...]:
    labels = wording.about_labels()
    texts = ((label, shown(getattr(review, name))) for name, label in labels.items())
    return tuple(pages.AboutLine(label, text) for label, text in texts if text)
