"""The first page, beginning a review, a partnership's reviews, and what is told about one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.frameworks.queries import frameworks_for
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import may, may_begin_partnership, require, require_beginning
from system_review.partnerships.queries import memberships
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.reviews import AboutForm, BeginForm
from system_review.reviews.framing import back_to, page_context, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.agreed import agreed_versions
from system_review.reviews.queries.earlier import open_in_earlier
from system_review.reviews.queries.listing_reviews import everything_of, nothing_yet, own_actions_url, reviews_of
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import reviews as services
from system_review.reviews.services.beginning import begin_own_review
from system_review.ui.parts import Link
from system_review.ui.register import places_for


@require_safe
def first_page(request: Any) -> HttpResponse:
    """Two ways: look round the example, or start our own; and what is there already."""
    lines = everything_of(request.user)
    reviews = [review for line in lines for review in line.reviews]
    own = [line for line in lines if not line.is_only_example]
    context = page_context(request, title=gettext("Your reviews") if own else gettext("Welcome"), help_page="start")
    context |= {
        "partnerships": own,
        "example": next((review for review in reviews if review.is_example), None),
        "begin_url": reverse("reviews:begin"),
        "reads_only": not (any(line.may_begin for line in lines) or may_begin_partnership(request.user)),
    }
    return render(request, "reviews/first_page.html", context)


@require_safe
def home(request: Any) -> HttpResponse:
    """The reviews of one partnership."""
    context = page_context(request, title=gettext("Reviews"), help_page="start")
    context |= {
        "reviews": reviews_of(request.member),
        "archived": reviews_of(request.member, archived=True),
        "places": _ways_to_look_after(request.member)
        + [Link(entry.text(), entry.address(request.member.partnership.slug)) for entry in places_for(request.member)],
        "still_open": open_in_earlier(request.member, today=timezone.localdate()),
        "agreed": agreed_versions(visible_to=request.member),
        "own_url": own_actions_url(request.member),
        "nothing": nothing_yet(request.member),
        "begin_url": reverse("reviews:begin") + f"?partnership={request.member.partnership.slug}"
        if may(request.member, Permission.REVIEW_BEGIN)
        else "",
    }
    return render(request, "reviews/home.html", context)


def _ways_to_look_after(member: Any) -> list[Link]:
    """The pages of people, agencies and settings, for those who may open them."""
    ways = (
        (gettext("People"), "people", Permission.MEMBER_SEE),
        (gettext("Agencies"), "agencies", Permission.AGENCY_CHANGE),
        (gettext("Settings"), "settings", Permission.PARTNERSHIP_CHANGE),
    )
    slug = member.partnership.slug
    return [Link(words, f"/{slug}/{part}/") for words, part, needed in ways if may(member, needed)]


def _frameworks(person: Any) -> dict[str, FrameworkSnapshot]:
    found: dict[str, FrameworkSnapshot] = {}
    for member in [None, *memberships(person=person)]:
        for framework in frameworks_for(member):
            found.setdefault(framework.hash, framework)
    return found


def _scope_choices(frameworks: dict[str, FrameworkSnapshot], language: str) -> list[tuple[str, Any]]:
    """The parts of each framework as `key/domain/level`, grouped by framework."""
    groups = []
    for digest, framework in frameworks.items():
        parts = []
        for domain, level, _ in framework.sheets():
            words = [framework.said(domain.name, language)]
            words += [framework.said(level.name, language)] if level else []
            parts.append((f"{digest}/{domain.key}/{level.key if level else ''}", ", ".join(words)))
        groups.append((framework.said(framework.title, language), parts))
    return groups


def _scope(chosen: list[str], framework: FrameworkSnapshot, *, was_offered: bool) -> set[tuple[str, str, str]] | None:
    """The chosen parts of this framework as paths; None where nothing of it was left out, or nothing was offered."""
    sheets = {tuple(part.split("/")[1:]) for part in chosen if part.startswith(framework.hash)}
    paths = services.paths_of(framework)
    inside = {path for path in paths if path[:2] in sheets}
    return None if len(inside) == len(paths) or not (sheets or was_offered) else inside


@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """Start our own review."""
    require_beginning(request.user)
    language = wording.language_tag()
    frameworks = _frameworks(request.user)
    scope = _scope_choices(frameworks, language)
    form = BeginForm(request.POST or None, initial=_sensible(request, frameworks, scope))
    form.offer(
        frameworks=[(f.hash, f"{f.said(f.title, language)} {f.version}") for f in frameworks.values()], scope=scope
    )
    own = memberships(person=request.user)
    if own and (answer := drafting(request, form, member=own[0])):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        framework = frameworks.get(data["framework"]) or next(iter(frameworks.values()))
        begun = attempt(
            form,
            lambda: begin_own_review(
                partnership=data["partnership"],
                title=data["title"],
                date=data["date"] or timezone.localdate(),
                framework=framework,
                scope=_scope(data["scope"], framework, was_offered="scope_offered" in request.POST),
                about=form.about(),
                key=data["key"],
                by=request.user,
                at=timezone.now(),
            ),
        )
        if begun:
            member, review = begun
            address = Addresses(member.partnership.slug).review(review.public_id, "sheet")
            return back_to(address)
    crumbs = [Link(gettext("Reviews"), "/"), Link(gettext("Start a review"))]
    context = page_context(request, title=gettext("Start a review"), crumbs=crumbs, help_page="start#begin")
    context |= {
        "form": form,
        "cancel_url": "/",
        "offered": _offered(form, frameworks, language),
        "about_open": any(field.value() or field.errors for field in form.about_fields()),
    }
    return render(request, "reviews/begin.html", context, status=422 if form.errors else 200)


def _offered(form: BeginForm, frameworks: dict[str, FrameworkSnapshot], language: str) -> list[tuple[Any, Any]]:
    """Each framework's radio button with its parts: (domain, [(box, words)]); without levels the domain is ""."""
    boxes = {str(box.data["value"]): box for box in form["scope"]}
    offered = []
    for radio, (digest, framework) in zip(form["framework"], frameworks.items(), strict=True):
        parts: dict[str, list[Any]] = {}
        for domain, level, _ in framework.sheets():
            name = framework.said(domain.name, language)
            box = boxes[f"{digest}/{domain.key}/{level.key if level else ''}"]
            here = (name, framework.said(level.name, language)) if level else ("", name)
            parts.setdefault(here[0], []).append((box, here[1]))
        offered.append((radio, list(parts.items())))
    return offered


def _partnership_meant(request: Any) -> str:
    """The name of the partnership that one came from, or of the first of one's own with more than the example."""
    lines = [line for line in everything_of(request.user) if line.may_begin]
    came_from = Addresses(request.GET.get("partnership", "")).home()
    own = [line for line in lines if line.url == came_from] or [line for line in lines if not line.is_only_example]
    return own[0].name if own else ""


def _sensible(request: Any, frameworks: dict[str, FrameworkSnapshot], scope: list[tuple[str, Any]]) -> dict[str, Any]:
    today: date = timezone.localdate()
    return {
        "partnership": _partnership_meant(request),
        "title": gettext("System Review %(year)d") % {"year": today.year},
        "date": today,
        "framework": next(iter(frameworks)),
        "scope": [value for _, parts in scope for value, _ in parts],
        "key": get_random_string(32),
    }


@require_http_methods(["GET", "POST"])
def about(request: Any, review: str) -> HttpResponse:
    """Change what is told about a review."""
    found = finding_things.review_for(request.member, review)
    require(request.member, Permission.REVIEW_CHANGE)
    saved = _saved(found)
    form = AboutForm(request.POST or None, initial={**saved, "version": found.version})
    if answer := drafting(request, form):
        return answer
    to = Addresses(request.member.partnership.slug)
    context = review_context(
        request,
        found,
        current="overview",
        title=gettext("About this review"),
        crumb=gettext("About"),
        help_page="overview#about-this-review",
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if attempt(
                form,
                lambda: services.edit_review(
                    review=found,
                    seen=data["version"],
                    title=data["title"],
                    date=data["date"] or found.date,
                    marking=data["marking"],
                    about=form.about(),
                    by=request.member,
                    at=timezone.now(),
                ),
            ):
                return back_to(to.review(found.public_id), said="review-saved")
        except ChangedMeanwhile as other:
            fresh = finding_things.review_for(request.member, review)
            return conflict_page(
                request, form=form, now=_saved(fresh), other=other, subject=fresh, context=context,
                url=request.path, cancel_url=to.review(review),
            )  # fmt: skip
    context |= {
        "form": form,
        "submit": gettext("Save"),
        "action_url": request.path,
        "cancel_url": to.review(review),
        "archive_url": to.review(review, "archive"),
        "places_url": to.review(review, "places"),
        "words_url": next(
            (one.address(to.partnership) for one in places_for(request.member) if one.key == "words"), ""
        ),
    }
    return render(request, "reviews/about.html", context, status=422 if form.errors else 200)


def _saved(review: Any) -> dict[str, Any]:
    names = ("title", "date", "marking", *AboutForm.ABOUT)
    return {name: getattr(review, name) for name in names}
