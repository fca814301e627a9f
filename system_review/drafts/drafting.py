"""What the view of a form does about drafts: one call, after it found its thing and asked permission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.translation import gettext

from system_review.drafts import rules
from system_review.drafts.queries import Begun, drafts_at, writers_at
from system_review.drafts.services import end_window, keep_draft
from system_review.errors import Refused
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Lines:
    """What a form shows about drafts: `drafts/lines.html` draws it."""

    token: str
    who: str  # the member's public id: a browser that keeps words keeps them for that member
    before: str  # the draft that stands in the form
    begun: str  # "You had begun this at 10:42; it is not saved yet."; "" where there is none
    others: tuple[tuple[str, str], ...]  # further drafts: what they are called, and the address that shows them
    writers: str  # "Ben is writing here since 10:42."


def drafting(request: Any, form: forms.Form, *, member: Any = None, place: str = "") -> HttpResponse | None:
    """Keep what is being typed, or put a draft back into the form; the answer where that is all that was asked.

    Gives the form its `draft` (`Lines`) for the template. Call it when the form's fields are complete. `place` is the
    form's own address, where it stands on a page of another.
    """
    member = member or request.member
    if request.method == "POST":
        if rules.KEEP in request.POST:
            return _kept(request, member)
        if rules.DISCARD in request.POST:
            _discarded(request, member)
            return HttpResponseRedirect(request.get_full_path())
        _going_to_save(request, form, member)
        return None
    place = place or request.path
    found = drafts_at(place, visible_to=member)
    asked = request.GET.get("draft", "")
    chosen = next((one for one in found if one.public_id == asked), found[0] if found else None)
    if chosen:
        put_back(form, chosen.words)
    form.draft = _lines(place, member, chosen, found)  # type: ignore[attr-defined]
    return None


def _kept(request: Any, member: Any) -> HttpResponse:
    """The answer to the page's script: whether the words are kept, and who else is writing."""
    words = {name: request.POST.getlist(name) for name in request.POST if rules.is_typed(name)}
    try:
        keep_draft(
            place=request.path,
            token=request.POST.get(rules.TOKEN, ""),
            words=words,
            instead_of=request.POST.get(rules.BEFORE, ""),
            by=member,
            at=timezone.now(),
        )
    except Refused:
        return JsonResponse({"kept": False}, status=422)
    return JsonResponse({"kept": True, "writers": _writers(request.path, member)})


def _discarded(request: Any, member: Any) -> None:
    """What stood in the form is thrown away with its window: what is still on its way from there comes too late."""
    token, before = request.POST.get(rules.TOKEN, ""), request.POST[rules.DISCARD]
    end_window(place=request.path, token=token, instead_of=before, by=member, at=timezone.now())


def _going_to_save(request: Any, form: Any, member: Any) -> None:
    """A form that is being saved: should it come back with a mistake, its window goes on as the one it was."""
    token, before = request.POST.get(rules.TOKEN, ""), request.POST.get(rules.BEFORE, "")
    request.drafted = {"place": request.path, "token": token, "instead_of": before, "by": member}
    form.draft = Lines(token or new_token(), member.public_id, before, "", (), "")


def new_token() -> str:
    return get_random_string(22)


def put_back(form: Any, words: dict[str, list[str]]) -> None:
    """Let the form begin with these words. It is not sent: it has no errors yet, and its version is the draft's."""
    data = QueryDict(mutable=True)
    for name, values in words.items():
        data.setlist(name, values)
    form.data = data
    form._bound_fields_cache.clear()
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        if field.show_hidden_initial:  # what stood in it at first, also where that was nothing
            data.setlistdefault(form.add_initial_prefix(name), [])
        if rules.is_typed(name) and not field.widget.value_omitted_from_data(data, {}, html_name):
            form.initial[name] = field.widget.value_from_datadict(data, {}, html_name)


def _lines(place: str, member: Any, chosen: Begun | None, found: list[Begun]) -> Lines:
    begun = (
        gettext("You had begun this %(when)s; it is not saved yet.") % {"when": _when(chosen.begun_at)}
        if chosen
        else ""
    )
    others = tuple(
        (
            gettext("what you had begun %(when)s") % {"when": _when(one.begun_at)},
            f"{place}?draft={one.public_id}",
        )
        for one in found
        if one is not chosen
    )
    return Lines(
        token=new_token(),
        who=member.public_id,
        before=chosen.public_id if chosen else "",
        begun=begun,
        others=others,
        writers=_writers(place, member),
    )


def fresh_lines(token: str, member: Any) -> Lines:
    """What a form shows in which nobody is writing. `token` names the window."""
    return Lines(token, member.public_id, "", "", (), "")


def _when(at: Any) -> str:
    """At 10:42; with its day where that is not today."""
    here = timezone.localtime(at)
    if here.date() == timezone.localdate():
        return gettext("at %(time)s") % {"time": here.strftime("%H:%M")}
    return gettext("on %(day)s at %(time)s") % {"day": date_format(here, "j F"), "time": here.strftime("%H:%M")}


def _writers(place: str, member: Any) -> str:
    writers = writers_at(place, others_than=member, now=timezone.now())
    return " ".join(
        gettext("%(name)s is writing here since %(time)s.")
        % {"name": shown(one.name), "time": timezone.localtime(one.since).strftime("%H:%M")}
        for one in writers
    )
