"""The half of `system-review import` that brings a results document in to a review's inbox."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from system_review.commands.saying import excerpt, only_sentence, result, say
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from datetime import datetime

    from system_review.documents.models import Document, InboxStep
    from system_review.partnerships.models import Member
    from system_review.reviews.models import Review

INTO_NEEDED = Why(
    "This is a document: name the review that it goes into, as in “system-review import FILE --into REVIEW”"
)
INTO_NOT_WANTED = Why("This is a review's own JSON file, which becomes a review by itself: leave --into out")

JSON_NEEDS_INTO = Why("Name the review whose file came back, as in “system-review import FILE --into REVIEW --json”")

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # of texts that say how they are encoded


def is_document(data: bytes) -> bool:
    """Whether these bytes are a document to be read, and no JSON of ours: that begins with a brace, or is meant to."""
    start = data.lstrip(b" \t\r\n\0")
    for mark in _MARKS:
        start = start.removeprefix(mark).lstrip(b" \t\r\n\0")
    return bool(start) and not start.startswith((b"{", b"["))


def bring_in(asked: Namespace, data: bytes) -> None:
    """Read the document, bring it in, apply what is sure, and say what waits. Raises `Refused` with nothing kept."""
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.documents.reading import read_safely
    from system_review.documents.services.receiving import receive_read
    from system_review.documents.services.recognising import came_back
    from system_review.frameworks.queries import content_of
    from system_review.partnerships.access import require
    from system_review.partnerships.rules import Permission

    review, by = acting.review_asked(asked)
    require(by, Permission.DOCUMENT_BRING_IN)  # before the file is read: who may not is told so first
    name = "standard input" if asked.file == "-" else os.path.basename(asked.file)
    name = name.encode(errors="replace").decode()[-200:]
    with only_sentence("system_review.documents.reading"):
        read = read_safely(data, name=name, framework=content_of(review.framework), base=review.date)
    now = timezone.now()
    if asked.json:
        from system_review.commands.listing_differences import list_differences

        list_differences(review, name, read, by=by, today=timezone.localdate(now))
        return
    document = receive_read(review=review, name=name, data=data, read=read, by=by, at=now)
    if _came_back(document, by):
        _tell_differences(review, document, by)
        result(review.public_id)
        return
    if of_another := came_back(review, read, by=by, today=timezone.localdate(now)).told:
        _tell_another(document, of_another, by)
        result(review.public_id)
        return
    step = _apply_sure(document, by, now)
    _tell(review, document, step, by)
    result(review.public_id)


def _apply_sure(document: Document, by: Member, now: datetime) -> InboxStep | None:
    """The step that applied what is sure; None if nothing is."""
    from system_review.documents.services.accepting import accept_sure
    from system_review.documents.services.applying import apply_document

    try:
        accept_sure(document=document, seen=document.version, by=by, at=now)
    except Refused:
        return None  # nothing is sure, and that is no mistake
    return apply_document(document=document, seen=document.version, by=by, at=now)


def _came_back(document: Document, by: Member) -> bool:
    from system_review.documents.queries.returned import find_returned

    return find_returned(document, visible_to=by) is not None


def _tell_differences(review: Review, document: Document, by: Member) -> None:
    """Of a file of ours that came back nothing is applied: a person looks at each difference."""
    from django.utils import timezone

    from system_review.documents.queries.returned import laid_beside

    found = laid_beside(document, visible_to=by, today=timezone.localdate()).found
    sure = sum(each.is_sure for each in found)
    say(
        f"“{excerpt(document.name)}” is a file of “{excerpt(review.title)}” that came back: {len(found)} differences, "
        f"{sure} of them sure, wait for somebody to look at them. Nothing was applied."
    )


def _tell_another(document: Document, why: Sequence[Why], by: Member) -> None:
    """Of a file of ours that was made from another review nothing is applied by itself, even what is sure."""
    from system_review.ui.words import say as in_words

    sentences = " ".join(map(in_words, why))
    waiting = _waiting(document, by)
    say(f"“{excerpt(document.name)}”: {sentences} {_pieces(waiting)} in the inbox. Nothing was applied.")


def _pieces(waiting: int) -> str:
    return "1 piece waits" if waiting == 1 else f"{waiting} pieces wait"


def _waiting(document: Document, by: Member) -> int:
    from system_review.documents.queries.inbox import live_passages
    from system_review.documents.rules.words import Fate

    return sum(piece.fate == Fate.WAITING for piece in live_passages(document, visible_to=by))


def _tell(review: Review, document: Document, step: InboxStep | None, by: Member) -> None:
    made = step.after if step is not None else {}
    findings, actions = len(made.get("findings", ())), len(made.get("actions", ()))
    waiting = _waiting(document, by)
    say(
        f"“{excerpt(document.name)}”: {findings} findings and {actions} actions are now in “{excerpt(review.title)}”; "
        f"{_pieces(waiting)} in its inbox for somebody to look at."
    )
