"""What an event says, in the words of the review that it belongs to: colours, ratings, stages, how an action stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from system_review.audit.queries import Happening
from system_review.audit.sentences import sentence, used_in
from system_review.frameworks.queries import content_of
from system_review.reviews import wording
from system_review.reviews.models import Review
from system_review.reviews.queries.places import places_of
from system_review.reviews.rules.review_places import ALL as ALL_PLACES
from system_review.reviews.rules.words import Checked, Colour, Priority, Status, Unrated
from system_review.texts import shown

COLOURED = {"finding.recoloured": ("before", "after"), "finding.added": ("colour",)}
RATED = {"cell.rated": ("before", "after", "suggested")}
PLACED = {"finding.moved": ("before", "after"), "finding.added": ("cell",)}
MOVED = {"review.moved": ("before", "after")}
STANDING = {"action.progressed": ("before", "after"), "action.edited": ("status",), "actions.changed": ("status",)}


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a history: when, who, what happened as a sentence, and what was written (label, text)."""

    when: str
    who: str
    what: str
    said: tuple[tuple[str, str], ...]
    seq: int = 0


def past_of(event: Happening, review: Review | None) -> Past:
    """An event as a line of a history. Without its review, stored values stay as they are stored."""
    at = timezone.localtime(event.at)
    words = {field: shown(text) for field, text in _in_words(event, review).items()}
    told = used_in(event.kind)
    pairs = [
        (label, words[field])
        for field, label in labels().items()
        if words.get(field) and not (field in told and len(words[field]) <= 200)
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


def _in_words(event: Happening, review: Review | None) -> dict[str, str]:
    said = dict(event.said)
    for table, turn in (
        (COLOURED, _colour),
        (RATED, _rating),
        (PLACED, _place),
        (MOVED, lambda value, _: wording.state(value)),
        (STANDING, lambda value, _: _from(wording.status, Status, value)),
    ):
        for field in table.get(event.kind, ()):
            if said.get(field):
                said[field] = turn(said[field], review)
    if event.kind == "finding.checked" and said.get("answer") in set(Checked):
        still = said["answer"] == Checked.STILL
        said["answer"] = gettext("still green") if still else gettext("no longer green")
    if said.get("priority"):
        said["priority"] = _from(wording.priority, Priority, said["priority"])
    if said.get("place") == ALL_PLACES:
        said["place"] = gettext("all places")
    if said.get("audience"):
        said["audience"] = wording.audience(said["audience"])
    if said.get("format"):
        said["format"] = {"docx": "Word", "xlsx": "Excel", "jsonl": "JSON"}.get(said["format"], said["format"].upper())
    for field in ("on", "next"):
        if said.get(field) and (day := _day(said[field])):
            said[field] = day
    return said


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


def _day(value: str) -> str:
    try:
        on = parse_date(value)
    except ValueError:
        return ""
    return wording.day(on) if on else ""


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
        "leads": gettext("Leads"),
        "lead": gettext("Lead"),
        "due": gettext("When"),
        "due_on": gettext("When"),
        "status": gettext("How it stands"),
        "priority": gettext("Priority"),
        "place": gettext("For"),
        "narrative": gettext("What we saw"),
        "audience": gettext("Who sees it"),
        "team": gettext("On the review team"),
        "days": gettext("Findings shown from"),
        "sha256": gettext("Fingerprint (SHA-256)"),
        "format": gettext("Format"),
        "file": gettext("File"),
    }
