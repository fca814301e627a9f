"""What happened to a thing, what is archived, and taking a step back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.attachment_lines import link_to
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import archive as archived
from system_review.reviews.queries import choices, finding_things, history
from system_review.reviews.queries.attachments import count_of
from system_review.reviews.saving import seen_version
from system_review.reviews.services import reviews as services
from system_review.reviews.services.undo import undo
from system_review.reviews.views.pages_of_things import place_of, sheet_address
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.ui.register import ASIDES

HISTORY = "results-sheet#history"  # the part of the guide about it


def _page(
    request: Any, subject: Any, review: Any, *, title: str, crumb: str, text: str, back: str, **more: Any
) -> HttpResponse:
    context = review_context(request, review, current="sheet", title=title, crumb=crumb, help_page=HISTORY)
    lines = history.history_of(subject, visible_to=request.member)
    context |= {"lines": lines, "text": text, "cancel_url": back, **more}
    return render(request, "reviews/history.html", context)


@require_safe
def cell_history(request: Any, cell: str) -> HttpResponse:
    """How a stage was rated over time."""
    found = finding_things.cell_for(request.member, cell)
    place = place_of(found)
    back = sheet_address(request, found, at=f"stage-{found.stage}")
    return _page(
        request, found, found.review, title=gettext("History"), crumb=place.whole, text=place.question, back=back
    )


@require_safe
def finding_history(request: Any, finding: str) -> HttpResponse:
    """What happened to a finding, with the colours it had."""
    found = finding_things.finding_for(request.member, finding)
    place = place_of(found.cell)
    words = dict(choices.colour_choices(found.review))
    past = [
        (wording.day(step.on), words[step.before], words[step.after], shown(step.reason), shown(step.by_name))
        for step in history.colour_past(found, visible_to=request.member)
    ]
    context = review_context(
        request, found.review, current="sheet", title=gettext("History"), crumb=place.whole, help_page=HISTORY
    )
    context |= {
        "lines": history.history_of(found, visible_to=request.member),
        "text": shown(found.text),
        "past": past,
        "origins": history.origins_of(found, visible_to=request.member),
        "files": link_to(
            Addresses(request.member.partnership.slug).finding(found.public_id, "attachments"),
            count_of(found, visible_to=request.member),
        ),
        "cancel_url": sheet_address(request, found.cell, at=f"finding-{found.public_id}"),
    }
    return render(request, "reviews/history.html", context)


@require_safe
def action_history(request: Any, action: str) -> HttpResponse:
    """What happened to an action."""
    found = finding_things.action_for(request.member, action)
    to = Addresses(request.member.partnership.slug)
    return _page(
        request,
        found,
        found.review,
        title=gettext("History"),
        crumb=gettext("Action"),
        text=shown(found.text),
        back=f"{to.review(found.review.public_id, 'plan')}#action-{found.public_id}",
        origins=history.origins_of(found, visible_to=request.member),
        files=link_to(to.action(found.public_id, "attachments"), count_of(found, visible_to=request.member)),
    )


@require_safe
def review_history(request: Any, review: str) -> HttpResponse:
    """What happened in a review, newest first."""
    found = finding_things.review_for(request.member, review)
    context = review_context(
        request, found, current="overview", title=gettext("History"), crumb=gettext("History"), help_page=HISTORY
    )
    to = Addresses(request.member.partnership.slug)
    context |= {
        "lines": history.review_history(found, visible_to=request.member),
        "cancel_url": to.review(found.public_id),
    }
    return render(request, "reviews/history.html", context)


@require_http_methods(["GET", "POST"])
def archive(request: Any, review: str) -> HttpResponse:
    """What was taken off the sheet and the plan; POST takes the review itself off the list."""
    found = finding_things.review_for(request.member, review)
    to = Addresses(request.member.partnership.slug)
    if request.method == "POST":
        require(request.member, Permission.REVIEW_CHANGE)
        services.archive_review(review=found, seen=seen_version(request), by=request.member, at=timezone.now())
        return back_to(to.home(), said="review-archived")
    context = review_context(
        request,
        found,
        current="overview",
        title=gettext("Archived"),
        crumb=gettext("Archived"),
        help_page="results-sheet#archive-and-bring-back",
    )
    slug, public_id = request.member.partnership.slug, found.public_id
    context |= {
        "things": archived.archived_things(found, visible_to=request.member),
        "asides": [Link(one.text(), one.address(slug, public_id)) for one in ASIDES if one.is_for(request.member)],
    }
    return render(request, "reviews/archive.html", context)


@require_POST
def restoration(request: Any, review: str) -> HttpResponse:
    """Bring an archived review back."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.REVIEW_CHANGE)
    services.restore_review(review=found, seen=seen_version(request), by=request.member, at=timezone.now())
    to = Addresses(request.member.partnership.slug)
    return back_to(to.review(found.public_id), said="review-restored")


@require_POST
def undoing(request: Any, step: str) -> HttpResponse:
    """Take a step back, and go to where it was made."""
    found = finding_things.step_for(request.member, step)
    undo(step=found, by=request.member, at=timezone.now())
    address, at = archived.place_of_step(found, visible_to=request.member)
    return back_to(address, said="undone", at=at)
