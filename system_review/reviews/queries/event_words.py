"""What an event says, in the words of the review that it belongs to: colours, ratings, stages, how an action stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.audit.queries import Happening
from system_review.audit.sentences import sentence, used_in
from system_review.frameworks.queries import content_of
from system_review.reviews import wording
from system_review.reviews.models import Review
from system_review.reviews.queries.event_changes import (
    MANY,
    Names,
    days_written_out,
    in_words,
    many_in_words,
    old_and_new,
)
from system_review.reviews.queries.places import places_of
from system_review.reviews.queries.summary import part_words
from system_review.reviews.rules.review_places import ALL as ALL_PLACES
from system_review.reviews.rules.told import BEFORE
from system_review.reviews.rules.words import Checked, Colour, Status, Unrated
from system_review.texts import shown

COLOURED = {"finding.recoloured": ("before", "after"), "finding.added": ("colour",)}
RATED = {"cell.rated": ("before", "after", "suggested")}
PLACED = {"finding.moved": ("before", "after"), "finding.added": ("cell",)}
MOVED = {"review.moved": ("before", "after")}
STANDING = {
    "action.progressed": ("before", "after"),
    "action.edited": ("status", "status_before"),
    "actions.changed": ("status", "status_before"),
}
DATED = ("on", "next", "due", "due_on", "days", "date")  # where 2027-06-30 is written out


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a history: when, who, what happened as a sentence, and what was written (label, text)."""

    when: str
    who: str
    what: str
    said: tuple[tuple[str, str], ...]
    seq: int = 0


def past_of(event: Happening, review: Review | None, names: Names | None = None) -> Past:
    """An event as a line of a history. Without its review, stored values stay as they are stored.

    `names` are the first words of the actions that events change many at once, from `action_names`.
    """
    at = timezone.localtime(event.at)
    words = {field: shown(text) for field, text in _in_words(event, review, names or {}).items()}
    told = used_in(event.kind)
    same = {"before", "after"} if words.get("before") == words.get("after") else set()
    if same:  # then the sentence says no more than that it was looked at
        words.pop("before", None)
    pairs = [
        (label, words[field])
        for field, label in {**labels(), **_labels_of(event.kind)}.items()
        if words.get(field) and field not in same and not (field in told and len(words[field]) <= 200)
    ]
    if event.erased:
        pairs.append((gettext("Taken out"), gettext("Words that stood here were taken out of the history")))
    return Past(
        when=f"{wording.day(at.date())}, {at.strftime('%H:%M')}",
        who=words.get("by", ""),
        what=sentence(event.kind, words.get("by", ""), words),
        said=tuple(pairs),
        seq=event.seq,
    )


def _in_words(event: Happening, review: Review | None, names: Names) -> dict[str, str]:
    if event.kind == MANY:
        return _many(event.said, names)
    said = _of_an_action(event.said) | _by_table(event, review)
    if event.kind == "value.judged" and review is not None:
        said |= _value(said, review)
    for field, words in _by_field().items():
        if field in said:
            said[field] = words.get(said[field], said[field])
    if said.get("audience"):
        said["audience"] = wording.audience(said["audience"])
    if said.get("format"):
        said["format"] = {"docx": "Word", "xlsx": "Excel", "jsonl": "JSON"}.get(said["format"], said["format"].upper())
    return said | {field: days_written_out(said[field]) for field in DATED if said.get(field)}


def _of_an_action(said: dict[str, str]) -> dict[str, str]:
    """What changed of an action, old beside new; its time and its priority in words where nothing stood before."""
    alone = [field for field in ("due", "repeats", "priority") if field in said and field + BEFORE not in said]
    return {**said, **{field: in_words(field, said[field]) for field in alone}, **old_and_new(said)}


def _by_table(event: Happening, review: Review | None) -> dict[str, str]:
    """The fields that hold colours, ratings, stages and how things stand, in the review's words."""
    tables: Any = (
        (COLOURED, _colour),
        (RATED, _rating),
        (PLACED, _place),
        (MOVED, lambda value, _: wording.state(value)),
        (STANDING, lambda value, _: _from(wording.status, Status, value)),
    )
    turns = [(field, turn) for table, turn in tables for field in table.get(event.kind, ())]
    once = [(field, turn) for field, turn in turns if event.said.get(field) and field + BEFORE not in event.said]
    return {field: turn(event.said[field], review) for field, turn in once}


def _by_field() -> dict[str, dict[str, str]]:
    """Words for what a field may hold, whatever the event."""
    return {
        "answer": {Checked.STILL: gettext("still green"), Checked.NO_LONGER: gettext("no longer green")},
        "part": part_words(),
        "step": _steps(),
        "place": {ALL_PLACES: gettext("all places")},
    }


def _many(said: dict[str, str], names: Names) -> dict[str, str]:
    """What was changed of many actions at once; of such an event of earlier days, what it told."""
    told = many_in_words(said, names)
    if "due" + BEFORE not in said:
        told |= {field: days_written_out(said[field]) for field in ("due_words", "due_on") if said.get(field)}
    for field in ("status", "priority"):
        if said.get(field) and field + BEFORE not in said:
            told[field] = in_words(field, said[field])
    kept = {field: said[field] for field in ("by", "on_behalf_of", "returned_file", "lead") if field in said}
    return kept | told


def _from(words: Any, kind: type[StrEnum], value: str) -> str:
    return words(value) if value in set(kind) else value


def _colour(value: str, review: Review | None) -> str:
    if review is None or value not in set(Colour):
        return value.replace("_", " ")
    framework = content_of(review.framework)
    return framework.said(getattr(framework.colours, value).word, wording.language_tag())


def _rating(value: str, review: Review | None) -> str:
    if value in set(Unrated):
        return wording.unrated(value)
    return wording.step_word(content_of(review.framework), value, wording.language_tag()) if review else value


def _place(value: str, review: Review | None) -> str:
    """A stage by its keys, in the framework's words."""
    if review is None:
        return value
    domain, *levels, stage = value.split("/")
    place = places_of(review).by_path.get((domain, "/".join(levels), stage))
    return place.whole if place else value


def _value(said: dict[str, str], review: Review) -> dict[str, str]:
    """A value by its name, and how far it was seen, in the framework's words."""
    framework, language = content_of(review.framework), wording.language_tag()
    names = {value.key: framework.said(value.name, language) for value in framework.values}
    extents = {extent.key: framework.said(extent.word, language) for extent in framework.extents}
    told = {"value": names.get(said.get("value", "")), "extent": extents.get(said.get("extent", ""))}
    return {field: words for field, words in told.items() if words}


def _steps() -> dict[str, str]:
    """What can be taken back, in words."""
    return {
        "finding.recoloured": gettext("a finding moved to another colour"),
        "finding.moved": gettext("a finding moved to another stage"),
        "finding.archived": gettext("a finding archived"),
        "action.archived": gettext("an action archived"),
        MANY: gettext("several actions changed at once"),
    }


def _labels_of(kind: str) -> dict[str, str]:
    """What the fields of one kind of event are called, where they are called so in it alone."""
    if kind == "review.edited":
        return {**wording.about_labels(), "date": gettext("Date"), "marking": gettext("Marking")}
    return {}


def labels() -> dict[str, str]:
    """What an event's fields are called, in the order in which they are told. What is not here is not told."""
    return {
        "title": gettext("Title"),
        "text": gettext("Text"),
        "before": gettext("Before"),
        "after": gettext("After"),
        "sentence": gettext("What it is"),
        "suggested": gettext("The findings suggested"),
        "reason": gettext("Why"),
        "agreed_at": gettext("Agreed at"),
        "on": gettext("Since"),
        "note": gettext("Progress"),
        "next": gettext("Look again on"),
        "difference": gettext("Difference made"),
        "leads": gettext("Lead"),
        "lead": gettext("Lead"),
        "due": gettext("Due"),
        "due_words": gettext("Due"),
        "due_on": gettext("Due"),
        "repeats": gettext("Comes round"),
        "status": gettext("How it stands"),
        "priority": gettext("Priority"),
        "changed": gettext("Actions"),
        "place": gettext("For"),
        "extent": gettext("How far it shows"),
        "narrative": gettext("What we saw"),
        "audience": gettext("Who sees it"),
        "team": gettext("On the review team"),
        "days": gettext("Findings shown from"),
        "sha256": gettext("Fingerprint (SHA-256)"),
        "format": gettext("Format"),
        "file": gettext("File"),
    }
