"""The summary for the board: reading it, and writing it part by part."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotThere, Why
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.summary import SummaryForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries import summary as queries
from system_review.reviews.queries.overview import about_lines
from system_review.reviews.rules.words import SummaryPart
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import summary as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.ui.parts import Link

HELP = "board-summary"


@require_safe
def summary(request: Any, review: str) -> HttpResponse:
    """What the board should know, on one page, with what is told about the review."""
    found = finding_things.review_for(request.member, review)
    context = review_context(
        request, found, current="", title=gettext("Summary for the board"), crumb=gettext("Summary"), help_page=HELP
    )
    to = Addresses(request.member.partnership.slug)
    if queries.sees_summary(found, visible_to=request.member):
        context["page"] = queries.summary_page(found, visible_to=request.member)
    context |= {"about": about_lines(found), "plan_url": f"{to.review(found.public_id, 'plan')}?priority=high"}
    return render(request, "reviews/summary.html", context)


@require_http_methods(["GET", "POST"])
def part(request: Any, review: str, part: str) -> HttpResponse:
    """Write one part."""
    found = finding_things.review_for(request.member, review)
    if part not in set(SummaryPart):
        raise NotThere(Why("There is no such page"))
    require(request.member, Permission.REVIEW_CHANGE)
    things, name = queries.Things(found, request.member), queries.part_words()[part]
    form = SummaryForm(request.POST or None, initial=_saved(request, found, part, things))
    form.offer(part=part, name=name, things=things.choices())
    if answer := drafting(request, form):
        return answer
    page = Addresses(request.member.partnership.slug).review(found.public_id, "summary")
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, part, form)):
                return back_to(page, said="summary-saved", at=part)
        except ChangedMeanwhile as other:
            return _conflict(request, found, part, form, other)
    return tab_form(
        request,
        found,
        form,
        tab=Link(gettext("Summary"), page),
        current="",
        title=name,
        submit=gettext("Save"),
        help_page=HELP,
        template="reviews/summary_form.html",
    )


def _saved(request: Any, review: Any, part: str, things: queries.Things) -> dict[str, Any]:
    """A part as it is written. Priorities that nobody has written begin with what is marked."""
    row = queries.part_of(review, part, visible_to=request.member)
    if row is None:
        marked = things.public(things.marked()) if part == SummaryPart.PRIORITIES else []
        return {"text": "", "links": marked, "version": services.FIRST}
    links = queries.links_of(row, visible_to=request.member)
    return {"text": row.text, "links": things.public(queries.values_of(links)), "version": row.version}


def _save(request: Any, review: Any, part: str, form: SummaryForm) -> None:
    services.write_summary(
        review=review,
        part=part,
        seen=form.cleaned_data["version"],
        text=form.cleaned_data["text"],
        findings=finding_things.findings_chosen(request.member, form.chosen(queries.FINDING), review=review),
        actions=finding_things.actions_chosen(request.member, form.chosen(queries.ACTION), review=review),
        by=request.member,
        at=timezone.now(),
    )


def _conflict(request: Any, review: Any, part: str, form: SummaryForm, other: ChangedMeanwhile) -> HttpResponse:
    name = queries.part_words()[part]
    saved = _saved(request, review, part, queries.Things(review, request.member))
    return conflict_page(
        request,
        form=form,
        now={"text": saved["text"], "links": saved["links"]},
        other=other,
        subject=queries.part_of(review, part, visible_to=request.member),
        context=review_context(request, review, current="", title=name),
        url=request.path,
        cancel_url=Addresses(request.member.partnership.slug).review(review.public_id, "summary"),
    )
