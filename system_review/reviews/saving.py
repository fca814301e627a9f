"""Saving what a form holds: a refusal beside its field, and both texts where somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from system_review.drafts.rules import BEFORE, TOKEN
from system_review.errors import ChangedMeanwhile, Refused
from system_review.reviews.framing import help_address
from system_review.reviews.queries.history import last_change
from system_review.reviews.rules.joining import joined
from system_review.texts import shown
from system_review.ui.words import say

TWO_TEXTS = "writing-together#when-two-people-change-the-same-text"  # the part of the guide about a conflict


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What `act()` gives, or None after adding all that it refuses to the form, each beside its field."""
    try:
        return act() or True
    except Refused as refusal:
        for one in refusal.everything():
            form.add_error(one.field if one.field in form.fields else None, say(one.why))
        return None


def seen_version(request: HttpRequest) -> int:
    """The version that a form of one button carries; without it, nobody knows what the person saw (409)."""
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise ChangedMeanwhile(now={}, version=0)
    return int(version)


def offered_version(request: HttpRequest) -> int:
    """The version that a button carries, or the address of the line that offers Undo."""
    if "version" not in request.POST and (version := request.GET.get("version", "")).isdecimal() and len(version) < 10:
        return int(version)
    return seen_version(request)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two people wrote at once: what is saved and what this person wrote, in words and as it is posted.

    `field` is the third box, with both joined, or where they cannot be joined with what this person wrote.
    """

    name: str
    label: str
    theirs: str
    yours: str
    field: forms.BoundField
    their_values: list[Any]
    your_values: list[Any]
    is_joined: bool


def conflict_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    now: dict[str, Any],
    other: ChangedMeanwhile,
    subject: Any,
    context: dict[str, Any],
    url: str,
    cancel_url: str,
    also: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Both texts (409). `form` is what this person sent, `now` the same fields as they are saved now.

    `also` is what else is otherwise by now and is no field of this form: its name and its words.
    """
    shown_fields: list[Conflict] = []
    hidden: list[tuple[str, Any]] = _draft_of(form)
    taken: list[tuple[str, str]] = list(also)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    for bound in form:
        if bound.name in ("version", "key"):
            continue
        mine, saved = bound.value(), now.get(bound.name)
        yours, theirs = _words(bound, mine), _words(bound, saved)
        if yours == theirs:
            hidden.extend(_posted(bound, mine))
        elif _untouched(form, bound, yours):
            taken.append((str(bound.label), theirs))
            hidden.extend(_posted(bound, saved))
        else:
            shown_fields.append(_conflict(form, bound, theirs, yours, saved))
    who, when = last_change(subject, visible_to=request.member)  # type: ignore[attr-defined]
    return render(
        request,
        "ui/conflict.html",
        {
            **context,
            "head": replace(context["head"], help_url=help_address(TWO_TEXTS)),
            "url": url,
            "version": other.version,
            "conflicts": shown_fields,
            "hidden": hidden,
            "taken": taken,
            "who": who or gettext("Somebody"),
            "when": when or gettext("just now"),
            "cancel_url": cancel_url,
        },
        status=409,
    )


def _draft_of(form: forms.Form) -> list[tuple[str, Any]]:
    """The name of the draft in which this person's words are kept: it ends when they are saved."""
    return [(name, form.data[name]) for name in (TOKEN, BEFORE) if form.data.get(name)]


def _posted(bound: forms.BoundField, value: Any) -> Iterator[tuple[str, Any]]:
    """A field that needs no decision, with the same as what stood in it at first."""
    for one in _values(value):
        yield bound.html_name, one
        yield bound.html_initial_name, one


def _conflict(form: Any, bound: forms.BoundField, theirs: str, yours: str, saved: Any) -> Conflict:
    """Both texts, and in the form's own box both joined: from now on it begins with what is saved."""
    mine, their_values = bound.value(), _values(saved)
    before = "".join(map(str, form.data.getlist(bound.html_initial_name)))
    can_join = isinstance(bound.field.widget, forms.Textarea)
    if can_join:
        form.data[bound.html_name] = joined(*(text.replace("\r\n", "\n") for text in (before, saved or "", mine or "")))
    form.data.setlist(bound.html_initial_name, their_values)
    return Conflict(bound.name, str(bound.label), theirs, yours, bound, their_values, _values(mine), is_joined=can_join)


def _untouched(form: forms.Form, bound: forms.BoundField, yours: str) -> bool:
    """Whether this person left the field as it stood when they opened the form: then the other's change is kept."""
    name = bound.html_initial_name
    if name not in form.data:
        return False
    values = form.data.getlist(name) if hasattr(form.data, "getlist") else form.data[name]
    return _words(bound, values) == yours


def _values(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _words(bound: forms.BoundField, value: Any) -> str:
    """A field's value as a person reads it: the words of a choice, the text as typed."""
    if isinstance(bound.field, forms.BooleanField):
        return gettext("Yes") if str(_values(value)[-1:]) in ("[True]", "['True']") else gettext("No")
    choices = dict(_flat(getattr(bound.field, "choices", ())))
    words = ", ".join(choices.get(str(one), str(one)) for one in _values(value))
    return shown(words.replace("\r\n", "\n"))


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    """Choices without their groups."""
    for key, word in choices:
        if isinstance(word, list | tuple):
            yield from _flat(word)
        else:
            yield str(key), str(word)
