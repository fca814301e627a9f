"""Time in words becomes a date that a person confirms; the words stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from system_review.reviews import wording
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.rules.calendar_days import past_remark
from system_review.reviews.rules.timing import Repeats, day_remark, understand
from system_review.reviews.rules.words import Unit

LONGEST_ASKED = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that the words may mean, to choose: its value in the form, its words, and what to know of the day."""

    value: str
    words: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question about words of time: how they were read, and what they may mean, likeliest first."""

    words: str
    why: str
    readings: tuple[Reading, ...]


def read_words(words: str, *, base: date, today: date) -> Asked:
    """What the words may mean, counted from `base` (the review's date), and from today where that lies behind us."""
    words = words[:LONGEST_ASKED]
    due = understand(words, base=base)
    found = [(choice.on, choice.repeats, wording.said(choice.why)) for choice in due.choices]
    if due.on or due.repeats:
        found.insert(0, (due.on, due.repeats, ""))
    if due.on and due.on < today and base < today:
        again = understand(words, base=today)
        if again.on and again.on != due.on:
            found.append((again.on, again.repeats, gettext("counted from today")))
    readings = {_value(on, repeats): _reading(on, repeats, why, today) for on, repeats, why in reversed(found)}
    return Asked(words, wording.said(due.reason), tuple(reversed(readings.values())))


def _value(on: date | None, repeats: Repeats | None) -> str:
    return "|".join(
        (on.isoformat() if on else "", str(repeats.every) if repeats else "", repeats.unit if repeats else "")
    )


def _reading(on: date | None, repeats: Repeats | None, why: str, today: date) -> Reading:
    parts = []
    if repeats:
        parts.append(wording.every(repeats.every, repeats.unit))
    if on:
        parts.append(gettext("first %(day)s") % {"day": wording.day(on)} if repeats else wording.day(on))
    words = ", ".join(parts)
    remark = wording.said(found) if on and (found := past_remark(on, today=today) or day_remark(on)) else ""
    return Reading(_value(on, repeats), f"{words} ({why})" if why else words, remark)


@dataclass(frozen=True, slots=True)
class Settled:
    """When an action is due, as settled by a person."""

    on: date | None
    every: int | None
    unit: str


def settle(form: Any, *, saved: dict[str, Any], base: date) -> Settled | Asked:
    """What the form says about time, or the question that must be asked first.

    Words that are new and that nobody has confirmed are asked about, unless a date was chosen beside them.
    """
    data = form.cleaned_data
    words = data["due_words"].strip()
    typed = Settled(data["due_on"], data.get("repeats_every"), data.get("repeats_unit", ""))
    choice = form.data.get("due_choice", "")
    if choice and form.data.get("due_asked", "") == words:
        return typed if choice == "own" else _chosen(choice)
    changed = words != saved.get("due_words", "").strip()
    dated = data["due_on"] != saved.get("due_on") and data["due_on"] is not None
    if not words or not changed or dated:
        return typed
    asked = read_words(words, base=base, today=timezone.localdate())
    return asked if asked.readings else typed


def _chosen(choice: str) -> Settled:
    on, _, rest = choice.partition("|")
    every, _, unit = rest.partition("|")
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        day = None
    number = int(every) if every.isascii() and every.isdigit() and len(every) < 3 else None
    return Settled(day, number, unit) if number and unit in set(Unit) else Settled(day, None, "")


@require_safe
def when(request: Any, review: str) -> HttpResponse:
    """How words of time are read (`?due_words=`), while one writes them."""
    found = finding_things.review_for(request.member, review)
    words = request.GET.get("due_words", "").strip()
    asked = read_words(words, base=found.date, today=timezone.localdate()) if words else None
    context = review_context(request, found, current="plan", title=gettext("When"), help_page="actions#when-in-words")
    return render(request, "reviews/when.html", {**context, "asked": asked})
