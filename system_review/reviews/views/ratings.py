"""The overall rating of a stage."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.frameworks.queries import content_of
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.forms.ratings import RatingForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import choices, finding_things
from system_review.reviews.queries.meetings import name_of, open_meeting_of
from system_review.reviews.queries.suggestion import suggestion_for
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import ratings as services
from system_review.reviews.views.pages_of_things import form_page, sheet_address, stage_help


def _saved(cell: Any) -> dict[str, str]:
    return {"rating": cell.rating, "agreed_at": cell.agreed_at, "reason": cell.reason}


def _offered(request: Any, cell: Any) -> dict[str, str]:
    """What is saved; while a meeting is open, agreed there."""
    open_now = open_meeting_of(cell.review, visible_to=request.member, now=timezone.now())
    return {**_saved(cell), **({"agreed_at": name_of(open_now)} if open_now else {})}


@require_http_methods(["GET", "POST"])
def rating(request: Any, cell: str) -> HttpResponse:
    """Give a stage its overall rating."""
    found = finding_things.cell_for(request.member, cell)
    require(request.member, Permission.CELL_RATE)
    form = RatingForm(request.POST or None, initial={**_offered(request, found), "version": found.version})
    form.offer(choices.rating_choices(found.review))
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if attempt(
                form,
                lambda: services.rate_cell(
                    cell=found,
                    seen=data["version"],
                    rating=data["rating"],
                    reason=data["reason"],
                    agreed_at=data["agreed_at"],
                    by=request.member,
                    at=timezone.now(),
                ),
            ):
                return back_to(sheet_address(request, found), said="rating-saved", at=f"stage-{found.stage}")
        except ChangedMeanwhile as other:
            return _conflict(request, found, form, other)
    suggested, why = suggestion_for(found, visible_to=request.member)
    return form_page(
        request,
        found,
        form,
        title=gettext("Overall rating"),
        help_page="ratings#rate",
        submit=gettext("Save rating"),
        template="reviews/rating_form.html",
        more={"suggested": suggested, "why": why, "meanings": stage_help(found), "marked": _marked(form, found.review)},
    )


def _marked(form: RatingForm, review: Any) -> list[list[tuple[Any, Any]]]:
    """The radio buttons with their marks: the scale, then what can stand in place of a rating."""
    framework, language = content_of(review.framework), wording.language_tag()
    drawn = [(radio, wording.rating_mark(framework, str(radio.data["value"]), language)) for radio in form["rating"]]
    steps = len(framework.scale)
    return [drawn[:steps], drawn[steps:]]


def _conflict(request: Any, found: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.cell_for(request.member, found.public_id)
    return conflict_page(
        request,
        form=form,
        now=_saved(fresh),
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="sheet", title=gettext("Overall rating")),
        url=request.path,
        cancel_url=sheet_address(request, fresh, at=f"stage-{fresh.stage}"),
    )
