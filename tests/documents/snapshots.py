"""Reviews made by hand, for the tests of what is written from them. Everything in them is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from system_review.reviews.snapshots import (
    AboutSnapshot,
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    ChallengeSnapshot,
    ColourChangeSnapshot,
    CommentSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    Holds,
    LeadSnapshot,
    NoteSnapshot,
    RepeatsSnapshot,
    ReplySnapshot,
    ReviewSnapshot,
    SeeAlsoSnapshot,
    ServesSnapshot,
    ValueSnapshot,
    WorkingNoteSnapshot,
)
from tests.documents.frameworks import audit_framework, grid_framework

AS_AT = date(2027, 4, 20)
RATED = datetime(2027, 4, 14, 9, 30, tzinfo=UTC)

AGENCIES = (
    AgencySnapshot(ref="g1", name="Children's social care"),
    AgencySnapshot(ref="g2", name="Police"),
    AgencySnapshot(ref="g3", name="Health"),
    AgencySnapshot(ref="g4", name="Youth justice"),
)

LEADS = (
    LeadSnapshot(ref="l1", name="Meera", agency="g3"),
    LeadSnapshot(ref="l2", name="Col", role="front door manager", agency="g1"),
    LeadSnapshot(ref="l3", agency="g2"),
    LeadSnapshot(ref="l4", name="Sade", agency="g4"),
)

EVIDENCE = (
    EvidenceSnapshot(
        ref="e1",
        kind="dip_sample",
        sentence="40 referrals read",
        on=date(2027, 1, 12),
        source="g1",
        how_many=40,
        confidence="high",
        state="received",
        naming="named",
    ),
    EvidenceSnapshot(
        ref="e2",
        kind="interview",
        sentence="The chair said it off the record",
        on=date(2027, 2, 1),
        source="g2",
        state="received",
        naming="kind_only",
    ),
    EvidenceSnapshot(ref="e3", kind="case_study", sentence="For the team alone", state="received", naming="team_only"),
    EvidenceSnapshot(
        ref="e4",
        kind="data_extract",
        sentence="Missing episodes by place",
        source="g2",
        asked_of="The analyst",
        due_on=date(2027, 5, 1),
        state="asked_for",
        naming="named",
    ),
)


def cell(
    ref: str, domain: str, level: str | None, stage_key: str, rating: str = "not_rated", **more: Any
) -> CellSnapshot:
    return CellSnapshot(ref=ref, domain=domain, level=level, stage=stage_key, rating=rating, **more)


def grid_cells() -> tuple[CellSnapshot, ...]:
    """The cells of the small grid: rated, half-step, overridden, not applicable, not reviewed, nothing written."""
    return (
        cell("c1", "target", "level-1", "referral", "amber_red", rated_by="Anwen", rated_at=RATED),
        cell(
            "c2",
            "target",
            "level-1",
            "response",
            "amber",
            rated_by="Anwen",
            rated_at=RATED,
            agreed_at="at the panel, 12 May",
            reason="The chairs' own checks are not sampled yet.",
        ),
        cell("c3", "target", "level-2", "referral", "green"),
        cell("c4", "target", "level-2", "response", "not_applicable"),
        cell("c5", "partnerships", "level-1", "referral", "not_yet_known"),
        cell("c6", "partnerships", "level-1", "response"),
        cell("c7", "partnerships", "level-2", "referral", "not_reviewed"),
        cell("c8", "partnerships", "level-2", "response", "not_reviewed"),
    )


def grid_findings() -> tuple[FindingSnapshot, ...]:
    return (
        FindingSnapshot(
            ref="f1",
            cell="c1",
            colour="red",
            text="GP practices do not know what a useful referral holds.",
            about=("g3",),
            on_behalf_of="g3",
            evidence=("e1", "e2", "e3"),
            also_in=("c6",),
        ),
        FindingSnapshot(
            ref="f2",
            cell="c1",
            colour="amber",
            text="The new form asks about friends and places; a third come back empty.",
            changes=(
                ColourChangeSnapshot(
                    before="red", after="amber", on=date(2027, 3, 3), reason="The form is in use", by="Anwen"
                ),
            ),
        ),
        FindingSnapshot(ref="f3", cell="c2", colour="amber", text="Mapping with young people has begun in two places."),
        FindingSnapshot(
            ref="f4",
            cell="c3",
            colour="green",
            text="Any partner can refer a place by one known route.",
            see_also=(SeeAlsoSnapshot(cell="c1"), SeeAlsoSnapshot(action="a3")),
        ),
        FindingSnapshot(
            ref="f5", cell="c5", colour="not_yet_known", text="Whether shops know whom to tell: not looked at."
        ),
        FindingSnapshot(
            ref="f6", cell="c1", colour="green", text="Archived: nobody may read this finding.", archived=True
        ),
    )


def serves(*pairs: tuple[str, str]) -> tuple[ServesSnapshot, ...]:
    return tuple(ServesSnapshot(finding=finding, colour=colour) for finding, colour in pairs)


def grid_actions() -> tuple[ActionSnapshot, ...]:
    return (
        ActionSnapshot(
            ref="a1",
            text="Run three lunchtime briefings for practice leads, with two worked examples.",
            serves=serves(("f1", "red"), ("f3", "amber")),
            leads=("l1", "l2", "l3", "l4"),
            due_words="in three months' time",
            due_on=date(2027, 7, 20),
            status="under_way",
            priority="high",
            notes=(NoteSnapshot(on=date(2027, 4, 1), text="First briefing held.", by="Meera"),),
        ),
        ActionSnapshot(
            ref="a2",
            text="Telephone the referrer when the boxes are empty.",
            serves=serves(("f2", "red")),
            leads=("l3",),
            due_on=date(2027, 3, 31),
            status="blocked",
            priority="normal",
            waits_for=("a3",),
        ),
        ActionSnapshot(
            ref="a3",
            text="Put the two questions into the schools' system.",
            serves=serves(("f2", "amber")),
            due_words="in due course",
            status="not_started",
            priority="normal",
        ),
        ActionSnapshot(
            ref="a4",
            text="Sample ten referrals of places.",
            serves=serves(("f4", "green")),
            leads=("l2",),
            due_words="termly",
            due_on=date(2027, 9, 1),
            repeats=RepeatsSnapshot(every=1, unit="term"),
            last_done_on=date(2027, 3, 3),
            status="done",
            priority="low",
            difference="Two routes became one.",
        ),
        ActionSnapshot(
            ref="a5",
            text="Ask ten shops in the precinct.",
            serves=serves(("f5", "not_yet_known")),
            leads=("l4",),
            status="not_started",
            priority="normal",
        ),
        ActionSnapshot(ref="a6", text="Write to the board.", serves=(), status="not_needed", priority="normal"),
        ActionSnapshot(
            ref="a7",
            text="Archived: nobody may read this action.",
            serves=serves(("f1", "red")),
            status="done",
            priority="normal",
            archived=True,
        ),
    )


def with_words(snapshot: ReviewSnapshot) -> ReviewSnapshot:
    """The same review with what people said of its first finding, of its first action, of a stage and of the whole."""
    at = datetime(2027, 4, 15, 9, 30, tzinfo=UTC)
    said = {"by": "Ben", "agency": "Police", "written_at": at}
    return snapshot.model_copy(
        update={
            "holds": snapshot.holds.model_copy(update=dict.fromkeys(("comments", "working_notes", "challenges"), True)),
            "comments": (
                CommentSnapshot(
                    finding="f1",
                    text="Does this hold at night?",
                    settled_by="Anwen",
                    settled_at=at,
                    replies=(ReplySnapshot(**{**said, "by": "Carys", "text": "Nobody was asked."}),),
                    **said,
                ),
                CommentSnapshot(action="a1", text="Who pays for it?", **said),
            ),
            "working_notes": (
                WorkingNoteSnapshot(finding="f1", by="Anwen", changed_at=at, text="Bring this to the panel."),
            ),
            "challenges": (
                ChallengeSnapshot(by="Farid", recorded_at=at, text="Who reads this?"),
                ChallengeSnapshot(
                    finding="f1",
                    by="Farid",
                    recorded_at=at,
                    text="How sure is that?",
                    answer="We asked forty people.",
                    answered_by="Anwen",
                    answered_at=at,
                ),
                ChallengeSnapshot(cell="c1", by="Farid", recorded_at=at, text="Why this rating?"),
            ),
        }
    )


def small_grid(**changed: Any) -> ReviewSnapshot:
    """A small review of a grid with every trait that a document has to tell; `changed` replaces whole parts."""
    parts: dict[str, Any] = {
        "holds": Holds(),
        "partnership": "Eastmere Safeguarding Partnership",
        "framework": grid_framework(),
        "review": AboutSnapshot(
            title="System Review 2027",
            date=date(2027, 4, 14),
            marking="OFFICIAL-SENSITIVE",
            purpose="To see how far our system acts on the places where harm happens.",
            period="September 2026 to March 2027",
            limits="We spoke with few parents.",
        ),
        "agencies": AGENCIES,
        "leads": LEADS,
        "evidence": EVIDENCE,
        "cells": grid_cells(),
        "findings": grid_findings(),
        "actions": grid_actions(),
        "values": (
            ValueSnapshot(
                key="collaborative", extent="partly_evident", narrative="Young people came late.", examples_for="Map."
            ),
            ValueSnapshot(name="Kind", narrative="People were kind to each other."),
        ),
    }
    return ReviewSnapshot(**{**parts, **changed})


def small_audit(**changed: Any) -> ReviewSnapshot:
    """A small review without levels, on a three-step scale, with stages that differ from sheet to sheet."""
    parts: dict[str, Any] = {
        "holds": Holds(),
        "partnership": "Westfold Safeguarding Partnership",
        "framework": audit_framework(),
        "review": AboutSnapshot(title="Schools 2027", date=date(2027, 2, 1)),
        "agencies": AGENCIES,
        "leads": LEADS,
        "cells": (
            cell("c1", "leading", None, "governors", "amber", rated_by="Esme", rated_at=RATED),
            cell("c2", "leading", None, "policy"),
            cell("c3", "staff", None, "training", "red"),
        ),
        "findings": (
            FindingSnapshot(
                ref="f1", cell="c1", colour="amber", text="Two of five governing bodies have a safeguarding link."
            ),
            FindingSnapshot(ref="f2", cell="c3", colour="red", text="No induction names places or groups."),
            FindingSnapshot(ref="f3", cell="c3", colour="not_yet_known", text="How supply staff are told."),
        ),
        "actions": (
            ActionSnapshot(
                ref="a1",
                text="Name a link in each.",
                serves=serves(("f1", "amber")),
                leads=("l2",),
                status="under_way",
                priority="normal",
                due_on=date(2027, 7, 1),
            ),
            ActionSnapshot(
                ref="a2",
                text="Write one page for inductions.",
                serves=serves(("f2", "red")),
                status="not_started",
                priority="normal",
            ),
        ),
    }
    return ReviewSnapshot(**{**parts, **changed})
