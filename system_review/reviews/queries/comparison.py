"""Two states of a review compared, in words and ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.comparison_pages import Comparable, ComparisonPage, Group, Line, Row, Words
from system_review.reviews.models import AgreedVersion, Review
from system_review.reviews.queries.compared import AgreedSide, kept_side, side_of_draft
from system_review.reviews.queries.comparison_words import due_words as when
from system_review.reviews.queries.comparison_words import (
    happened,
    kind_name,
    leads_words,
    nothing_words,
    place_words,
    summary_words,
)
from system_review.reviews.queries.overview import agreed_words
from system_review.reviews.queries.places import places_in
from system_review.reviews.rules.changes import Change, Comparison, Kind, What
from system_review.reviews.rules.comparing import compare
from system_review.reviews.rules.same_words import Piece, marked
from system_review.reviews.rules.sides import Found, Path, Planned, Rated, Side
from system_review.texts import shown
from system_review.ui.parts import Link, Part, Rating, Tab


def compared_versions(old: AgreedVersion, new: AgreedVersion) -> Compared:
    """Two agreed versions of a review."""
    names = shown(old.name), shown(new.name)
    before, after = kept_side(old), kept_side(new)
    return Compared(before.side, after.side, after, names=names)


def compared_with_draft(old: AgreedVersion, review: Review, *, visible_to: Member) -> Compared:
    """An agreed version and the draft, as far as this member sees it."""
    names = shown(old.name), gettext("The draft now")
    before = kept_side(old)
    return Compared(before.side, side_of_draft(review, visible_to=visible_to), before, names=names)


def comparable_with(
    version: AgreedVersion, versions: Sequence[AgreedVersion], *, visible_to: Member, current: str = ""
) -> tuple[Comparable, ...]:
    """What a version can be compared with: the draft, for who may see it, and the others of the review's versions.

    `current` is the public id of the one that it is compared with now, or "draft": that one is left out.
    """
    to, found = Addresses(visible_to.partnership.slug), []
    if current != "draft" and may(visible_to, Permission.REVIEW_SEE_DRAFT):
        address = to.review(version.review.public_id, f"compare/{version.public_id}")
        found.append(Comparable(Link(gettext("The draft now"), address), ""))
    for row in versions:
        if row.pk != version.pk and row.public_id != current:
            address = to.agreed(version.public_id, f"compare/{row.public_id}")
            found.append(Comparable(Link(shown(row.name), address), agreed_words(row)))
    return tuple(found)


class Compared:
    """Two states of one review, and what changed between them. `names`: what each is called.

    `agreed` is the version whose framework says what stages and colours are called.
    """

    def __init__(self, old: Side, new: Side, agreed: AgreedSide, *, names: tuple[str, str]) -> None:
        self.old, self.new, self.names = old, new, names
        self.framework, self.framework_hash = agreed.framework, agreed.framework_hash
        self.language, self.places = wording.language_tag(), places_in(self.framework)
        self.comparison: Comparison = compare(old, new)

    def summary(self) -> str:
        """The whole in a line."""
        return summary_words(self.comparison.summary(), self._colour_word)

    def page(self, *, show: str, url: str, sheet_url: str) -> ComparisonPage:
        """The page. `show` is a kind, or anything else for all; `sheet_url` begins every sheet of what it is now."""
        kind = next((one for one in Kind if one == show), None)
        changes = self.comparison.of(kind) if kind else self.comparison.changes
        return ComparisonPage(
            old=self.names[0],
            new=self.names[1],
            summary=self.summary(),
            notes=self._notes(),
            kinds=self._kinds(kind, url),
            groups=tuple(
                self._part(stage, tuple(of_stage), sheet_url)
                for stage, of_stage in groupby(changes, key=lambda change: change.stage)
            ),
            nothing="" if changes else nothing_words(kind),
        )

    def _notes(self) -> tuple[str, ...]:
        notes = []
        if not self.new.is_whole:
            notes.append(
                gettext("You see a part of the draft: what is hidden from you is not compared, nor is what is gone.")
            )
        keys = [one.key for side in (self.old, self.new) for one in side.findings]
        keys += [one.key for side in (self.old, self.new) for one in side.actions]
        if not all(keys):
            notes.append(gettext("What belongs together was found by its words, since one side is older than that."))
        return tuple(notes)

    def _kinds(self, current: Kind | None, url: str) -> tuple[Tab, ...]:
        names = {None: gettext("Everything"), Kind.FINDING: gettext("Findings"), Kind.ACTION: gettext("Actions")}
        names[Kind.RATING] = gettext("Overall ratings")
        return tuple(
            Tab(
                f"{name} ({len(self.comparison.of(kind) if kind else self.comparison.changes)})",
                f"{url}?show={kind.value}" if kind else url,
                kind == current,
            )
            for kind, name in names.items()
        )

    def _part(self, stage: Path, changes: tuple[Change, ...], sheet_url: str) -> Part[Group]:
        """What changed in one stage: put into words and drawn only if it was not before."""
        facts = (stage, changes, sheet_url, self.names, self.language, self.framework_hash)
        return Part(facts, lambda: self._group(stage, changes, sheet_url))

    def _group(self, stage: tuple[str, str, str], changes: tuple[Change, ...], sheet_url: str) -> Group:
        place = self.places.by_path.get(stage)
        sheet = "/".join(part for part in stage[:2] if part)
        return Group(
            old=self.names[0],
            new=self.names[1],
            name=place.whole if place else "/".join(part for part in stage if part),
            url=f"{sheet_url}{sheet}/#stage-{stage[2]}" if sheet_url and place else "",
            lines=tuple(map(self.line, changes)),
        )

    def line(self, change: Change) -> Line:
        """One change in words."""
        old, new = change.old, change.new
        return Line(
            kind=change.kind.value,
            name=kind_name(change.kind),
            happened=happened(change, self._word, self._place),
            old=self._mark(old),
            new=self._mark(new),
            words=_words(_text(old), _text(new)),
            rows=self._rows(change),
            was=old is not None,
            now=new is not None,
        )

    def _rows(self, change: Change) -> tuple[Row, ...]:
        old, new = change.old, change.new
        if isinstance(old, Found) and isinstance(new, Found) and What.PLACE in change.what:
            return (Row(gettext("For which place"), place_words(old), place_words(new)),)
        if not isinstance(old, Planned) or not isinstance(new, Planned):
            one = new or old
            return self._details(one, is_new=new is not None) if isinstance(one, Planned) else ()
        rows = {
            What.STATUS: lambda: Row(gettext("How it stands"), wording.status(old.status), wording.status(new.status)),
            What.LEADS: lambda: Row(gettext("Lead"), leads_words(old.leads), leads_words(new.leads)),
            What.DUE: lambda: Row(gettext("When"), when(old.due), when(new.due)),
            What.PRIORITY: lambda: Row(
                gettext("Priority"), wording.priority(old.priority), wording.priority(new.priority)
            ),
            What.DIFFERENCE: lambda: Row(gettext("Difference made"), shown(old.difference), shown(new.difference)),
            What.PLACE: lambda: Row(gettext("For which place"), place_words(old), place_words(new)),
            What.MOVED: lambda: Row(gettext("Stage"), self._stages(old), self._stages(new)),
        }
        return tuple(make() for what, make in rows.items() if what in change.what)

    def _details(self, action: Planned, *, is_new: bool) -> tuple[Row, ...]:
        """Who and when, of an action that is on one side alone."""
        pairs = ((gettext("Lead"), leads_words(action.leads)), (gettext("When"), when(action.due)))
        return tuple(Row(label, "" if is_new else words, words if is_new else "") for label, words in pairs if words)

    def _stages(self, action: Planned) -> str:
        return "; ".join(map(self._place, action.stages))

    def _place(self, stage: tuple[str, str, str]) -> str:
        place = self.places.by_path.get(stage)
        return place.whole if place else "/".join(part for part in stage if part)

    def _mark(self, thing: Rated | Found | Planned | None) -> Rating | None:
        if isinstance(thing, Found):
            return Rating(((thing.colour, self._colour_word(thing.colour)),))
        if isinstance(thing, Rated):
            return wording.rating_mark(self.framework, thing.rating, self.language)
        return None

    def _colour_word(self, colour: str) -> str:
        return self.framework.said(getattr(self.framework.colours, colour).word, self.language)

    def _word(self, thing: Rated | Found) -> str:
        if isinstance(thing, Found):
            return self._colour_word(thing.colour)
        return wording.step_word(self.framework, thing.rating, self.language)


def _text(thing: Rated | Found | Planned | None) -> str:
    if thing is None:
        return ""
    return shown(thing.reason if isinstance(thing, Rated) else thing.text)


def _words(old: str, new: str) -> Words | None:
    if not (old or new):
        return None
    if old == new:
        same = (Piece(new, is_changed=False),)
        return Words(same, same, is_same=True)
    if not (old and new):  # there on one side alone: nothing of it is marked
        return Words(_plain(old), _plain(new), is_same=False)
    before, after = marked(old, new)
    return Words(before, after, is_same=False)


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=False),) if text else ()
