"""Whether a snapshot from a file can become a review: what a schema cannot say. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from system_review.errors import Why
from system_review.frameworks.rules import contradictions_in
from system_review.partnerships.rules import is_role
from system_review.reviews.rules.adopted_comments import comment_moments, comment_names, comment_problems
from system_review.reviews.rules.adopted_places import (
    place_moments,
    place_names,
    place_problems,
    place_references,
)
from system_review.reviews.rules.ratings import ratings_of
from system_review.reviews.snapshots import ReviewSnapshot

FIRST_YEAR, LAST_YEAR = 1900, 2199  # others are slips, and calendars of other programs end there
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def why_not_adopt(snapshot: ReviewSnapshot) -> Why | None:
    """The first thing that does not fit together, with its place; None if all does."""
    return next(_problems(snapshot), None)


def _problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    yield from _framework_problems(snapshot)
    yield from _name_problems(snapshot)
    yield from _day_problems(snapshot)
    yield from _repeated_names(snapshot)
    yield from _unknown_names(snapshot)
    yield from _cell_problems(snapshot)
    yield from place_problems(snapshot)
    yield from _lead_problems(snapshot)
    yield from _holder_problems(snapshot)
    yield from _value_problems(snapshot)
    yield from _summary_problems(snapshot)
    yield from comment_problems(snapshot)
    yield from _circles(snapshot)


def _framework_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    content = snapshot.framework.model_dump()
    for path, why in contradictions_in(content):
        yield Why("{place}: {said}", place=_said_place(("framework", *path)), said=why)
    for path in _wordless(content, ("framework",)):
        yield Why("{place}: write the text, or take it out", place=_said_place(path))


def _said_place(path: tuple[str | int, ...]) -> str:
    """A path as a person would say it: entries of a list by their number from 1."""
    return " › ".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def _wordless(content: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where a text has no wording in any language."""
    if content == {}:
        yield path
    elif isinstance(content, dict):
        for name, part in content.items():
            yield from _wordless(part, (*path, name))
    elif isinstance(content, list | tuple):
        for position, part in enumerate(content):
            yield from _wordless(part, (*path, position))


def _name_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for place, name in _names(snapshot):
        if _LINE_END.search(name):
            yield Why("{place}: write it on one line", place=place)
    for place, name in (("partnership", snapshot.partnership), ("review › title", snapshot.review.title)):
        if not name.strip():
            yield Why("{place}: it is empty", place=place)


def _names(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str]]:
    """Every text that stands on one line wherever it is shown, with its place."""
    yield "partnership", snapshot.partnership
    yield "review › title", snapshot.review.title
    yield "review › marking", snapshot.review.marking
    yield from ((f"agencies › {agency.ref} › name", agency.name) for agency in snapshot.agencies)
    for lead in snapshot.leads:
        yield f"leads › {lead.ref} › name", lead.name
        yield f"leads › {lead.ref} › role", lead.role
        yield f"leads › {lead.ref} › holder", lead.holder
    for item in snapshot.evidence:
        yield f"evidence › {item.ref} › asked_of", item.asked_of
        yield f"evidence › {item.ref} › looked_at_by", item.looked_at_by
    yield from ((f"cells › {cell.ref} › rated_by", cell.rated_by) for cell in snapshot.cells)
    yield from place_names(snapshot)
    for finding in snapshot.findings:
        yield from ((f"findings › {finding.ref} › changes › by", change.by) for change in finding.changes)
    for action in snapshot.actions:
        yield from ((f"actions › {action.ref} › notes › by", note.by) for note in action.notes)
    yield from ((f"values › {place} › name", value.name) for place, value in enumerate(snapshot.values, start=1))
    yield from comment_names(snapshot)


def _day_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for place, day in _days(snapshot):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Why("{place}: the year {year} is not likely", place=place, year=day.year)
    rated = ((f"cells › {cell.ref} › rated_at", cell.rated_at) for cell in snapshot.cells)
    for place, moment in (*rated, *place_moments(snapshot), *comment_moments(snapshot)):
        if moment is not None and not _can_be_kept(moment):
            yield Why(
                "{place}: write a moment of the years {first} to {last}, with its zone",
                place=place,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )


def _can_be_kept(moment: datetime) -> bool:
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return False
    return FIRST_YEAR <= moment.astimezone(UTC).year <= LAST_YEAR


def _days(snapshot: ReviewSnapshot) -> Iterator[tuple[str, date | None]]:
    yield "review › date", snapshot.review.date
    for item in snapshot.evidence:
        yield f"evidence › {item.ref} › on", item.on
        yield f"evidence › {item.ref} › asked_on", item.asked_on
        yield f"evidence › {item.ref} › due_on", item.due_on
    for finding in snapshot.findings:
        yield from ((f"findings › {finding.ref} › changes › on", change.on) for change in finding.changes)
    for action in snapshot.actions:
        yield f"actions › {action.ref} › due_on", action.due_on
        yield f"actions › {action.ref} › last_done_on", action.last_done_on
        yield from ((f"actions › {action.ref} › notes › on", note.on) for note in action.notes)


def _repeated_names(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for part in ("places", "agencies", "leads", "evidence", "cells", "findings", "actions"):
        for ref, count in Counter(thing.ref for thing in getattr(snapshot, part)).items():
            if count > 1:
                yield Why("{part}: the name {ref} stands there twice", part=part, ref=ref)


def _holder_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for lead in snapshot.leads:
        if lead.holder and not snapshot.holds.holders:
            yield Why("leads › {ref} › holder: the file says under holds that it tells none", ref=lead.ref)
        if lead.holder and not is_role(name=lead.name, role=lead.role):
            yield Why("leads › {ref} › holder: only a role without a name is held by somebody", ref=lead.ref)


def _unknown_names(snapshot: ReviewSnapshot) -> Iterator[Why]:
    known = {
        letter: {thing.ref for thing in things}
        for letter, things in (
            ("places", snapshot.places),
            ("agencies", snapshot.agencies),
            ("evidence", snapshot.evidence),
            ("cells", snapshot.cells),
            ("leads", snapshot.leads),
            ("findings", snapshot.findings),
            ("actions", snapshot.actions),
        )
    }
    for place, part, refs in _references(snapshot):
        for ref in refs:
            if ref not in known[part]:
                yield Why("{place}: {ref} is not among the {part}", place=place, ref=ref, part=part)
        if len(set(refs)) < len(refs):
            yield Why("{place}: something is named twice", place=place)


def _references(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str, list[str]]]:
    for lead in snapshot.leads:
        yield f"leads › {lead.ref} › agency", "agencies", _given(lead.agency)
    for item in snapshot.evidence:
        yield f"evidence › {item.ref} › source", "agencies", _given(item.source)
        yield f"evidence › {item.ref} › stages", "cells", list(item.stages)
    for finding in snapshot.findings:
        place = f"findings › {finding.ref}"
        yield f"{place} › cell", "cells", [finding.cell]
        yield f"{place} › about", "agencies", list(finding.about)
        yield f"{place} › on_behalf_of", "agencies", _given(finding.on_behalf_of)
        yield f"{place} › also_in", "cells", list(finding.also_in)
        yield f"{place} › evidence", "evidence", list(finding.evidence)
        yield f"{place} › see_also", "cells", [see.cell for see in finding.see_also if see.cell]
        yield f"{place} › see_also", "actions", [see.action for see in finding.see_also if see.action]
    for action in snapshot.actions:
        place = f"actions › {action.ref}"
        yield f"{place} › serves", "findings", [serves.finding for serves in action.serves]
        yield f"{place} › leads", "leads", list(action.leads)
        yield f"{place} › waits_for", "actions", list(action.waits_for)
    yield from place_references(snapshot)
    for number, said in enumerate(snapshot.comments, start=1):
        yield f"comments › {number} › finding", "findings", _given(said.finding)
        yield f"comments › {number} › action", "actions", _given(said.action)
    for summary in snapshot.summary:
        yield f"summary › {summary.part} › findings", "findings", list(summary.findings)
        yield f"summary › {summary.part} › actions", "actions", list(summary.actions)
    yield "working_notes › finding", "findings", [note.finding for note in snapshot.working_notes]
    for number, asked in enumerate(snapshot.challenges, start=1):
        yield f"challenges › {number} › finding", "findings", _given(asked.finding)
        yield f"challenges › {number} › cell", "cells", _given(asked.cell)


def _given(ref: str | None) -> list[str]:
    return [ref] if ref else []


def _cell_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    framework = snapshot.framework
    paths = {
        (domain.key, level.key if level else None, stage.key)
        for domain, level, stages in framework.sheets()
        for stage in stages
    }
    here = Counter((cell.domain, cell.level, cell.stage) for cell in snapshot.cells)
    for cell in snapshot.cells:
        path = (cell.domain, cell.level, cell.stage)
        if path not in paths:
            yield Why("cells › {ref}: the framework has no such part", ref=cell.ref)
        if here[path] > 1:
            yield Why("cells › {ref}: this part of the framework stands there twice", ref=cell.ref)
        if cell.rating not in ratings_of(framework.scale):
            yield Why("cells › {ref} › rating: {rating} is not on the scale", ref=cell.ref, rating=cell.rating)
        if bool(cell.rated_by) != bool(cell.rated_at):
            yield Why("cells › {ref}: rated_by and rated_at belong together", ref=cell.ref)
    for finding in snapshot.findings:
        if any((see.cell is None) == (see.action is None) for see in finding.see_also):
            yield Why("findings › {ref} › see_also: name a cell or an action", ref=finding.ref)
        if any(change.before == change.after for change in finding.changes):
            yield Why("findings › {ref} › changes: before and after are the same", ref=finding.ref)
        if not finding.text.strip():
            yield Why("findings › {ref} › text: it says nothing", ref=finding.ref)
        if finding.cell in finding.also_in:
            said = "findings › {ref} › also_in: the finding stands in {cell} itself"
            yield Why(said, ref=finding.ref, cell=finding.cell)


def _lead_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for name, count in Counter(agency.name for agency in snapshot.agencies).items():
        if count > 1:
            yield Why("agencies: {name} stands there twice", name=name)
    whom = Counter((lead.name, lead.role, lead.agency or "") for lead in snapshot.leads)
    for who, count in whom.items():
        if count > 1:
            yield Why("leads: {name} stands there twice", name=who[0] or who[1] or who[2])
    for agency in snapshot.agencies:
        if not agency.name.strip():
            yield Why("agencies › {ref} › name: it is empty", ref=agency.ref)
    for lead in snapshot.leads:
        if not (lead.name.strip() or lead.role.strip() or lead.agency):
            yield Why("leads › {ref}: a lead needs a name, a role or an agency", ref=lead.ref)
    for action in snapshot.actions:
        if not action.serves:
            yield Why("actions › {ref} › serves: an action serves at least one finding", ref=action.ref)
        if not action.text.strip():
            yield Why("actions › {ref} › text: it says nothing", ref=action.ref)


def _value_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    keys = {value.key for value in snapshot.framework.values}
    extents = {extent.key for extent in snapshot.framework.extents} | {""}
    named = Counter((value.key, value.name) for value in snapshot.values)
    for place, value in enumerate(snapshot.values, start=1):
        nameless = not value.key and not value.name.strip()
        if bool(value.key) == bool(value.name) or nameless or (value.key and value.key not in keys):
            yield Why("values › {place}: name a value of the framework by its key, or a further one", place=place)
        if value.extent not in extents:
            yield Why("values › {place} › extent: {extent} is not known", place=place, extent=value.extent)
        if named[value.key, value.name] > 1:
            yield Why("values › {place}: this value stands there twice", place=place)


def _summary_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    for part, count in Counter(one.part for one in snapshot.summary).items():
        if count > 1:
            yield Why("summary: {part} stands there twice", part=part)


def _circles(snapshot: ReviewSnapshot) -> Iterator[Why]:
    """Actions that would wait for themselves in the end. In time that grows with their number, whatever their order."""
    waits = {action.ref: set(action.waits_for) for action in snapshot.actions}
    waited_for_by: dict[str, list[str]] = {ref: [] for ref in waits}
    for ref, others in waits.items():
        for other in others:
            waited_for_by[other].append(ref)
    free = [ref for ref, others in waits.items() if not others]
    while free:
        done = free.pop()
        for ref in waited_for_by[done]:
            waits[ref].discard(done)
            if not waits[ref]:
                free.append(ref)
    stuck = [ref for ref, others in waits.items() if others]
    if stuck:
        circle = _circle(stuck[0], waits)
        yield Why("actions › {ref} › waits_for: {circle} wait for one another", ref=circle[0], circle=", ".join(circle))


def _circle(start: str, waits: dict[str, set[str]]) -> list[str]:
    """One circle (at most ten of its names) that is reached from an action, all of whose ways end in one."""
    way: list[str] = []
    seen: dict[str, int] = {}
    while start not in seen:
        seen[start] = len(way)
        way.append(start)
        start = min(waits[start])
    return way[seen[start] :][:10]
