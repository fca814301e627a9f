"""What of a review was archived, and deleting one of it for good."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from system_review.drafts.drafting import drafting
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries.finding_things import review_for
from system_review.reviews.saving import attempt
from system_review.texts import shown
from system_review.upkeep.forms.deleting import DeleteForm
from system_review.upkeep.queries.archived import Archived, Together, archived_in, archived_named, together_with
from system_review.upkeep.services.deleting import delete_for_good


@require_safe
def archived(request: Any, review: str) -> HttpResponse:
    """Everything of the review that was archived, withdrawn or removed, each with a way to delete it for good."""
    found = review_for(request.member, review)
    require(request.member, Permission.RECORD_DELETE)
    title = gettext("Delete for good")
    context = review_context(
        request, found, current="overview", title=title, crumb=title, help_page="privacy#delete-for-good"
    )
    context["things"] = [_line(request, found, one) for one in archived_in(found, visible_to=request.member)]
    return render(request, "upkeep/archived.html", context)


@require_http_methods(["GET", "POST"])
def delete(request: Any, review: str, thing: str) -> HttpResponse:
    """Tell what goes with it and what stays, ask why, and delete it."""
    member = request.member
    found = review_for(member, review)
    require(member, Permission.RECORD_DELETE)
    one = archived_named(thing, found, visible_to=member)
    back = reverse("upkeep:archived", args=[member.partnership.slug, review])
    form = DeleteForm(request.POST or None, initial={"version": one.thing.version})
    if answer := drafting(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: delete_for_good(
                kind=one.kind, thing=one.thing, seen=data["version"], reason=data["reason"], by=member,
                at=timezone.now(),
            ),
        ):  # fmt: skip
            return back_to(back, said="deleted-for-good")
    title = gettext("Delete for good")
    context = review_context(
        request, found, current="overview", title=title, crumb=title, help_page="privacy#delete-for-good"
    )
    context |= {
        "thing": _line(request, found, one),
        "with_it": _counted(one, together_with(one.kind, one.thing.pk)),
        "form": form,
        "submit": title,
        "action_url": request.path,
        "cancel_url": back,
    }
    return render(request, "upkeep/delete.html", context, status=422 if form.errors else 200)


def _line(request: Any, review: Any, one: Archived) -> dict[str, str]:
    words = {
        "finding": gettext("Finding"),
        "action": gettext("Action"),
        "evidence": gettext("Evidence"),
        "comment": gettext("Comment that was withdrawn"),
        "attachment": gettext("Attachment that was removed"),
    }
    written = gettext("Written by %(name)s") % {"name": shown(one.thing.by_name)} if one.kind == "comment" else ""
    return {
        "kind": words[one.kind],
        "text": shown(one.text) or written,
        "day": wording.day_of(one.since),
        "url": reverse("upkeep:delete", args=[request.member.partnership.slug, review.public_id, one.name]),
    }


def _counted(one: Archived, together: Together) -> list[str]:
    """What goes with it, in words."""
    findings, actions, comments, files = (
        len(numbers) - (one.kind == kind)
        for kind, numbers in (
            ("finding", together.findings), ("action", together.actions), ("comment", together.comments),
            ("attachment", together.attachments),
        )
    )  # fmt: skip
    lines = [
        (findings, ngettext("%(n)s finding", "%(n)s findings", findings)),
        (actions, ngettext("%(n)s action that serves nothing else", "%(n)s actions that serve nothing else", actions)),
        (comments, ngettext("%(n)s comment or reply", "%(n)s comments and replies", comments)),
        (files, ngettext("%(n)s attachment", "%(n)s attachments", files)),
    ]
    return [words % {"n": count} for count, words in lines if count]
