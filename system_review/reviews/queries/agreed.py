"""Agreed versions: which there are, and one of them as a sheet and as a whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.utils import timezone

from system_review.audit.queries import said_of
from system_review.errors import NotThere, Why
from system_review.partnerships.models import Member
from system_review.partnerships.queries import members_of
from system_review.partnerships.rules import Role, Voice
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses, AgreedAddresses, PlacedAgreedAddresses
from system_review.reviews.models import AgreedVersion, Review, ValueJudgement
from system_review.reviews.queries.agreed_rows import AgreedRows, number
from system_review.reviews.queries.map import review_map
from system_review.reviews.queries.one_place import place_tabs, rows_for
from system_review.reviews.queries.overview import Matrix, about_lines, agreed_words
from system_review.reviews.queries.places import Place, places_in
from system_review.reviews.queries.stage_facts import Setting, stage_facts
from system_review.reviews.queries.stages import StageRows
from system_review.reviews.queries.summary import SummaryPage, agreed_summary
from system_review.reviews.queries.values_page import ValueBlock, drawn_value
from system_review.reviews.rules.agreeing import digest
from system_review.reviews.snapshot_of_place import for_one_place
from system_review.reviews.snapshots import ReviewSnapshot
from system_review.texts import shown
from system_review.ui.parts import Tab

_NO_PAGE = Why("There is no such page")


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """An agreed version in a list."""

    name: str
    title: str
    agreed: str  # "Agreed by Gita on 5 May 2027"
    url: str
    sha256: str


def agreed_versions(*, visible_to: Member, review: Review | None = None) -> tuple[AgreedLine, ...]:
    """The agreed versions of a partnership, or of one review, the newest first."""
    rows = AgreedVersion.objects.visible_to(visible_to).order_by("-agreed_at", "-pk").defer("content", "keys")
    if review is not None:
        rows = rows.filter(review=review)
    return tuple(_line(row, visible_to.partnership.slug) for row in rows)


def agreed_in_each(members: Sequence[Member]) -> dict[int, tuple[AgreedLine, ...]]:
    """The agreed versions by the number of the partnership, the newest first, of one person's memberships."""
    if not members:
        return {}
    slugs = {member.partnership_id: member.partnership.slug for member in members}
    rows = reduce(or_, (AgreedVersion.objects.visible_to(member) for member in members))
    found: dict[int, tuple[AgreedLine, ...]] = {}
    for row in rows.order_by("-agreed_at", "-pk").defer("content", "keys"):
        found[row.partnership_id] = (*found.get(row.partnership_id, ()), _line(row, slugs[row.partnership_id]))
    return found


def _line(row: AgreedVersion, slug: str) -> AgreedLine:
    address = Addresses(slug).agreed(row.public_id)
    return AgreedLine(shown(row.name), shown(row.title), agreed_words(row), address, row.sha256)


def agreed_for(member: Member, public_id: str) -> AgreedVersion:
    """One agreed version."""
    found: AgreedVersion | None = AgreedVersion.objects.visible_to(member).filter(public_id=public_id).first()
    if found is None:
        raise NotThere(_NO_PAGE)
    return found


def versions_of(review_id: int, *, visible_to: Member) -> list[AgreedVersion]:
    """The agreed versions of a review, the newest first; their contents are read when they are asked for."""
    rows = AgreedVersion.objects.visible_to(visible_to).filter(review=review_id)
    return list(rows.select_related("review").defer("content", "keys").order_by("-number"))


def versions_beginning(start: str, *, visible_to: Member) -> list[AgreedVersion]:
    """The agreed versions of reviews whose public id begins with `start`, the newest first."""
    rows = AgreedVersion.objects.visible_to(visible_to).filter(review__public_id__startswith=start)
    return list(rows.select_related("review").defer("content", "keys").order_by("-number"))


def one_of(versions: Sequence[AgreedVersion], public_id: str) -> AgreedVersion:
    """The one with this public id. `NotThere` if it is not among them."""
    for version in versions:
        if version.public_id == public_id:
            return version
    raise NotThere(_NO_PAGE)


def in_order(one: AgreedVersion, other: AgreedVersion) -> tuple[AgreedVersion, AgreedVersion]:
    """Two versions of a review, the earlier one first. `NotThere` for versions of two reviews."""
    if one.review_id != other.review_id:
        raise NotThere(_NO_PAGE)
    return (one, other) if one.number <= other.number else (other, one)


def content_of_version(version: AgreedVersion) -> ReviewSnapshot:
    """What was agreed, as plain data."""
    return _parsed(version.sha256, _Text(version.content))


def ids_in(version: AgreedVersion) -> dict[str, str]:
    """The public ids of what was agreed, by the names that it has there; few or none of versions of long ago."""
    ids: dict[str, str] = json.loads(version.keys)
    return ids


def state_of(version: AgreedVersion) -> str:
    """What it is, in place of the word for a draft."""
    return f"{shown(version.name)} · {agreed_words(version)}"


class _Text:
    """Carries a content past the cache, whose key is its hash."""

    def __init__(self, content: str) -> None:
        self.content = content

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and other.content == self.content


@lru_cache(maxsize=16)
def _parsed(sha256: str, text: _Text) -> ReviewSnapshot:
    return ReviewSnapshot.model_validate_json(text.content)


def approvers_of(member: Member) -> list[Member]:
    """Who agrees versions in this member's partnership by their part."""
    return [one for one in members_of(member.partnership) if Role.APPROVER in one.roles]


def tampered_versions() -> list[str]:
    """The public ids of the agreed versions, of every partnership, that are not what the history says was agreed.

    One that is gone is told too, and one of which the history knows nothing. Where words were taken out of a version,
    the history tells what was left.
    """
    told: dict[str, str] = {}
    keys: dict[str, str] = {}  # of versions that were agreed before it told them, nothing
    for subject, said in said_of("version.agreed"):
        public_id = subject.partition(":")[2]
        told[public_id], keys[public_id] = said.get("sha256", ""), said.get("keys", digest("{}"))
    for _, said in said_of("words.taken_out"):
        told |= json.loads(said.get("versions", "{}"))
    rows = AgreedVersion.unscoped.order_by("pk")  # because it checks all
    there, wrong = set(), []
    for public_id, content, sha256, names in rows.values_list("public_id", "content", "sha256", "keys").iterator(
        chunk_size=20
    ):
        there.add(public_id)
        if not (digest(content) == sha256 == told.get(public_id) and digest(names) == keys.get(public_id)):
            wrong.append(public_id)
    return [*wrong, *sorted(told.keys() - there)]


NOBODY = Voice(0)  # what was agreed is nobody's to change


class AgreedPages:
    """One agreed version, ready to print: nothing on it can be changed, and it stands as on the day it was agreed.

    `for_place` is the name, local to the version, of the place that is looked at; any other is as none.
    """

    def __init__(self, version: AgreedVersion, *, visible_to: Member, for_place: str = "") -> None:
        self.version, self.snapshot = version, content_of_version(version)
        self.slug = visible_to.partnership.slug
        self.looked_at = next((one for one in self.snapshot.places if one.ref == for_place), None)
        self.to = AgreedAddresses(self.slug)
        if self.looked_at:
            self.to = PlacedAgreedAddresses(self.slug, self.looked_at.ref)
        self.framework, self.rows = self.snapshot.framework, AgreedRows(self.snapshot)
        self.places, self.language = places_in(self.framework), wording.language_tag()
        self.day: date = timezone.localtime(version.agreed_at).date()

    def first_sheet(self, domain: str = "") -> tuple[str, str]:
        """The keys of the first domain and level, or of the first level of a domain. `NotThere` for another domain."""
        for place in self.places.in_order:
            if not domain or place.path[0] == domain:
                return place.path[:2]
        raise NotThere(_NO_PAGE)

    def sheet(self, domain: str, level: str) -> pages.SheetPage:
        """The sheet of a domain and level. `NotThere` if the framework has no such sheet."""
        here = [place for place in self.places.in_order if place.path[:2] == (domain, level)]
        if not here:
            raise NotThere(_NO_PAGE)
        whole = self.rows.of_sheet(domain, level)
        rows = rows_for(whole, number(self.looked_at.ref) if self.looked_at else 0)
        setting, cells = self._setting(rows.cells), {(c.domain, c.level, c.stage): c for c in rows.cells}
        stages = StageRows(setting, self.framework, self.places, self.to)
        said, colours = self.framework.said, self.framework.colours
        return pages.SheetPage(
            name=here[0].sheet,
            strapline=here[0].strapline,
            map=self._map(here[0], rows.cells),
            columns=tuple(
                pages.Column(
                    c, *(said(getattr(getattr(colours, c), part), self.language) for part in ("word", "plan_on_paper"))
                )
                for c in ("red", "amber", "green")
            ),
            stages=tuple(stages.row(place, stage_facts(rows, cells[place.path], NOBODY)) for place in here),
            to_sort_out=(),
            on_paper=" · ".join(part for part in (shown(self.version.title), state_of(self.version)) if part),
            first_step="",
            add_url="",
            places=self.place_tabs(AgreedAddresses(self.slug).sheet(self.version.public_id, *here[0].path[:2])),
            export_url=self.to.agreed(self.version.public_id, "exports"),
        )

    def matrix(self) -> pages.Matrix:
        """Where the review stood."""
        snapshot = for_one_place(self.snapshot, self.looked_at.ref) if self.looked_at else self.snapshot
        rows = AgreedRows(snapshot).of_overview()
        return Matrix(
            self.version.public_id, rows, self.places, self.framework, to=self.to, language=self.language
        ).matrix()

    def place_tabs(self, url: str) -> tuple[Tab, ...]:
        """The ways to look at one place on the page with this address; nothing where there are no places."""
        each = [(number(one.ref), one.name, one.ref) for one in self.snapshot.places]
        return place_tabs(url, each, number(self.looked_at.ref) if self.looked_at else 0)

    def about(self) -> tuple[pages.AboutLine, ...]:
        """What was told about the review."""
        return about_lines(self.snapshot.review)

    def summary(self) -> SummaryPage:
        """What the board was told first."""
        return agreed_summary(self.snapshot, self.places.by_path)

    def values(self) -> tuple[ValueBlock, ...]:
        """How far each value showed."""
        return tuple(
            drawn_value(
                ValueJudgement(public_id=f"v{place}", position=place, **value.model_dump()),
                self.framework,
                self.language,
            )
            for place, value in enumerate(self.snapshot.values)
        )

    def _map(self, here: Place, cells: Any) -> pages.ReviewMap:
        ratings = {(c.domain, c.level, c.stage): c.rating for c in cells}
        current = here.path[:2]
        return review_map(self.places, ratings, self.framework, self.to, self.version.public_id, current=current)

    def _setting(self, cells: Any) -> Setting:
        return Setting(
            partnership=self.slug,
            review=self.version.public_id,
            framework=self.framework.hash,
            language=self.language,
            today=self.day,
            paths=tuple((cell.pk, (cell.domain, cell.level, cell.stage)) for cell in cells),
            in_team=True,  # what others may not hear is not in it
            sees_whole=True,
            may_write=False,
            may_move=False,
            may_plan=False,
            may_rate=False,
            may_comment=False,
            places=tuple((number(one.ref), one.name, one.ref) for one in self.snapshot.places),
            for_place=number(self.looked_at.ref) if self.looked_at else 0,
        )
