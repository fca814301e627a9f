"""Writing the rows from which words are taken out. Called by `taking_out`, inside its transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from system_review.documents.models import Document, DocumentFile, InboxQuestion, InboxStep, Passage
from system_review.documents.rules.sentences import kept
from system_review.documents.rules.words import DocumentState
from system_review.errors import Why
from system_review.evidence.models import Evidence
from system_review.reviews import wording
from system_review.reviews.models import Action, AgreedVersion, CameFrom, Cell, Finding, Review
from system_review.reviews.rules.agreeing import digest
from system_review.upkeep.queries.words_standing import InRow
from system_review.upkeep.rules.word_places import How

# Things that have a history of their own, as the trail names them.
SUBJECTS: dict[str, Any] = {
    "review": Review,
    "finding": Finding,
    "action": Action,
    "cell": Cell,
    "evidence": Evidence,
}
# Where their own public id and that of their review stand, where not as usual.
OF_SUBJECT = {"review": ("public_id", "public_id"), "evidence": ("public_id",)}

OF_DOCUMENTS: dict[str, Any] = {
    "documents.Passage": Passage,
    "documents.InboxQuestion": InboxQuestion,
    "documents.InboxStep": InboxStep,
}
LONGEST_NUMBERED = 190  # characters of a name that is told from another by a number
COMPARED = (How.TEXT, How.PADDED, How.JSON_TEXT)


def write_rows(rows: Iterable[InRow]) -> bool:
    """Put the mark into every row but those of agreed versions; False if one was changed at the same moment."""
    return all(_write(row) for row in rows if row.table.model != "reviews.AgreedVersion")


def _write(row: InRow) -> bool:
    model: Any = apps.get_model(row.table.model)
    mine = _as_it_was(row, getattr(model, "unscoped", None) or model.objects)
    if any(column.how is How.STEP for column, _, _ in row.columns):
        return bool(mine.delete()[0])
    values: dict[str, Any] = {column.name: taken.value for column, _, taken in row.columns}
    for column, _, taken in row.columns:
        if column.how is How.FRAMEWORK:
            values["hash"] = hashlib.sha256(taken.value.encode()).hexdigest()
    if any(field.name == "version" for field in model._meta.concrete_fields):
        values["version"] = F("version") + 1
    return _saved(mine, values, row.columns[0][0].name)


def _as_it_was(row: InRow, manager: Any) -> QuerySet[Any]:
    """The row if it still holds what was looked at."""
    was = {column.name: value for column, value, _ in row.columns if column.how in COMPARED}
    found: QuerySet[Any] = manager.filter(pk=row.pk, **was)
    return found


def _saved(mine: QuerySet[Any], values: dict[str, Any], name: str) -> bool:
    """Save; where another row is called the same by now, with a number behind the name."""
    plain = values[name]
    for number in range(2, 1000):
        try:
            with transaction.atomic():
                return bool(mine.update(**values))
        except IntegrityError:
            if not isinstance(plain, str):
                raise
            values[name] = f"{plain[:LONGEST_NUMBERED]} {number}"
    return False


def write_documents(rows: Iterable[InRow], *, at: datetime) -> tuple[int, dict[str, str]]:
    """Erase the kept files of documents in which the words stand; how many, and what stands for their fingerprints.

    The fingerprint of a short text tells whoever guesses the words that they guessed right: another stands for it.
    """
    numbers = {row.pk for row in rows if row.table.model == "documents.Document"}
    for label, model in OF_DOCUMENTS.items():
        mine = [row.pk for row in rows if row.table.model == label]
        numbers |= set(model.unscoped.filter(pk__in=mine).values_list("document_id", flat=True))
    files, fingerprints = 0, {}
    for document in Document.unscoped.filter(pk__in=numbers).order_by("pk"):
        fingerprints[document.hash] = other = secrets.token_hex(32)
        named = CameFrom.unscoped.filter(partnership_id=document.partnership_id, file_hash=document.hash)
        named.update(file_hash=other)
        erased = DocumentFile.unscoped.filter(document=document).delete()[0]
        files += erased
        values = _without_file(document, at) if erased else {}
        Document.unscoped.filter(pk=document.pk).update(hash=other, version=F("version") + 1, **values)
    return files, fingerprints


def _without_file(document: Document, at: datetime) -> dict[str, Any]:
    """What a document says whose file was erased; one that was still to be read can no longer be."""
    if document.state == DocumentState.READING:
        why = Why("Its file was erased, since words were taken out of its name. Bring it in again under another name.")
        return {"state": DocumentState.FAILED, "problem": kept(why), "read_at": at}
    why = Why("The file itself was erased on {day}, since words were taken out of it", day=wording.day_of(at))
    return {"told": [*document.told, kept(why)]}


def write_agreed(rows: Iterable[InRow], *, event: int, at: datetime) -> dict[str, str]:
    """Put the mark into agreed versions, marked with the event; the new fingerprint of each, by its public id.

    The database lets nothing else change a version, and this only with its mark.
    """
    versions: dict[str, str] = {}
    for row in rows:
        if row.table.model != "reviews.AgreedVersion":
            continue
        version = AgreedVersion.unscoped.get(pk=row.pk)
        values = {column.name: taken.value for column, _, taken in row.columns}
        versions[version.public_id] = sha256 = digest(values.get("content", version.content))
        AgreedVersion.unscoped.filter(pk=row.pk).update(
            **values,
            sha256=sha256,
            agreed_sha256=version.agreed_sha256 or version.sha256,
            blotted_at=at,
            blotted_by=event,
        )
    return versions
