"""Comments: those on a finding or an action, the list of a review, and what people do with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile, NotAllowed, Why
from system_review.partnerships.access import may, require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.comments import CommentForm, NewCommentForm, ReplyForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import comments as queries
from system_review.reviews.queries import finding_things, links
from system_review.reviews.saving import attempt, conflict_page, seen_version
from system_review.reviews.services import comments as services
from system_review.reviews.views.pages_of_things import place_of, sheet_address
from system_review.reviews.views.tab_forms import tab_form
from system_review.texts import shown
from system_review.ui.parts import Link

HELP = "comments"


def _to(request: Any) -> Addresses:
    return Addresses(request.member.partnership.slug)


@require_http_methods(["GET", "POST"])
def on_finding(request: Any, finding: str) -> HttpResponse:
    """What is said about a finding; POST says something more. The review team sees its working note here as well."""
    found = finding_things.finding_for(request.member, finding)
    note = queries.note_beside(found, visible_to=request.member)
    more = {
        "place": place_of(found.cell).whole,
        "shape": found.colour,
        "back_url": sheet_address(request, found.cell, at=f"finding-{found.public_id}"),
        "note": shown(note.text) if note else "",
        "note_by": shown(note.by_name) if note else "",
        "note_when": queries.moment(note.changed_at) if note else "",
        "note_url": _to(request).finding(found.public_id, "note") if may(request.member, Permission.NOTE_WRITE) else "",
    }
    return _page(request, found, title=gettext("Comments on a finding"), **more)


@require_http_methods(["GET", "POST"])
def on_action(request: Any, action: str) -> HttpResponse:
    """What is said about an action; POST says something more."""
    found = finding_things.action_for(request.member, action)
    cell = links.any_cell_of(found, visible_to=request.member)
    more = {
        "place": place_of(cell).whole,
        "shape": found.status,
        "back_url": sheet_address(request, cell),
    }
    return _page(request, found, title=gettext("Comments on an action"), **more)


def _page(request: Any, thing: Any, *, title: str, **more: Any) -> HttpResponse:
    form = None
    if request.method == "POST" or may(request.member, Permission.COMMENT_WRITE):
        form = _speaking(request, NewCommentForm)
        if answer := drafting(request, form):
            return answer
        if made := _spoken(request, form, services.add_comment, on=thing):
            return back_to(request.path, said="comment-added", at=f"comment-{made.public_id}")
    context = review_context(
        request, thing.review, current="comments", title=title, crumb=gettext("Comments"), help_page=HELP
    )
    context |= {
        "text": shown(thing.text),
        "conversations": queries.conversations_on(thing, visible_to=request.member),
        "form": form,
        "address": request.path,
        **more,
    }
    return render(request, "reviews/comments.html", context, status=422 if form and form.errors else 200)


def _speaking(request: Any, kind: type[NewCommentForm | ReplyForm]) -> Any:
    """The form in which somebody says something, with the agencies for which they may; 403 for who may not."""
    require(request.member, Permission.COMMENT_WRITE)
    form = kind(request.POST or None, initial={"key": get_random_string(32)})
    or_nobody = may(request.member, Permission.AGENCY_SPEAK_FOR_ANY)
    form.offer_own(queries.own_agencies(request.member), or_nobody=or_nobody)
    return form


def _spoken(request: Any, form: Any, service: Callable[..., Any], **to: Any) -> Any:
    """The comment that a posted form made; None where nothing was posted or something is amiss."""
    if request.method != "POST" or not form.is_valid():
        return None
    data = form.cleaned_data
    agency = finding_things.agency_chosen(request.member, data.get("on_behalf_of", ""))
    return attempt(
        form,
        lambda: service(text=data["text"], agency=agency, key=data["key"], by=request.member, at=timezone.now(), **to),
    )


@require_safe
def listed(request: Any, review: str) -> HttpResponse:
    """The open comments of a review: all, mine, or an agency's; or those that are settled."""
    found = finding_things.review_for(request.member, review)
    heard = queries.agencies_heard(found, visible_to=request.member)
    who = request.GET.get("who", "")
    wanted = queries.Wanted(who if who in (queries.MINE, *heard) else "", request.GET.get("settled") == "yes")
    context = review_context(request, found, current="comments", help_page=HELP)
    context |= {
        "conversations": queries.conversations_in(found, wanted=wanted, visible_to=request.member),
        "wanted": wanted,
        "agencies": heard,
        "address": request.path,
    }
    return render(request, "reviews/comments_listed.html", context)


@require_http_methods(["GET", "POST"])
def reply(request: Any, comment: str) -> HttpResponse:
    """Answer a comment."""
    found = finding_things.comment_for(request.member, comment)
    form = _speaking(request, ReplyForm)
    if answer := drafting(request, form):
        return answer
    if made := _spoken(request, form, services.answer_comment, comment=found):
        return back_to(_page_of(request, found), said="reply-added", at=f"comment-{made.public_id}")
    title = gettext("Reply to a comment")
    return _form_page(request, found, form, title=title, submit=gettext("Add reply"), action_text=_quoted(found))


def _quoted(comment: Any) -> str:
    return "" if comment.withdrawn_at else f"{queries.who_said(comment)}: {shown(comment.text)}"


@require_http_methods(["GET", "POST"])
def comment(request: Any, comment: str) -> HttpResponse:
    """Change one's own comment."""
    found = finding_things.comment_for(request.member, comment)
    _require_writer(request, found)
    form = CommentForm(request.POST or None, initial={"text": found.text, "version": found.version})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, form.cleaned_data)):
                return back_to(_page_of(request, found), said="comment-saved", at=f"comment-{found.public_id}")
        except ChangedMeanwhile as other:
            return _conflict(request, found, form, other)
    return _form_page(request, found, form, title=gettext("Change a comment"), submit=gettext("Save"))


def _require_writer(request: Any, found: Any) -> None:
    require(request.member, Permission.COMMENT_WRITE)
    if found.by_id != request.member.pk:
        raise NotAllowed(Why("Only {name}, who wrote this comment, can change it", name=found.by_name))


def _save(request: Any, found: Any, data: dict[str, Any]) -> None:
    services.edit_comment(comment=found, seen=data["version"], text=data["text"], by=request.member, at=timezone.now())


def _conflict(request: Any, found: Any, form: Any, other: ChangedMeanwhile) -> HttpResponse:
    fresh = finding_things.comment_for(request.member, found.public_id)
    return conflict_page(
        request,
        form=form,
        now={"text": fresh.text},
        other=other,
        subject=fresh,
        context=review_context(request, fresh.review, current="comments", title=gettext("Change a comment")),
        url=request.path,
        cancel_url=f"{_page_of(request, fresh)}#comment-{fresh.public_id}",
    )


def _page_of(request: Any, found: Any) -> str:
    return queries.page_of(found, _to(request))


def _form_page(request: Any, found: Any, form: Any, *, title: str, submit: str, **more: Any) -> HttpResponse:
    return tab_form(
        request,
        found.review,
        form,
        tab=Link(gettext("Comments"), _page_of(request, found)),
        current="comments",
        title=title,
        submit=submit,
        help_page=HELP,
        template="reviews/form.html",
        **more,
    )


def _act(request: Any, comment: str, act: Callable[..., Any], said: str) -> HttpResponse:
    """Do what a button of a comment does, and go back to the page that it stood on."""
    found = finding_things.comment_for(request.member, comment)
    require(request.member, Permission.COMMENT_WRITE)
    act(comment=found, seen=seen_version(request), by=request.member, at=timezone.now())
    if request.POST.get("from") == "list":
        return back_to(_to(request).review(found.review.public_id, "comments"), said=said)
    return back_to(_page_of(request, found), said=said, at=f"comment-{found.public_id}")


@require_POST
def settlement(request: Any, comment: str) -> HttpResponse:
    """Settle a conversation."""
    return _act(request, comment, services.settle_comment, "comment-settled")


@require_POST
def opening(request: Any, comment: str) -> HttpResponse:
    """Open a conversation again."""
    return _act(request, comment, services.open_comment_again, "comment-open")


@require_POST
def withdrawal(request: Any, comment: str) -> HttpResponse:
    """Take one's own comment back."""
    return _act(request, comment, services.withdraw_comment, "comment-withdrawn")


@require_POST
def restoration(request: Any, comment: str) -> HttpResponse:
    """Bring one's own comment back."""
    return _act(request, comment, services.restore_comment, "comment-restored")
