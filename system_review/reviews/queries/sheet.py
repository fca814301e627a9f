"""The results sheet of one domain and level, ready to print."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from system_review.errors import NotThere, Why
from system_review.frameworks.queries import content_of
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import voice_of
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Voice
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses, PlacedAddresses
from system_review.reviews.models import Review
from system_review.reviews.queries.lead_load import Load, load_by_lead
from system_review.reviews.queries.map import review_map
from system_review.reviews.queries.one_place import place_tabs, rows_for
from system_review.reviews.queries.places import Place, Places, places_of
from system_review.reviews.queries.sheet_row_shapes import SheetRows
from system_review.reviews.queries.sheet_rows import sheet_rows
from system_review.reviews.queries.sorting import sort_lines
from system_review.reviews.queries.stage_facts import Setting, setting_of, stage_facts
from system_review.reviews.queries.stages import StageRows
from system_review.texts import shown
from system_review.ui.parts import Part


def first_sheet(review: Review, domain: str = "") -> tuple[str, str]:
    """The keys of the first domain and level, where a reader begins; or of the first level of a domain.

    `NotThere` if the framework has no such domain.
    """
    for place in places_of(review).in_order:
        if not domain or place.path[0] == domain:
            return place.path[:2]
    raise NotThere(Why("There is no such page"))


def sheet_page(
    review: Review, *, domain: str, level: str, visible_to: Member, today: date, for_place: str = ""
) -> pages.SheetPage:
    """The sheet of a domain and level ("" where there is none). `NotThere` if the framework has no such sheet.

    With the public id of a place, what is for that place and for all.
    The map and the stages are parts: each is worked out only if it was not drawn before from the same facts.
    """
    places = places_of(review)
    here = [place for place in places.in_order if place.path[:2] == (domain, level)]
    if not here:
        raise NotThere(Why("There is no such page"))
    rows = sheet_rows(review, domain=domain, level=level, visible_to=visible_to)
    load = load_by_lead(review, visible_to=visible_to, today=today)
    setting = setting_of(review, rows, visible_to=visible_to, today=today, for_place=for_place)
    return _Sheet(review, places, here, rows_for(rows, setting.for_place), load, setting, voice_of(visible_to)).page()


class _Sheet:
    """One drawing of a sheet."""

    def __init__(
        self,
        review: Review,
        places: Places,
        here: list[Place],
        rows: SheetRows,
        load: list[Load],
        setting: Setting,
        voice: Voice,
    ) -> None:
        self.review, self.places, self.here, self.rows = review, places, here, rows
        self.load, self.setting, self.voice = load, setting, voice
        looked_at = next((one for pk, _, one in setting.places if pk == setting.for_place), "")
        self.to = PlacedAddresses(setting.partnership, looked_at) if looked_at else Addresses(setting.partnership)
        self.framework: FrameworkSnapshot = content_of(review.framework)
        self.cells = {(c.domain, c.level, c.stage): c for c in rows.cells}
        self.stage_rows = StageRows(setting, self.framework, places, self.to)

    def page(self) -> pages.SheetPage:
        first, words = self.here[0], self.framework.colours
        said = lambda text: self.framework.said(text, self.setting.language)  # noqa: E731
        nothing = not any(self.rows.findings.values())
        return pages.SheetPage(
            name=first.sheet,
            strapline=first.strapline,
            map=self._map(),
            columns=tuple(
                pages.Column(c, said(getattr(words, c).word), said(getattr(words, c).plan_on_paper))
                for c in ("red", "amber", "green")
            ),
            stages=tuple(map(self._stage, self.here)),
            to_sort_out=sort_lines(self.rows.cells, self.load, to=self.to, review=self.review),
            on_paper=self._on_paper(),
            first_step=self._first_step() if nothing else "",
            add_url=self._first_add_url(),
            present_url=self.to.review(self.review.public_id, "present"),
            places=place_tabs(
                Addresses(self.setting.partnership).sheet(self.review.public_id, *self.here[0].path[:2]),
                self.setting.places,
                self.setting.for_place,
            ),
            export_url=f"{self.to.review(self.review.public_id, 'exports')}?here=place:{self._here()}",
        )

    def _here(self) -> str:
        return "/".join(part for part in self.here[0].path[:2] if part)

    def _first_step(self) -> str:
        if not self.setting.sees_whole:
            return gettext("There is nothing here yet that you can see. What you write yourself is shown to you.")
        return gettext("Nothing is written here yet. Begin with one finding: what you saw, and its colour.")

    def _map(self) -> Part[pages.ReviewMap]:
        current = self.here[0].path[:2]
        ratings = {path: cell.rating for path, cell in self.cells.items()}
        return Part(
            (self.setting, current, tuple(ratings.items())),
            lambda: review_map(self.places, ratings, self.framework, self.to, self.setting.review, current=current),
        )

    def _stage(self, place: Place) -> Part[pages.StageRow]:
        facts = stage_facts(self.rows, self.cells[place.path], self.voice)
        return Part((self.setting, facts), lambda: self.stage_rows.row(place, facts))

    def _on_paper(self) -> str:
        parts = (
            self.review.title,
            self.review.marking,
            gettext("DRAFT"),
            gettext("as at %(day)s") % {"day": wording.day(self.setting.today)},
        )
        return shown(" · ".join(part for part in parts if part))

    def _first_add_url(self) -> str:
        if not self.setting.may_write:
            return ""
        return self.to.cell(self.cells[self.here[0].path].public_id, "new-finding")
