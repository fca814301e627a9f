"""The two forms of a piece in which a person writes: its words, and where it is split. Each keeps drafts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from system_review.documents.forms.inbox import SplitForm, WordsForm
from system_review.documents.queries.inbox_says import is_action, words_of
from system_review.documents.rules.placing import cuts_of
from system_review.documents.rules.words import Fate
from system_review.documents.services import inbox as services
from system_review.documents.views.framing import inbox_response, to_inbox
from system_review.documents.views.moving import move, piece_of
from system_review.drafts.drafting import drafting
from system_review.errors import ChangedMeanwhile


@require_http_methods(["GET", "POST"])
def text(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece will say something else; an action is led by others, or due at another time."""
    row = piece_of(request, document, piece)
    initial = {**words_of(row), "version": row.version}
    form = WordsForm(request.POST or None, initial=initial, auto_id="words-%s", is_action=is_action(row))

    def act(data: dict[str, Any]) -> Any:
        return services.edit_passage(
            passage=row,
            seen=data["version"],
            text=data["text"],
            beside=form.beside(),
            by=request.member,
            at=timezone.now(),
        )

    return drafting(request, form) or _page(request, row, form) or move(request, row, form, act, stay=True)


@require_http_methods(["GET", "POST"])
def split(request: Any, document: str, piece: str) -> HttpResponse:
    """This piece is several, parted where blank lines were put."""
    row = piece_of(request, document, piece)
    initial = {"text": row.text, "version": row.version}
    form = SplitForm(request.POST or None, initial=initial, auto_id="split-%s")

    def act(data: dict[str, Any]) -> Any:
        if data["version"] != row.version:  # other words now: the blank lines were put into the earlier ones
            raise ChangedMeanwhile(now={"text": row.text}, version=row.version)
        cuts = cuts_of(row.text, data["text"])
        return services.split_passage(
            passage=row, seen=data["version"], cuts=cuts, by=request.member, at=timezone.now()
        )

    return drafting(request, form) or _page(request, row, form) or move(request, row, form, act)


def _page(request: Any, row: Any, form: Any) -> HttpResponse | None:
    """The inbox with the piece and this form open, for whoever comes by its address; None where it was sent."""
    if request.method == "POST":
        return None
    if row.fate in (Fate.APPLIED, Fate.REPLACED):
        return to_inbox(request, row.document)
    form.is_open = True
    return inbox_response(request, row.document, piece=row.public_id, sent=form)
