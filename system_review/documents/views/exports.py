"""Handing a review out, in the partnership's own formats. An export is an event, hence a POST."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from system_review.documents.queries.parts import (
    Chosen,
    changed_since,
    changed_since_version,
    earlier_asked,
    part_asked,
    part_choices,
    part_chosen,
    part_of_version,
    parts_of_version,
)
from system_review.documents.rules.papers import BoardAsked, Paper, Part
from system_review.documents.rules.selection import Changed, Selection
from system_review.documents.services.exports import Export, export_agreed, export_review
from system_review.errors import Refused
from system_review.partnerships.access import may
from system_review.partnerships.rules import Permission
from system_review.people.fair_share import in_fair_share
from system_review.people.limits import EXPORTS
from system_review.people.often import not_too_often
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.agreed_framing import agreed_context
from system_review.reviews.framing import review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.agreed import agreed_for, content_of_version, versions_of
from system_review.reviews.queries.meetings import last_meeting_of, name_of
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.snapshots import Holds
from system_review.texts import shown
from system_review.ui.middleware import FILE_POLICY
from system_review.ui.words import say


@dataclass(frozen=True, slots=True)
class Way:
    """One format to hand a review out in: what it is called, and what it is good for."""

    key: str
    name: str
    about: str


def _parts(left_out: Collection[Part]) -> list[tuple[str, str, bool]]:
    """The parts of the board paper that can be left out, in words, and whether each is ticked."""
    words = {
        Part.ABOUT: gettext("About this review"),
        Part.SUMMARY: gettext("Summary for the board"),
        Part.RATINGS: gettext("Overall ratings"),
        Part.PRIORITIES: gettext("Priorities"),
        Part.SHEETS: gettext("Results sheets"),
        Part.PLAN: gettext("Action plan"),
        Part.VALUES: gettext("Values"),
        Part.EVIDENCE: gettext("Evidence, as far as it may be named"),
    }
    return [(part, said, part not in left_out) for part, said in words.items()]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form asks for: a format, the paper for a board if it is one, and what goes with it."""

    format: str
    board: BoardAsked | None
    left_out: frozenset[Part]
    ticked: frozenset[str]


_WITH = ("whole", "comments", "notes", "challenges")


def _asked(request: Any) -> _Asked:
    """What the button that was pressed hands out, with what is ticked on the page. Nothing of a page just opened."""
    given = request.POST
    if request.method != "POST":
        return _Asked("", None, frozenset(), frozenset())
    left_out = frozenset(Part) - {part for part in Part if part in given.getlist("part")}
    ticked = frozenset(name for name in _WITH if given.get(name) == "on")
    for paper, leaves in ((Paper.BOARD, left_out), (Paper.SHORT, frozenset())):
        if paper in given:
            return _Asked(given[paper], BoardAsked(paper, leaves), left_out, ticked)
    return _Asked(given.get("format", ""), None, left_out, ticked)


def _ways() -> tuple[Way, ...]:
    return (
        Way("docx", gettext("Word"), gettext("The results sheet as on paper, to edit and to send round")),
        Way("pdf", gettext("PDF"), gettext("The same to read and to print, for screen readers too")),
        Way(
            "xlsx",
            gettext("Excel"),
            gettext("A sheet a domain as on paper, and lists of findings and actions to filter"),
        ),
        Way("csv", gettext("CSV"), gettext("One list of findings and actions, for other programs")),
        Way(
            "json", gettext("JSON"), gettext("The whole review with its history, to bring in to another System Review")
        ),
    )


@require_http_methods(["GET", "POST"])
@not_too_often(EXPORTS)
@in_fair_share
def exports(request: Any, review: str) -> HttpResponse:
    """The formats to choose from; POST with one of them hands the document out."""
    found = finding_things.review_for(request.member, review)
    asked, part = _asked(request), request.POST.get("only") or request.GET.get("only", "")
    only = part_asked(found, part, visible_to=request.member)
    refused = ""
    if request.method == "POST":
        try:
            return _download(_drafted(request, found, asked, only))
        except Refused as refusal:
            refused = say(refusal.why)
    to = Addresses(request.member.partnership.slug)
    context = review_context(
        request, found, current="", title=gettext("Print or export"), crumb=gettext("Export"), help_page="exports"
    )
    in_team = sight_of(found, visible_to=request.member).in_team
    may_export_whole = may(request.member, Permission.REVIEW_EXPORT_WHOLE)
    context |= {
        **_asked_context(request, asked, refused),
        "asked_only": part,
        "met": name_of(met) if (met := last_meeting_of(found, visible_to=request.member, now=timezone.now())) else "",
        "here": None if only else part_chosen(found, request.GET.get("here", ""), visible_to=request.member),
        "choices": part_choices(found, visible_to=request.member),
        "beside": _beside(asked.ticked, in_team=in_team, leads=may_export_whole),
        "summary_url": to.review(found.public_id, "summary"),
        "sheet_url": to.review(found.public_id, "sheet"),
        "may_export": may(request.member, Permission.REVIEW_EXPORT),
        "may_export_whole": may_export_whole,
    }
    return render(request, "documents/exports.html", context, status=422 if refused else 200)


def _drafted(request: Any, review: Any, asked: _Asked, only: Chosen | None) -> Export:
    since = _since_asked(request)
    changed = changed_since(review, since, visible_to=request.member, now=timezone.now()) if since else None
    ticked = frozenset() if asked.board else asked.ticked  # a paper for a board has its parts, and nothing besides
    holds = Holds(
        team_only_evidence="whole" in ticked and asked.format == "json",
        comments="comments" in ticked,
        working_notes="notes" in ticked,
        challenges="challenges" in ticked,
        holders=True,
    )
    return export_review(
        review=review,
        format=asked.format,
        holds=holds,
        board=asked.board,
        only=_selection(only, changed),
        language=get_language() or "en-gb",
        today=timezone.localdate(),
        by=request.member,
        at=timezone.now(),
    )


def _asked_context(request: Any, asked: _Asked, refused: str) -> dict[str, Any]:
    """What both pages show: the formats, the parts as they are ticked, and why nothing was handed out."""
    return {
        "action_url": request.path,
        "ways": _ways(),
        "parts": _parts(asked.left_out),
        "since": _since_asked(request),
        "whole": "whole" in asked.ticked,
        "refused": refused,
    }


def _beside(ticked: Collection[str], *, in_team: bool, leads: bool) -> list[tuple[str, str, bool]]:
    """What may go with a draft: for everybody, for the review team, for review leads."""
    offered = (
        ("comments", gettext("With comments"), True),
        ("challenges", gettext("With challenges and their answers"), in_team),
        ("notes", gettext("With the review team’s working notes"), leads),
    )
    return [(name, words, name in ticked) for name, words, is_offered in offered if is_offered]


@require_http_methods(["GET", "POST"])
@not_too_often(EXPORTS)
@in_fair_share
def agreed_exports(request: Any, version: str) -> HttpResponse:
    """The formats of an agreed version; POST with one of them hands the document out."""
    found = agreed_for(request.member, version)
    snapshot = content_of_version(found)
    asked, part = _asked(request), request.POST.get("only") or request.GET.get("only", "")
    only = part_of_version(snapshot, part)
    since = _since_asked(request)
    earlier = [one for one in versions_of(found.review_id, visible_to=request.member) if one.number < found.number]
    refused = ""
    if request.method == "POST":
        try:
            changed = changed_since_version(found, earlier_asked(found, since, earlier)) if since else None
            return _download(
                export_agreed(
                    version=found,
                    format=asked.format,
                    board=asked.board,
                    only=_selection(only, changed),
                    language=get_language() or "en-gb",
                    by=request.member,
                    at=timezone.now(),
                )
            )
        except Refused as refusal:
            refused = say(refusal.why)
    context = agreed_context(request, found, current="exports")
    context |= _asked_context(request, asked, refused)
    context |= {"asked_only": part, "choices": parts_of_version(snapshot), "earlier": _earlier(earlier)}
    return render(request, "documents/agreed_exports.html", context, status=422 if refused else 200)


def _earlier(versions: Sequence[Any]) -> list[tuple[str, str]]:
    return [(one.public_id, f"{shown(one.name)} ({wording.day_of(one.agreed_at)})") for one in versions]


def _since_asked(request: Any) -> str:
    """Since when something has to have changed: a day, the last meeting or a version, whichever was chosen, or ""."""
    given = request.POST if request.method == "POST" else request.GET
    return str(given.get("since", "") or given.get("changed", "")).strip()


def _selection(only: Chosen | None, changed: Changed | None) -> Selection | None:
    part = replace(only.selection if only else Selection(), changed=changed)
    return part if part.narrows else None


def _download(made: Export) -> HttpResponse:
    """A document as a file to keep: never shown inside a page, never kept by a cache on the way."""
    response = HttpResponse(made.data, content_type=made.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
