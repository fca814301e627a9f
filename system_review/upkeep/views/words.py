"""Taking words out: they are looked for, the list is looked at, and then they are taken out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.errors import Refused
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.framing import back_to, partnership_context
from system_review.reviews.saving import attempt
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.ui.words import say
from system_review.upkeep.queries.words_in_files import files_page
from system_review.upkeep.queries.words_page import StandingPage, standing_page, unsearched
from system_review.upkeep.rules.words import Words
from system_review.upkeep.services.searching_files import search_files
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from system_review.upkeep.words_forms import LookForm, TakeOutForm


@require_http_methods(["GET", "POST"])
def take_out(request: Any) -> HttpResponse:
    """Ask for the words, show where they stand, take them out.

    The words are posted and never part of an address, which logs and browsers keep.
    """
    require(request.member, Permission.WORDS_BLOT)
    if request.method != "POST":
        return _page(request, LookForm())
    if "seen" in request.POST:
        return _taken_out(request)
    form = LookForm(request.POST)
    words = _words(form)
    if words is None:
        return _page(request, form)
    found = _found(request, words)
    search_files(words=words, by=request.member, at=timezone.now())
    if not found.count:
        return _page(request, form, found=found)
    asked = {"words": words.typed, "how": form.cleaned_data["how"], "seen": found.seen}
    return _page(request, TakeOutForm(initial=asked), found=found)


def _taken_out(request: Any) -> HttpResponse:
    """Take them out, or say what is missing, with the list as it is now."""
    data = request.POST.copy()
    form = TakeOutForm(data)
    words = _words(form)
    if words is None:
        return _page(request, form)
    if form.is_valid() and attempt(form, lambda: _take_out(request, words, form)):
        return back_to(request.path, said="words-taken-out")
    found = _found(request, words)
    data["seen"] = found.seen
    return _page(request, form, found=found)


def _words(form: LookForm) -> Words | None:
    """The words that are meant; None where they cannot be looked for, which the form then says."""
    form.is_valid()
    if "words" in form.errors:
        return None
    try:
        return words_from(form.cleaned_data["words"], whole=form.is_whole())
    except Refused as refusal:
        form.add_error("words", say(refusal.why))
        return None


def _take_out(request: Any, words: Words, form: LookForm) -> None:
    data = form.cleaned_data
    take_words_out(words=words, seen=data["seen"], reason=data["reason"], by=request.member, at=timezone.now())


def _found(request: Any, words: Words) -> StandingPage:
    return standing_page(look_for(words, by=request.member), words, visible_to=request.member)


def _page(request: Any, form: LookForm, *, found: StandingPage | None = None) -> HttpResponse:
    title = gettext("Take words out")
    context = partnership_context(request, Link(title), title=title, help_page="taking-words-out")
    context |= {
        "form": form,
        "found": found,
        "is_list": bool(found and found.count and "seen" in form.fields),
        "typed": shown(str(form["words"].value() or "")),
        "files": files_page(visible_to=request.member, now=timezone.now()),
        "unsearched": unsearched(visible_to=request.member),
        "address": request.path,
    }
    return render(request, "upkeep/words.html", context, status=422 if form.errors else 200)
