"""What an event says of a change, old beside new: of one action, or of many at once, each by its first words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, ngettext

from system_review.audit.queries import Happening
from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.models import Action
from system_review.reviews.rules.told import BEFORE, FIELDS, words_and_day
from system_review.reviews.rules.words import Priority, Status, Unit
from system_review.texts import first_words, shown

MANY = "actions.changed"
_BRIEF = 16  # words
_WRITTEN = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)

Names = Mapping[str, str]  # what actions are called in a few words, by public id


def brief(text: str) -> str:
    """The first words of a text."""
    return first_words(text, _BRIEF)


def action_names(events: Iterable[Happening], *, visible_to: Member) -> dict[str, str]:
    """The first words of the actions that were changed at once, as far as the member sees them."""
    ids = {each for event in events if event.kind == MANY for each in _changed(event.said)}
    if not ids:
        return {}
    rows = Action.objects.visible_to(visible_to).filter(public_id__in=ids)
    return {public_id: f"“{brief(text)}”" for public_id, text in rows.values_list("public_id", "text")}


def as_of_one(event: Happening, action: str) -> Happening | None:
    """What such an event says of one action, as if it had been changed alone; None where nothing of it is told."""
    ids = _changed(event.said)
    said: dict[str, str] = {}
    for name in FIELDS:
        now, before = _listed(event.said.get(name)), _listed(event.said.get(name + BEFORE))
        if action in ids and len(ids) == len(now) == len(before):
            here = ids.index(action)
            if now[here] != before[here]:
                said |= {name: now[here], name + BEFORE: before[here]}
    told = {field: text for field, text in event.said.items() if field in ("by", "on_behalf_of", "returned_file")}
    return replace(event, kind="action.edited", said={**told, **said}) if said else None


def days_written_out(text: str) -> str:
    """A text in which each 2027-06-30 stands as 30 June 2027."""
    return _WRITTEN.sub(lambda found: _day(found[0]), text)


def _day(told: str) -> str:
    try:
        return wording.day(date.fromisoformat(told))
    except ValueError:
        return told


def in_words(field: str, value: str) -> str:
    """One thing that is told of an action, as it is said to people."""
    if field == "due":
        return _time(value)
    if field == "repeats":
        return _rhythm(value)
    if field == "status" and value in set(Status):
        return wording.status(value)
    if field == "priority" and value in set(Priority):
        return wording.priority(value)
    return shown(value)


def _time(told: str) -> str:
    words, on = words_and_day(told)
    words, day = days_written_out(shown(words)), wording.day(on) if on else ""
    if day and day in words:
        return words
    return ", ".join(part for part in (words, day) if part)


def _rhythm(told: str) -> str:
    number, _, unit = told.partition(" ")
    return wording.every(int(number), unit) if number.isdecimal() and unit in set(Unit) else told


def old_and_new(said: Mapping[str, str]) -> dict[str, str]:
    """What changed of one action, by field: "30 June 2027 (before: 31 March 2027)"."""
    return {
        name: _now_and_before(in_words(name, said[name]), in_words(name, said[name + BEFORE]))
        for name in FIELDS
        if name in said and name + BEFORE in said
    }


def _now_and_before(now: str, before: str) -> str:
    return gettext("%(now)s (before: %(before)s)") % {"now": now or _none(), "before": before or _none()}


def _none() -> str:
    return gettext("none")


def many_in_words(said: Mapping[str, str], names: Names) -> dict[str, str]:
    """What changed of many actions at once, by field, with each action that it changed; `many` says how many."""
    ids = said.get("actions", "").split()
    told = {"many": ngettext("%(count)d action", "%(count)d actions", len(ids)) % {"count": len(ids)}} if ids else {}
    for name in FIELDS:
        now, before = _listed(said.get(name)), _listed(said.get(name + BEFORE))
        if len(ids) == len(now) == len(before):
            called = [names.get(each, gettext("an action that is not shown here")) for each in ids]
            rows = [
                (action, in_words(name, one), in_words(name, another))
                for action, one, another in zip(called, now, before, strict=True)
                if one != another
            ]
            told[name] = _one_field(rows)
    if not set(told) & set(FIELDS):  # told in earlier days, or all of them stood so already
        told["changed"] = "\n".join(names[each] for each in ids if each in names)
    return told


def _one_field(rows: list[tuple[str, str, str]]) -> str:
    """The new value once where it is the same for all, and under it each action with what it was before."""
    same = {now for _, now, _ in rows}
    if len(same) == 1:
        head = [same.pop() or _none()]
        return "\n".join(head + [_now_and_before(action, before) for action, _, before in rows])
    return "\n".join(f"{action}: {_now_and_before(now, before)}" for action, now, before in rows)


def _changed(said: Mapping[str, str]) -> list[str]:
    return said.get("actions", "").split()


def _listed(told: str | None) -> list[str]:
    try:
        found = json.loads(told or "")
    except ValueError:
        return []
    return found if isinstance(found, list) and all(isinstance(each, str) for each in found) else []
