"""Meetings of a review: opening one, what was decided at it, closing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotThere, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.meetings import MeetingForm, OpenMeetingForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries import meetings as queries
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import meetings as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.texts import shown
from system_review.ui.parts import Link

HELP = "meetings"


def _page(request: Any, meeting: Any) -> str:
    return f"/{request.member.partnership.slug}/meetings/{meeting.public_id}/"


def _list(request: Any, review: Any) -> Link:
    return Link(gettext("Meetings"), Addresses(request.member.partnership.slug).review(review.public_id, "meetings"))


@require_http_methods(["GET", "POST"])
def meetings(request: Any, review: str) -> HttpResponse:
    """The meetings of a review, for its team; a review lead opens another."""
    found = finding_things.review_for(request.member, review)
    if not sight_of(found, visible_to=request.member).in_team:
        raise NotThere(Why("There is no such page"))
    form, now = None, timezone.now()
    if request.method == "POST":
        require(request.member, Permission.REVIEW_CHANGE)
    open_now = queries.open_meeting_of(found, visible_to=request.member, now=now)
    if may(request.member, Permission.REVIEW_CHANGE) and (open_now is None or request.method == "POST"):
        form = OpenMeetingForm(request.POST or None, initial={"key": get_random_string(32)})
        form.offer(list(queries.kind_words().items()))
        if answer := drafting(request, form):
            return answer
    if request.method == "POST" and form is not None and form.is_valid():
        made = attempt(form, lambda: _open(request, found, form.cleaned_data))
        if made:
            return back_to(_page(request, made), said="meeting-opened")
    context = review_context(
        request, found, current="", title=gettext("Meetings"), crumb=gettext("Meetings"), help_page=HELP
    )
    context |= {
        "meetings": queries.meetings_of(found, visible_to=request.member, now=now),
        "form": form,
        "address": request.path,
    }
    return render(request, "reviews/meetings.html", context, status=422 if form and form.errors else 200)


def _open(request: Any, review: Any, data: dict[str, Any]) -> Any:
    return services.open_meeting(
        review=review,
        kind=data["kind"],
        present=data["present"],
        apologies=data["apologies"],
        key=data["key"],
        by=request.member,
        at=timezone.now(),
    )


@require_safe
def meeting(request: Any, meeting: str) -> HttpResponse:
    """What was decided at a meeting, to paste into minutes."""
    found = queries.meeting_for(request.member, meeting)
    decisions = queries.decisions_of(found, visible_to=request.member)
    context = review_context(
        request, found.review, current="", title=queries.name_of(found), crumb=gettext("Meetings"), help_page=HELP
    )
    may_change, now = may(request.member, Permission.REVIEW_CHANGE), timezone.now()
    page, is_open = _page(request, found), queries.is_open(found, now=now)
    context |= {
        "meeting": found,
        "opened": queries.opened_words(found),
        "closed": queries.closed_words(found, now=now),
        "present": shown(found.present),
        "apologies": shown(found.apologies),
        "decisions": decisions,
        "minutes": queries.minutes_of(found, decisions),
        "is_open": is_open,
        "change_url": f"{page}people/" if may_change else "",
        "close_url": f"{page}closing/" if may_change and is_open else "",
        "list_url": _list(request, found.review).url,
    }
    return render(request, "reviews/meeting.html", context)


@require_http_methods(["GET", "POST"])
def people(request: Any, meeting: str) -> HttpResponse:
    """Say who was there, and who sent apologies."""
    found = queries.meeting_for(request.member, meeting)
    require(request.member, Permission.REVIEW_CHANGE)
    saved = {"present": found.present, "apologies": found.apologies}
    form = MeetingForm(request.POST or None, initial={**saved, "version": found.version})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, form.cleaned_data)):
                return back_to(_page(request, found), said="meeting-saved")
        except ChangedMeanwhile as other:
            fresh = queries.meeting_for(request.member, meeting)
            return conflict_page(
                request,
                form=form,
                now={"present": fresh.present, "apologies": fresh.apologies},
                other=other,
                subject=fresh,
                context=review_context(request, fresh.review, current="", title=queries.name_of(fresh)),
                url=request.path,
                cancel_url=_page(request, fresh),
            )
    return tab_form(
        request,
        found.review,
        form,
        tab=Link(gettext("Meetings"), _page(request, found)),
        current="",
        title=queries.name_of(found),
        submit=gettext("Save"),
        help_page=HELP,
        template="reviews/form.html",
    )


def _save(request: Any, meeting: Any, data: dict[str, Any]) -> None:
    services.edit_meeting(
        meeting=meeting,
        seen=data["version"],
        present=data["present"],
        apologies=data["apologies"],
        by=request.member,
        at=timezone.now(),
    )


@require_POST
def closing(request: Any, meeting: str) -> HttpResponse:
    """Close a meeting."""
    found = queries.meeting_for(request.member, meeting)
    services.close_meeting(meeting=found, by=request.member, at=timezone.now())
    return back_to(_page(request, found), said="meeting-closed")
