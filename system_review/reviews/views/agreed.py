"""Agreeing a version of a review, and reading what was agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.audit.queries import last_number
from system_review.partnerships.access import may
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.agreed_framing import agreed_context, agreed_crumbs
from system_review.reviews.forms.agreed import AgreeForm
from system_review.reviews.framing import back_to, page_context, review_context
from system_review.reviews.queries import agreed as queries
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.one_place import PLACE_ASKED
from system_review.reviews.saving import attempt
from system_review.reviews.services import agreeing as services
from system_review.texts import shown


@require_http_methods(["GET", "POST"])
def versions(request: Any, review: str) -> HttpResponse:
    """The agreed versions of a review; who may agree one does it here."""
    found = finding_things.review_for(request.member, review)
    form = None
    if request.method == "POST":
        services.require_agreeing(request.member)
    if services.may_agree(request.member):
        form = AgreeForm(request.POST or None, initial=_initial(request.member, found))
    if request.method == "POST" and form is not None and form.is_valid():
        made = attempt(form, lambda: _agree(request, found, form))
        if made:
            return back_to(Addresses(request.member.partnership.slug).agreed(made.public_id), said="version-agreed")
        again = request.POST.copy()
        again["seen"] = str(last_number(str(request.member.partnership.key), found.public_id))
        form.data = again
    context = review_context(
        request, found, current="overview", title=gettext("Agreed versions"), crumb=gettext("Agreed versions"),
        help_page="agreed-versions",
    )  # fmt: skip
    context |= {
        "versions": queries.agreed_versions(visible_to=request.member, review=found),
        "form": form,
        "approvers": [] if form else [shown(one.name) for one in queries.approvers_of(request.member)],
        "agrees": may(request.member, Permission.REVIEW_AGREE),
    }
    return render(request, "reviews/versions.html", context, status=422 if form and form.errors else 200)


def _initial(member: Any, review: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "name": gettext("Agreed on %(day)s") % {"day": wording.day(today)},
        "key": get_random_string(32),
        "seen": last_number(str(member.partnership.key), review.public_id),
    }


def _agree(request: Any, review: Any, form: AgreeForm) -> Any:
    data = form.cleaned_data
    return services.agree_version(
        review=review,
        name=data["name"],
        seen=data["seen"],
        today=timezone.localdate(),
        moves=data["moves"],
        key=data["key"],
        by=request.member,
        at=timezone.now(),
    )


@require_safe
def listed(request: Any) -> HttpResponse:
    """Everything that was agreed in the partnership."""
    context = page_context(
        request, title=gettext("Agreed versions"), crumbs=agreed_crumbs(request)[:1], help_page="agreed-versions"
    )
    context["versions"] = queries.agreed_versions(visible_to=request.member)
    return render(request, "reviews/agreed_list.html", context)


@require_safe
def whole(request: Any, version: str) -> HttpResponse:
    """An agreed version as a whole: where we stood, what was told about the review, the values."""
    found = queries.agreed_for(request.member, version)
    drawn = queries.AgreedPages(found, visible_to=request.member, for_place=request.GET.get(PLACE_ASKED, ""))
    services.note_reading(version=found, part="overview", by=request.member, at=timezone.now())
    context = agreed_context(request, found, current="overview")
    context |= {
        "matrix": drawn.matrix(),
        "places": drawn.place_tabs(request.path),
        "for_place": shown(drawn.looked_at.name) if drawn.looked_at else "",
        "about": drawn.about(),
        "values": drawn.values(),
        "page": drawn.summary(),
        "version": found,
    }
    return render(request, "reviews/agreed.html", context)


@require_safe
def sheet(request: Any, version: str, domain: str = "", level: str = "") -> HttpResponse:
    """A sheet of an agreed version; without them the first one (of the domain)."""
    found = queries.agreed_for(request.member, version)
    drawn = queries.AgreedPages(found, visible_to=request.member, for_place=request.GET.get(PLACE_ASKED, ""))
    first = drawn.first_sheet(domain)
    if not level and (domain, level) != first:
        return redirect(drawn.to.sheet(found.public_id, *first))
    page = drawn.sheet(domain, level)
    services.note_reading(version=found, part=page.name, by=request.member, at=timezone.now())
    return render(request, "reviews/sheet.html", {**agreed_context(request, found, current="sheet"), "sheet": page})
