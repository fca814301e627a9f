"""Adding to the evidence register and changing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from system_review.audit.services import record
from system_review.errors import Mistakes, Why
from system_review.evidence.models import Evidence
from system_review.evidence.rules import Confidence, EvidenceState, Naming, why_no_kind
from system_review.partnerships.access import (
    Unsaid,
    acting_for,
    change_of_agency,
    require,
    require_own,
    spoken_for,
    spoken_for_now,
)
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.rows.models import change, once
from system_review.texts import held, held_line


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a piece of evidence: all that its form holds. Only kind and state are needed."""

    kind: str
    sentence: str = ""
    on: date | None = None
    source: Agency | None = None
    how_many: int | None = None
    confidence: str = ""
    state: str = EvidenceState.RECEIVED
    asked_of: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    naming: str = Naming.NAMED
    looked_at_by: str = ""
    so_far: int | None = None

    def columns(self) -> dict[str, Any]:
        """The description as columns of the table, checked. Raises `Refused`."""
        mistakes, texts = Mistakes(), dict.fromkeys(("sentence", "asked_of", "looked_at_by"), "")
        self._check_choices(mistakes)
        for name, hold in (("sentence", held), ("asked_of", held_line), ("looked_at_by", held_line)):
            with mistakes:
                texts[name] = hold(getattr(self, name), field=name).strip()
        mistakes.tell()
        return {
            "kind": self.kind,
            "sentence": texts["sentence"],
            "on": self.on,
            "source": self.source,
            "how_many": self.how_many,
            "confidence": self.confidence,
            "state": self.state,
            "asked_of": texts["asked_of"],
            "asked_on": self.asked_on,
            "due_on": self.due_on,
            "naming": self.naming,
            "looked_at_by": texts["looked_at_by"],
            "so_far": self.so_far,
        }

    def _check_choices(self, mistakes: Mistakes) -> None:
        mistakes.add(why_no_kind(self.kind), field="kind")
        for field, values, words in (
            ("state", EvidenceState, Why("Select whether it is there")),
            ("naming", Naming, Why("Select how far it may be named")),
        ):
            if getattr(self, field) not in set(values):
                mistakes.add(words, field=field)
        if self.confidence and self.confidence not in set(Confidence):
            mistakes.add(Why("Select how far it can be relied on"), field="confidence")
        for field in ("how_many", "so_far"):
            if (count := getattr(self, field)) is not None and not 0 <= count <= 1_000_000:
                mistakes.add(Why("Enter a number from 0 to 1,000,000"), field=field)


def add_evidence(
    *, description: Description, on_behalf_of: Agency | None = None, key: str = "", by: Member, at: datetime
) -> Evidence:
    """Add a piece of evidence to the partnership's register."""
    require(by, Permission.EVIDENCE_WRITE)
    values = _asked_since(description.columns(), at)
    on_behalf_of = spoken_for(by, on_behalf_of)

    def make() -> Evidence:
        evidence = Evidence.unscoped.create(
            partnership_id=by.partnership_id, written_by=by, on_behalf_of=on_behalf_of, **values
        )
        record(
            "evidence.added",
            subject=evidence,
            by=by,
            at=at,
            kind_of_evidence=values["kind"],
            sentence=values["sentence"] or None,
            on_behalf_of=on_behalf_of.name if on_behalf_of else None,
        )
        return evidence

    return once(Evidence, member_id=by.pk, key=key, make=make)


def _asked_since(values: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The columns, where what is asked for without a day counts as asked for today."""
    if values["state"] != EvidenceState.ASKED_FOR or values["asked_on"]:
        return values
    return {**values, "asked_on": timezone.localdate(at)}


@transaction.atomic
def edit_evidence(
    *,
    evidence: Evidence,
    seen: int,
    description: Description,
    on_behalf_of: Agency | Unsaid | None = Unsaid.UNSAID,
    by: Member,
    at: datetime,
) -> None:
    """Change what is known of a piece of evidence."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    values, behalf = description.columns(), acting_for(by, evidence)
    if evidence.state != EvidenceState.ASKED_FOR:
        values = _asked_since(values, at)
    agency = spoken_for_now(by, evidence, on_behalf_of)
    before, agencies = evidence.sentence, change_of_agency(evidence.on_behalf_of, agency)
    change(evidence, seen=seen, on_behalf_of=agency, **values)
    record(
        "evidence.edited",
        subject=evidence,
        by=by,
        at=at,
        before=before,
        after=values["sentence"],
        state=values["state"],
        on_behalf_of=behalf,
        **agencies,
    )


@transaction.atomic
def archive_evidence(*, evidence: Evidence, seen: int, by: Member, at: datetime) -> None:
    """Take a piece of evidence out of the register's list; findings keep their link."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    change(evidence, seen=seen, archived_at=at)
    record("evidence.archived", subject=evidence, by=by, at=at, on_behalf_of=acting_for(by, evidence))


@transaction.atomic
def restore_evidence(*, evidence: Evidence, seen: int, by: Member, at: datetime) -> None:
    """Bring archived evidence back."""
    require(by, Permission.EVIDENCE_WRITE)
    require_own(by, evidence)
    change(evidence, seen=seen, archived_at=None)
    record("evidence.restored", subject=evidence, by=by, at=at, on_behalf_of=acting_for(by, evidence))
