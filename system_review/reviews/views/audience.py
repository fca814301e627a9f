"""Who sees the draft of a review."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require
from system_review.partnerships.queries import agencies_of, members_of
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.audience import AudienceForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.seeing import days_of, team_of
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services.audience import may_join, set_audience
from system_review.texts import shown


class _Page:
    """What the page offers and what is saved: the members who can join the team, the agencies, and their days."""

    def __init__(self, request: Any, review: Any) -> None:
        self.review, self.member = review, request.member
        self.people = {one.public_id: one for one in members_of(self.member.partnership) if may_join(one)}
        self.agencies = {agency.public_id: agency for agency in agencies_of(self.member)}

    def saved(self) -> dict[str, Any]:
        """What is saved, by the names of the form's fields."""
        days = days_of(self.review, visible_to=self.member)
        return {
            "audience": self.review.audience,
            "team": [one.public_id for one in team_of(self.review, visible_to=self.member)],
            **{f"day-{public_id}": days.get(agency.pk) for public_id, agency in self.agencies.items()},
        }

    def form(self, data: Any) -> AudienceForm:
        """The form, filled in with what is saved or what was sent."""
        return AudienceForm(
            data,
            initial={**self.saved(), "version": self.review.version},
            agencies=[(public_id, shown(agency.name)) for public_id, agency in self.agencies.items()],
            team=[(public_id, shown(one.name)) for public_id, one in self.people.items()],
        )


@require_http_methods(["GET", "POST"])
def audience(request: Any, review: str) -> HttpResponse:
    """Set who sees the draft, who is on its team, and from which day each agency sees what is about it."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.REVIEW_SET_AUDIENCE)
    page = _Page(request, found)
    form = page.form(request.POST or None)
    to = Addresses(request.member.partnership.slug)
    context = review_context(
        request, found, current="overview", title=gettext("Who sees this draft"), crumb=gettext("Who sees it"),
        help_page="who-sees-it#who-sees-a-draft",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, page, form)):
                return back_to(to.review(found.public_id), said="audience-set")
        except ChangedMeanwhile as other:
            fresh = finding_things.review_for(request.member, review)
            return conflict_page(
                request, form=form, now=_Page(request, fresh).saved(), other=other, subject=fresh, context=context,
                url=request.path, cancel_url=to.review(review),
            )  # fmt: skip
    context |= {
        "form": form,
        "submit": gettext("Save who sees it"),
        "action_url": request.path,
        "cancel_url": to.review(review),
    }
    return render(request, "reviews/audience.html", context, status=422 if form.errors else 200)


def _save(request: Any, review: Any, page: _Page, form: AudienceForm) -> None:
    data = form.cleaned_data
    set_audience(
        review=review,
        seen=data["version"],
        audience=data["audience"],
        team=[page.people[public_id] for public_id in data["team"]],
        days={page.agencies[public_id]: day for public_id, day in form.days_given().items()},
        by=request.member,
        at=timezone.now(),
    )
