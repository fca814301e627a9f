"""The review team's working note beside a finding."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile
from system_review.partnerships.access import require
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.forms.comments import NoteForm
from system_review.reviews.framing import back_to, review_context
from system_review.reviews.queries import finding_things
from system_review.reviews.queries.comments import note_beside
from system_review.reviews.saving import attempt, conflict_page
from system_review.reviews.services import notes as services
from system_review.reviews.views.tab_forms import tab_form
from system_review.texts import shown
from system_review.ui.parts import Link


@require_http_methods(["GET", "POST"])
def note(request: Any, finding: str) -> HttpResponse:
    """Write the working note beside a finding."""
    found = finding_things.finding_for(request.member, finding)
    require(request.member, Permission.NOTE_WRITE)
    there = note_beside(found, visible_to=request.member)
    saved = {"text": there.text if there else "", "version": there.version if there else services.FIRST}
    form = NoteForm(request.POST or None, initial=saved)
    if answer := drafting(request, form):
        return answer
    page = Addresses(request.member.partnership.slug).finding(found.public_id, "comments")
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(form, lambda: _save(request, found, form.cleaned_data)):
                return back_to(page, said="note-saved", at="note")
        except ChangedMeanwhile as other:
            return _conflict(request, found, form, other, page)
    return tab_form(
        request,
        found.review,
        form,
        tab=Link(gettext("Comments"), page),
        current="comments",
        title=gettext("Working note"),
        submit=gettext("Save"),
        help_page="comments#working-notes",
        template="reviews/form.html",
        action_text=shown(found.text),
    )


def _save(request: Any, found: Any, data: dict[str, Any]) -> None:
    services.write_note(finding=found, seen=data["version"], text=data["text"], by=request.member, at=timezone.now())


def _conflict(request: Any, found: Any, form: Any, other: ChangedMeanwhile, page: str) -> HttpResponse:
    fresh = note_beside(found, visible_to=request.member)
    return conflict_page(
        request,
        form=form,
        now={"text": fresh.text if fresh else ""},
        other=other,
        subject=fresh,
        context=review_context(request, found.review, current="comments", title=gettext("Working note")),
        url=request.path,
        cancel_url=page,
    )
