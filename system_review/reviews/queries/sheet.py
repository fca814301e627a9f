"""The results sheet of one domain and level, ready to print."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from system_review.errors import NotThere, Why
from system_review.frameworks.queries import content_of
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.queries.blocks import FindingBlocks
from system_review.reviews.queries.map import review_map
from system_review.reviews.queries.places import Place, Places, places_of
from system_review.reviews.queries.sheet_rows import CellRow, LinkRow, Load, SheetRows, load_by_lead, sheet_rows
from system_review.reviews.queries.sorting import sort_lines
from system_review.reviews.rules import ratings
from system_review.reviews.rules.words import Colour, Unrated
from system_review.texts import shown
from system_review.ui.words import say


def first_sheet(review: Review, domain: str = "") -> tuple[str, str]:
    """The keys of the first domain and level, where a reader begins; or of the first level of a domain.

    `NotThere` if the framework has no such domain.
    """
    for place in places_of(review).in_order:
        if not domain or place.path[0] == domain:
            return place.path[:2]
    raise NotThere(Why("There is no such page"))


def sheet_page(review: Review, *, domain: str, level: str, visible_to: Member, today: date) -> pages.SheetPage:
    """The sheet of a domain and level ("" where there is none). `NotThere` if the framework has no such sheet."""
    places = places_of(review)
    here = [place for place in places.in_order if place.path[:2] == (domain, level)]
    if not here:
        raise NotThere(Why("There is no such page"))
    rows = sheet_rows(review, domain=domain, level=level, visible_to=visible_to)
    load = load_by_lead(review, visible_to=visible_to, today=today)
    return _Sheet(review, places, here, rows, load, visible_to, today).page()


class _Sheet:
    """One drawing of a sheet."""

    def __init__(
        self,
        review: Review,
        places: Places,
        here: list[Place],
        rows: SheetRows,
        load: list[Load],
        member: Member,
        today: date,
    ) -> None:
        self.review, self.places, self.here, self.rows = review, places, here, rows
        self.load, self.member, self.today = load, member, today
        self.to = Addresses(member.partnership.slug)
        self.language = wording.language_tag()
        self.framework: FrameworkSnapshot = content_of(review.framework)
        self.cells = {(c.domain, c.level, c.stage): c for c in rows.cells}
        self.may_write = may(member, Permission.FINDING_WRITE)
        self.may_rate = may(member, Permission.CELL_RATE)
        self.blocks = FindingBlocks(self.framework, rows, places, self.cells, review, member, today)

    def page(self) -> pages.SheetPage:
        first, words = self.here[0], self.framework.colours
        said = lambda text: self.framework.said(text, self.language)  # noqa: E731
        nothing = not any(self.rows.findings.values())
        return pages.SheetPage(
            name=first.sheet,
            strapline=first.strapline,
            map=review_map(self.places, self.cells, self.framework, self.to, self.review, current=first.path[:2]),
            columns=tuple(
                pages.Column(c, said(getattr(words, c).word), said(getattr(words, c).plan_on_paper))
                for c in ("red", "amber", "green")
            ),
            stages=tuple(map(self._stage, self.here)),
            to_sort_out=sort_lines(self.rows.cells, self.load, to=self.to, review=self.review),
            on_paper=self._on_paper(),
            first_step=gettext("Nothing is written here yet. Begin with one finding: what you saw, and its colour.")
            if nothing
            else "",
            add_url=self._first_add_url(),
            export_url=self.to.review(self.review.public_id, "exports"),
        )

    def _on_paper(self) -> str:
        parts = (
            self.review.title,
            self.review.marking,
            gettext("DRAFT"),
            gettext("as at %(day)s") % {"day": wording.day(self.today)},
        )
        return shown(" · ".join(part for part in parts if part))

    def _first_add_url(self) -> str:
        if not self.may_write:
            return ""
        return self.to.cell(self.cells[self.here[0].path].public_id, "new-finding")

    def _stage(self, place: Place) -> pages.StageRow:
        cell = self.cells[place.path]
        findings = self.rows.findings.get(cell.pk, [])
        suggestion = ratings.suggest((Colour(f.colour) for f in findings), self.framework.scale)
        differs = suggestion.rating is not None and suggestion.rating != cell.rating
        outside = cell.rating == Unrated.NOT_REVIEWED and not findings
        return pages.StageRow(
            key=place.path[2],
            name=place.stage,
            question=place.question,
            rating=wording.rating_mark(self.framework, cell.rating, self.language),
            rated=_rated(cell, is_suggested=suggestion.rating is not None),
            suggested=wording.rating_mark(self.framework, suggestion.rating, self.language)
            if suggestion.rating and differs
            else None,
            why=say(suggestion.why) if differs or (findings and suggestion.rating is None) else "",
            bands=() if outside else self._bands(place, cell),
            outside=gettext("Not in this review") if outside else "",
            change_url=self.to.cell(cell.public_id, "rating") if self.may_rate else "",
            change_text=gettext("Change") if cell.rated_at else gettext("Rate"),
            history_url=self.to.cell(cell.public_id, "history"),
        )

    def _bands(self, place: Place, cell: CellRow) -> tuple[pages.Band, ...]:
        meanings = dict(place.meanings)
        bands = [self._band(cell, colour, meanings.get(colour, "")) for colour in Colour]
        unknown = bands[-1]
        return tuple(bands if unknown.findings or unknown.references or self.may_write else bands[:-1])

    def _band(self, cell: CellRow, colour: Colour, meaning: str) -> pages.Band:
        word = self.framework.said(getattr(self.framework.colours, colour).word, self.language)
        findings = tuple(
            self.blocks.block(finding) for finding in self.rows.findings.get(cell.pk, []) if finding.colour == colour
        )
        references = tuple(
            self._reference(link) for link in self.rows.references.get(cell.pk, []) if link.two == colour
        )
        return pages.Band(
            shape=colour.value,
            word=word,
            meaning=meaning,
            findings=findings,
            references=references,
            empty="" if findings or references else self._empty(cell, colour),
            add_text=_add_text(word, colour),
            add_url=f"{self.to.cell(cell.public_id, 'new-finding')}?colour={colour.value}" if self.may_write else "",
        )

    def _empty(self, cell: CellRow, colour: Colour) -> str:
        if colour is Colour.NOT_YET_KNOWN:
            return ""
        if cell.rating in {step.key for step in self.framework.scale}:
            return gettext("Looked, none found")
        if self.rows.findings.get(cell.pk):
            return ""
        return gettext("Nothing written yet")

    def _reference(self, link: LinkRow) -> pages.Reference:
        place = self.blocks.place_of_cell(link.finding_id)
        return pages.Reference(
            shape=link.two,
            word=self.framework.said(getattr(self.framework.colours, link.two).word, self.language),
            text=shown(link.one),
            place=place.whole,
            url=f"{self.to.sheet(self.review.public_id, *place.path[:2])}#finding-{link.three}",
        )


def _add_text(word: str, colour: Colour) -> str:
    if colour is Colour.NOT_YET_KNOWN:
        return gettext("+ Not yet known")
    return gettext("+ %(colour)s finding") % {"colour": word}


def _rated(cell: CellRow, *, is_suggested: bool) -> tuple[str, ...]:
    if not cell.rated_at:
        return (gettext("Suggested, nobody has rated yet"),) if is_suggested else ()
    values = {"name": cell.rated_by_name, "place": shown(cell.agreed_at), "day": wording.day_of(cell.rated_at)}
    if cell.agreed_at:
        first = gettext("Rated by %(name)s, agreed at %(place)s, %(day)s") % values
    else:
        first = gettext("Rated by %(name)s, %(day)s") % values
    return (first, gettext("Why: %(reason)s") % {"reason": shown(cell.reason)}) if cell.reason else (first,)
