"""Challenges: what scrutineers ask about a review, and what its lead answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotThere, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.challenges import AnswerForm, ChallengeForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import challenges as queries
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import challenges as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.texts import shown
from system_review.ui.parts import Link


def _review(request: Any, review: str) -> Any:
    """The review, for its team."""
    found = finding_things.review_for(request.member, review)
    if not sight_of(found, visible_to=request.member).in_team:
        raise NotThere(Why("There is no such page"))
    return found


@require_http_methods(["GET", "POST"])
def challenges(request: Any, review: str) -> HttpResponse:
    """The challenges of a review; a scrutineer records another."""
    found, form = _review(request, review), None
    if request.method == "POST":
        require(request.member, Permission.CHALLENGE_RECORD)
    if may(request.member, Permission.CHALLENGE_RECORD):
        about = queries.about_choices(found, visible_to=request.member)
        form = ChallengeForm(request.POST or None, about=about, initial={"key": get_random_string(32)})
        if kept := drafting(request, form):
            return kept
    if request.method == "POST" and form is not None and form.is_valid():
        made = attempt(form, lambda: _record(request, found, form.cleaned_data))
        if made:
            address = Addresses(request.member.partnership.slug).challenges(found.public_id)
            return back_to(address, said="challenge-recorded", at=f"challenge-{made.public_id}")
    context = review_context(
        request, found, current="overview", title=gettext("Challenges"), crumb=gettext("Challenges"),
        help_page="challenges",
    )  # fmt: skip
    context |= {
        "challenges": queries.challenges_of(found, visible_to=request.member),
        "form": form,
        "address": request.path,
    }
    return render(request, "reviews/challenges.html", context, status=422 if form and form.errors else 200)


def _record(request: Any, review: Any, data: dict[str, Any]) -> Any:
    kind, _, public_id = data["about"].partition(":")
    cells = finding_things.cells_chosen(request.member, [public_id], review=review) if kind == "cell" else []
    findings = finding_things.findings_chosen(request.member, [public_id], review=review) if kind == "finding" else []
    return services.record_challenge(
        review=review,
        text=data["text"],
        cell=cells[0] if cells else None,
        finding=findings[0] if findings else None,
        key=data["key"],
        by=request.member,
        at=timezone.now(),
    )


@require_http_methods(["GET", "POST"])
def answer(request: Any, review: str, challenge: str) -> HttpResponse:
    """Answer a challenge."""
    found = _review(request, review)
    asked = queries.challenge_for(request.member, challenge, review=found)
    require(request.member, Permission.CHALLENGE_ANSWER)
    form = AnswerForm(request.POST or None, initial={"answer": asked.answer, "version": asked.version})
    if kept := drafting(request, form):
        return kept
    address = Addresses(request.member.partnership.slug).challenges(found.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _answer(request, asked, form.cleaned_data)):
                return back_to(address, said="challenge-answered", at=f"challenge-{asked.public_id}")
        except ChangedMeanwhile as other:
            fresh = queries.challenge_for(request.member, challenge, review=found)
            context = review_context(request, found, current="overview", title=gettext("Answer a challenge"))
            return conflict_page(
                request, form=form, now={"answer": fresh.answer}, other=other, subject=fresh, context=context,
                url=request.path, cancel_url=address,
            )  # fmt: skip
    return tab_form(
        request,
        found,
        form,
        tab=Link(gettext("Challenges"), address),
        current="overview",
        title=gettext("Answer a challenge"),
        submit=gettext("Save the answer"),
        help_page="challenges",
        template="reviews/form.html",
        action_text=shown(asked.text),
    )


def _answer(request: Any, asked: Any, data: dict[str, Any]) -> None:
    services.answer_challenge(
        challenge=asked, seen=data["version"], answer=data["answer"], by=request.member, at=timezone.now()
    )
