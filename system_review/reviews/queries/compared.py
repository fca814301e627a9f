"""The two states that are compared: an agreed version, and the draft as a member may see it now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from system_review.audit.keeping import kept_by
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, AgreedVersion, Cell, Finding, PlaceRating, Review, Serving
from system_review.reviews.queries.agreed import content_of_version
from system_review.reviews.queries.review_places import places_standing
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.rules.changes import Kind
from system_review.reviews.rules.comparing import compare
from system_review.reviews.rules.sides import (
    ALL_PLACES,
    Due,
    Found,
    Led,
    Path,
    Placed,
    Planned,
    Rated,
    Side,
    side_of,
)
from system_review.reviews.rules.words import Colour, Unrated
from system_review.rows.prepared import Prepared

_ORDER = {colour.value: place for place, colour in enumerate(Colour)}


@dataclass(frozen=True, slots=True)
class AgreedSide:
    """What was agreed, as it is compared, and what names its stages and colours."""

    side: Side
    framework: FrameworkSnapshot
    framework_hash: str


def kept_side(version: AgreedVersion) -> AgreedSide:
    """What was agreed, worked out once: it is another only where words were taken out, and then so is its hash."""

    def make() -> AgreedSide:
        side = side_of_version(version)
        framework = content_of_version(version).framework
        return AgreedSide(side, framework, framework.hash)

    return kept_by(("agreed side", version.public_id, version.sha256), make, is_large=True)


def side_of_version(version: AgreedVersion) -> Side:
    """What was agreed."""
    version.refresh_from_db(fields=["content", "keys"])  # both at once, whatever was put off
    return side_of(content_of_version(version), json.loads(version.keys))


def changed_between(old: AgreedVersion, new: AgreedVersion) -> frozenset[str]:
    """The findings and actions of the newer version that are other than in the earlier one, by their names there."""
    snapshot = content_of_version(new)
    side = side_of_version(new)
    findings = [one.ref for one in snapshot.findings if not one.archived]
    there = set(findings)
    actions = [
        one.ref
        for one in snapshot.actions
        if not one.archived and any(serves.finding in there for serves in one.serves)
    ]
    names = dict(zip(map(id, (*side.findings, *side.actions)), (*findings, *actions), strict=True))
    changes = compare(side_of_version(old), side).changes
    return frozenset(names[id(one.new)] for one in changes if one.new is not None and one.kind != Kind.RATING)


def side_of_draft(review: Review, *, visible_to: Member) -> Side:
    """The draft in four queries, whatever its size: what this member may not see is not in it."""
    stages = {
        pk: Rated((domain, level, stage), rating, reason)
        for pk, domain, level, stage, rating, reason in _CELLS.rows(visible_to=visible_to, review=review.pk)
    }
    rows = _FINDINGS.rows(visible_to=visible_to, review=review.pk)
    places = {None: ALL_PLACES} | {
        one.pk: Placed(one.public_id, one.name) for one in places_standing(review, visible_to=visible_to)
    }
    place = {cell: number for number, cell in enumerate(stages)}
    rows.sort(key=lambda row: (place[row[2]], _ORDER[row[3]]))
    return Side(
        stages=(*stages.values(), *_for_places(review, visible_to, stages, places)),
        findings=tuple(
            Found(key, stages[cell].stage, colour, text, places.get(place, ALL_PLACES))
            for _, key, cell, colour, text, place in rows
        ),
        actions=tuple(_actions(review, visible_to, {row[0]: stages[row[2]].stage for row in rows}, places)),
        is_whole=sight_of(review, visible_to=visible_to).whole,
    )


def _for_places(
    review: Review, member: Member, stages: dict[int, Rated], places: dict[int | None, Placed]
) -> Iterable[Rated]:
    """The ratings for single places; without places nobody asks for them."""
    if not review.has_places:
        return
    rows = PlaceRating.objects.visible_to(member).filter(cell__review=review, for_place__archived_at=None)
    rows = rows.exclude(rating=Unrated.NOT_RATED).order_by("cell__position", "for_place__position")
    for cell, place, rating, reason in rows.values_list("cell_id", "for_place_id", "rating", "reason"):
        yield Rated(stages[cell].stage, rating, reason, places[place])


def _actions(
    review: Review, member: Member, stage_of: dict[int, Path], places: dict[int | None, Placed]
) -> Iterable[Planned]:
    """The actions of the findings that are there, in the order of these."""
    order = {finding: number for number, finding in enumerate(stage_of)}
    servings = _SERVINGS.rows(visible_to=member, review=review.pk)
    links = sorted(
        (order[finding], position, pk, action) for pk, finding, position, action in servings if finding in order
    )
    stages = list(stage_of.values())
    where: dict[int, dict[Path, None]] = defaultdict(dict)
    for finding, _, _, action in links:
        where[action].setdefault(stages[finding])
    rows = _rows(review, member, places)
    for action, its_stages in where.items():
        if action in rows:
            yield Planned(
                stages=tuple(its_stages),
                **rows[action],  # type: ignore[arg-type]
            )


def _rows(review: Review, member: Member, places: dict[int | None, Placed]) -> dict[int, dict[str, object]]:
    """The actions, each with its leads in order: a row for each lead, or one where there is none."""
    rows = _ACTIONS.rows(visible_to=member, review=review.pk)
    found: dict[int, dict[str, object]] = {}
    leads: dict[int, list[Led]] = defaultdict(list)
    for pk, key, text, status, priority, difference, place, words, on, every, unit, *lead in rows:
        found[pk] = {
            "key": key, "text": text, "status": status, "priority": priority, "difference": difference,
            "due": Due(words, on, every, unit), "for_place": places.get(place, ALL_PLACES),
        }  # fmt: skip
        if lead[0]:
            leads[pk].append(Led(*(part or "" for part in lead)))
    return {pk: {**columns, "leads": tuple(leads[pk])} for pk, columns in found.items()}


def _cell_rows(member: Any, review: int) -> Any:
    rows = Cell.objects.visible_to(member).filter(review=review).order_by("position")
    return rows.values_list("pk", "domain", "level", "stage", "rating", "reason")


def _finding_rows(member: Any, review: int) -> Any:
    rows = Finding.objects.visible_to(member).filter(review=review, archived_at=None).order_by("position", "pk")
    return rows.values_list("pk", "public_id", "cell_id", "colour", "text", "for_place_id")


def _serving_rows(member: Any, review: int) -> Any:
    rows = Serving.objects.visible_to(member).filter(finding__review=review).order_by()
    return rows.values_list("pk", "finding_id", "position", "action_id")


def _action_rows(member: Any, review: int) -> Any:
    columns = ("pk", "public_id", "text", "status", "priority", "difference", "for_place_id")
    due = ("due_words", "due_on", "repeats_every", "repeats_unit")
    who = ("public_id", "name", "role", "agency__name")
    return (
        Action.objects.visible_to(member)
        .filter(review=review, archived_at=None)
        .order_by("pk", "lead_links__position", "lead_links__pk")
        .values_list(*columns, *due, *(f"lead_links__lead__{name}" for name in who))
    )


_CELLS, _FINDINGS = Prepared(_cell_rows), Prepared(_finding_rows)
_SERVINGS, _ACTIONS = Prepared(_serving_rows), Prepared(_action_rows)
