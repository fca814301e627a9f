"""Finding texts that were brought in, their pieces and steps; counting what waits."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Case, Count, TextField, Value, When

from system_review.audit.keeping import kept_by
from system_review.documents.inbox_pages import Sums
from system_review.documents.models import Document, InboxQuestion, InboxStep, Passage
from system_review.documents.rules.words import Fate
from system_review.errors import NotThere, Why
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Finding, Review
from system_review.rows.prepared import Prepared

MOST_STEPS = 20  # of one member, of which the last can be undone
MOST_KEPT = 1000  # pieces of a text that are kept as they were read: two or three megabytes


_NO_PAGE = Why("There is no such page")


def _one(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise NotThere(_NO_PAGE)
    return found


def document_for(member: Member, public_id: str) -> Document:
    """A text with its review; its words are read only where they are asked for."""
    found: Document | None = _DOCUMENT.first(visible_to=member, public_id=public_id)
    if found is None:
        raise NotThere(_NO_PAGE)
    return found


def _document(member: Any, public_id: str) -> Any:
    rows = Document.objects.visible_to(member).select_related("review__framework", "review__partnership")
    return rows.defer("text", "review__framework__content").filter(public_id=public_id)


_DOCUMENT = Prepared(_document)


def document_to_change(member: Member, public_id: str) -> Document:
    """The same, to be worked on. Raises `NotAllowed` for who only sees what was brought in."""
    found = document_for(member, public_id)
    require(member, Permission.DOCUMENT_BRING_IN)
    return found


def document_to_read(number: int) -> Document | None:
    """The document with this number for the job that reads it, with whoever brought it in; None if it is gone."""
    # because the job acts for the member who brought it in, whose permission is asked again before reading
    rows = Document.unscoped.select_related("review__framework", "brought_in_by__partnership", "brought_in_by__person")
    found: Document | None = rows.filter(pk=number).first()
    return found


def question_for(document: Document, public_id: str, *, visible_to: Member) -> InboxQuestion:
    """A question about pieces of this text."""
    rows = InboxQuestion.objects.visible_to(visible_to).filter(document=document, public_id=public_id)
    found: InboxQuestion = _one(rows)
    found.document = document
    return found


def passage_for(document: Document, public_id: str, *, visible_to: Member) -> Passage:
    """A piece of this text, replaced or not."""
    rows = Passage.objects.visible_to(visible_to).filter(document=document, public_id=public_id)
    found: Passage = _one(rows.select_related("under"))
    found.document = document
    return found


def step_for(document: Document, public_id: str, *, visible_to: Member) -> InboxStep:
    """A step that somebody took in the inbox of this text."""
    found: InboxStep = _one(InboxStep.objects.visible_to(visible_to).filter(document=document, public_id=public_id))
    found.document = document
    return found


def recent_steps(document: Document, *, by: Member) -> list[InboxStep]:
    """The last things that this member did in the inbox and has not undone, newest first."""
    return _STEPS.things(visible_to=by, document=document.pk, member=by.pk)


def _steps(asking: Any, document: int, member: int) -> Any:
    rows = InboxStep.objects.visible_to(asking).filter(document=document, member=member, undone_at=None)
    return rows.order_by("-pk")[:MOST_STEPS]


_STEPS = Prepared(_steps)


def live_passages(document: Document, *, visible_to: Member) -> list[Passage]:
    """The pieces of a text in order, without those that were replaced."""
    return _PASSAGES.things(visible_to=visible_to, document=document.pk)


def _passages(member: Any, document: int) -> Any:
    rows = Passage.objects.visible_to(member).filter(document=document).exclude(fate=Fate.REPLACED)
    return rows.select_related("became_finding").defer("look", "became_finding__text").order_by("position")


_PASSAGES = Prepared(_passages)


def kept_passages(document: Document, *, visible_to: Member) -> list[Passage]:
    """The same, as read before while the document has the same version: whoever changes its pieces counts that up.

    For a document as it was just found, whoever found it, since who sees it sees its pieces. Nobody may change them.
    """
    return kept_by(
        ("pieces", document.public_id, document.version),
        lambda: live_passages(document, visible_to=visible_to),
        is_large=True,
        unless=lambda rows: len(rows) > MOST_KEPT,
    )


def next_to_place(document: Document, *, after: int, visible_to: Member) -> str:
    """The public id of the next piece behind a position that needs a person, else of the first; "" for none."""
    waiting = Passage.objects.visible_to(visible_to).filter(document=document, fate=Fate.WAITING, is_sure=False)
    waiting = waiting.order_by("position")
    found = waiting.filter(position__gt=after).values_list("public_id", flat=True).first()
    return found or waiting.values_list("public_id", flat=True).first() or ""


def chosen_cell(review: Review, public_id: str, *, visible_to: Member) -> Cell:
    """The stage that a form names."""
    found: Cell = _one(Cell.objects.visible_to(visible_to).filter(review=review, public_id=public_id))
    return found


def chosen_finding(review: Review, public_id: str, *, visible_to: Member) -> Finding:
    """The finding of the review that a form names."""
    found: Finding = _one(Finding.objects.visible_to(visible_to).filter(review=review, public_id=public_id))
    return found


def waiting_count(review: Review, *, visible_to: Member) -> int:
    """How many pieces need a person in all texts of a review that are not set aside."""
    rows = _WAITING.rows(visible_to=visible_to, review=review.pk)
    return rows[0][0] if rows else 0


def _waiting(member: Any, review: int) -> Any:
    rows = Passage.objects.visible_to(member).filter(document__review=review, document__set_aside_at=None)
    rows = rows.filter(fate=Fate.WAITING, is_sure=False).order_by()
    return rows.values("partnership_id").annotate(n=Count("pk")).values_list("n")


_WAITING = Prepared(_waiting)


def documents_of(review: Review, *, visible_to: Member) -> list[Document]:
    """The texts that were brought in to a review, newest first, those set aside as well."""
    rows = Document.objects.visible_to(visible_to).filter(review=review)
    return list(rows.select_related("brought_in_by__person").defer("text").order_by("-pk"))


def sums_of(review: Review, *, visible_to: Member) -> dict[int, Sums]:
    """The counters of each text of a review, by its number."""
    rows = Passage.objects.visible_to(visible_to).filter(document__review=review).exclude(fate=Fate.REPLACED)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    kinds = rows.values_list("document_id", "fate", "is_sure").annotate(Count("pk")).order_by()
    for document, fate, is_sure, count in kinds:
        part = "sure" if is_sure and fate == Fate.WAITING else fate
        counts[document][part] = counts[document].get(part, 0) + count
    return {
        document: Sums(whole=sum(fates.values()), **{fate: fates.get(fate, 0) for fate in _PARTS})
        for document, fates in counts.items()
    }


_PARTS = ("placed", "applied", "set_aside", "waiting", "sure")


def open_questions(document: Document, *, visible_to: Member) -> list[InboxQuestion]:
    """What is asked about pieces of a text and not answered yet, in order."""
    return _QUESTIONS.things(visible_to=visible_to, document=document.pk)


def _questions(member: Any, document: int) -> Any:
    return InboxQuestion.objects.visible_to(member).filter(document=document, answered_at=None).order_by("position")


_QUESTIONS = Prepared(_questions)


def same_text(document: Document, *, visible_to: Member) -> Document | None:
    """Another text of the review with the same content that was brought in before this one.

    The words of this one are read with it.
    """
    named: dict[str, int | str] = {"review": document.review_id, "digest": document.hash, "number": document.pk}
    found = _SAME_TEXT.things(visible_to=visible_to, **named)
    document.text = next((row.own_words for row in found if row.pk == document.pk), "")
    return found[0] if found and found[0].pk != document.pk else None


def _same_text(member: Any, review: int, digest: str, number: int) -> Any:
    rows = Document.objects.visible_to(member).filter(review=review, hash=digest, pk__lte=number)
    own_words = Case(When(pk=number, then="text"), default=Value(""), output_field=TextField())
    return rows.defer("text").annotate(own_words=own_words).order_by("pk")


_SAME_TEXT = Prepared(_same_text)


def stages_of(review: Review, *, visible_to: Member) -> dict[int, Cell]:
    """The stages of a review by their numbers, as they were made with it: where they stand never changes."""

    def read() -> dict[int, Cell]:
        rows = Cell.objects.visible_to(visible_to).filter(review=review).order_by("position")
        return {cell.pk: cell for cell in rows.only("partnership_id", "public_id", "domain", "level", "stage")}

    return kept_by(("stages", review.public_id, visible_to.public_id), read)


def findings_of(review: Review, *, visible_to: Member) -> list[Finding]:
    """The findings of a review, sheet by sheet, for choosing the one that an action is for."""
    return _FINDINGS.things(visible_to=visible_to, review=review.pk)


def _findings(member: Any, review: int) -> Any:
    rows = Finding.objects.visible_to(member).filter(review=review, archived_at=None)
    return rows.order_by("cell__position", "position", "pk")


_FINDINGS = Prepared(_findings)
