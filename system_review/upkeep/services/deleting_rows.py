"""Deleting the rows of a thing and of all that hangs on it. Called by `deleting`, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from system_review.documents.services.erasing import erase_pieces_of
from system_review.drafts.models import Draft
from system_review.evidence.models import Evidence
from system_review.files.models import Attachment
from system_review.files.services.keeping import discard
from system_review.reviews.models import (
    Action,
    ActionLead,
    AlsoRelevant,
    Attached,
    CameFrom,
    Challenge,
    ColourChange,
    Comment,
    EvidenceStage,
    Finding,
    FindingEvidence,
    ProgressNote,
    ReviewEvidence,
    SeeAlso,
    Serving,
    SummaryLink,
    UndoStep,
    Waiting,
    WorkingNote,
)
from system_review.rows.models import CreationKey
from system_review.upkeep.queries.archived import Together

# What hangs on a finding, an action or a piece of evidence and goes with it, by the columns that name them.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (WorkingNote, ("finding",)),
    (ColourChange, ("finding",)),
    (AlsoRelevant, ("finding",)),
    (FindingEvidence, ("finding", "evidence")),
    (ReviewEvidence, ("evidence",)),
    (EvidenceStage, ("evidence",)),
    (SeeAlso, ("finding", "action")),
    (CameFrom, ("finding", "action")),
    (SummaryLink, ("finding", "action")),
    (Serving, ("finding", "action")),
    (ActionLead, ("action",)),
    (ProgressNote, ("action",)),
    (Waiting, ("action", "waits_for")),
)


@dataclass(frozen=True, slots=True)
class Deleted:
    """What went: how the history names it, its texts, and how much of each kind."""

    subjects: list[str]
    texts: list[str]
    counts: dict[str, int]


def delete_rows(together: Together, *, partnership: int) -> Deleted:
    """Delete everything that goes together, with drafts, keys, undo steps and pieces of documents that know of it."""
    numbers: dict[str, set[int]] = {
        "finding": together.findings, "action": together.actions, "waits_for": together.actions,
        "evidence": together.evidence,
    }  # fmt: skip
    kept = {
        "finding": _named(Finding, together.findings, "text"),
        "action": _named(Action, together.actions, "text"),
        "evidence": _named(Evidence, together.evidence, "sentence"),
        "comment": _named(Comment, together.comments, "text"),
        "attachment": _named(Attachment, together.attachments, "name"),
    }
    texts = [text for rows in kept.values() for _, text in rows]
    pieces = erase_pieces_of(findings=together.findings, actions=together.actions)
    texts += _texts_of_parts(numbers)
    _delete_said(together)
    _delete_parts(numbers)
    names = [public_id for rows in kept.values() for public_id, _ in rows]
    _forget_names(names, together, partnership)
    Finding.unscoped.filter(pk__in=together.findings).delete()
    Action.unscoped.filter(pk__in=together.actions).delete()
    Evidence.unscoped.filter(pk__in=together.evidence).delete()
    subjects = [f"{kind}:{public_id}" for kind, rows in kept.items() for public_id, _ in rows]
    subjects += [f"passage:{public_id}" for public_id in pieces]
    return Deleted(subjects, texts, {f"{kind}s": len(rows) for kind, rows in kept.items() if rows})


def _named(model: Any, numbers: set[int], text: str) -> list[tuple[str, str]]:
    return list(model.unscoped.filter(pk__in=numbers).values_list("public_id", text))


def _texts_of_parts(numbers: dict[str, set[int]]) -> list[str]:
    """The words of what hangs on it that the history may say as well."""
    found: list[str] = []
    for model, column, name in (
        (WorkingNote, "finding", "text"), (ColourChange, "finding", "reason"),
        (ProgressNote, "action", "text"), (CameFrom, "finding", "wording"), (CameFrom, "action", "wording"),
    ):  # fmt: skip
        found += model.unscoped.filter(**{f"{column}__in": numbers[column]}).values_list(name, flat=True)
    return found


def _delete_said(together: Together) -> None:
    """Comments and attachments; a challenge stays, as one about the stage."""
    comments = Comment.unscoped.filter(pk__in=together.comments)
    comments.exclude(answers=None).delete()
    Comment.unscoped.filter(pk__in=together.comments).delete()
    Attached.unscoped.filter(attachment__in=together.attachments).delete()
    attachments = Attachment.unscoped.filter(pk__in=together.attachments)
    for stored in attachments.filter(erased_at=None).values_list("stored", flat=True):
        transaction.on_commit(lambda stored=stored: discard(stored), robust=True)  # type: ignore[misc]
    attachments.delete()
    for challenge in Challenge.unscoped.filter(finding__in=together.findings).select_related("finding"):
        cell = challenge.finding.cell_id
        Challenge.unscoped.filter(pk=challenge.pk).update(finding=None, cell=cell)


def _delete_parts(numbers: dict[str, set[int]]) -> None:
    for model, columns in PARTS:
        mine = Q()
        for column in columns:
            mine |= Q(**{f"{column}__in": numbers[column]})
        model.unscoped.filter(mine).delete()
    Finding.about.through.objects.filter(finding__in=numbers["finding"]).delete()


def _forget_names(names: list[str], together: Together, partnership: int) -> None:
    """Drafts of forms about it, keys of the forms that made it, and steps that would change it back."""
    CreationKey.objects.filter(made__in=names).delete()
    UndoStep.unscoped.filter(review__in=together.reviews).delete()
    for name in names:
        Draft.unscoped.filter(partnership=partnership, place__contains=name).delete()
