"""A review of the size that exports are measured on: 32 cells, 100 findings, 160 actions. Everything is invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

from system_review.reviews.snapshots import (
    ActionSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    NoteSnapshot,
    ReviewSnapshot,
)
from tests.documents.frameworks import FIVE_STEPS, grid_framework
from tests.documents.snapshots import AS_AT, RATED, cell, serves, small_grid

_SENTENCES = (
    "Practitioners describe places well but seldom say who could make them safer, and the form has no room.",
    "Nine in ten assessments weigh contexts and read parenting in that light; chairs check it and ask for it.",
    "There is no known route by which a shop, a park or a group can be referred, and panels share nothing.",
    "Tŷ Gwyn ac Ysgol y Bont: gweithwyr ieuenctid yn adnabod y lleoedd, ond nid yw'r ffurflen yn gofyn amdanynt.",
    "يعرف العاملون مع الشباب الأماكن جيدا، لكن الاستمارة لا تسأل عنها.",
    "Workers and young people walk the route together 🚶‍♀️ and mark what feels safe; nobody yet brings it to the panel.",
)
_DEEDS = (
    "Agree one prompt with both sets of chairs and try it for a term",
    "Map every panel that talks about places, and say what each is for",
    "Sample ten plans with the youth justice service and write two pages",
    "Put the questions into the schools' electronic system",
)


def large(findings: int = 100, actions: int = 160) -> ReviewSnapshot:
    """32 cells, 100 findings and 160 actions, in several scripts."""
    framework = grid_framework(
        ("Target", "Legislative framework", "Partnerships", "Outcomes measurement"),
        ("Referral", "Assessment", "Planning", "Response"),
    )
    ratings, colours = (
        cycle(step.key for step in FIVE_STEPS),
        cycle(("red", "amber", "amber", "green", "green", "red", "not_yet_known")),
    )
    cells = tuple(
        cell(
            f"c{n}",
            domain.key,
            level.key if level else None,
            row.key,
            next(ratings),
            rated_by="Anwen",
            rated_at=RATED,
            reason="Both halves matter: the form works where it is used." if n % 5 == 0 else "",
        )
        for n, (domain, level, row) in enumerate(((d, v, s) for d, v, rows in framework.sheets() for s in rows), 1)
    )
    made = tuple(
        FindingSnapshot(
            ref=f"f{n}",
            cell=f"c{(n * 7) % 32 + 1}",
            colour=next(colours),
            text=f"{_SENTENCES[n % 6]} ({n})",
            evidence=(f"e{n % 20 + 1}", f"e{(n * 3) % 20 + 1}"),
            also_in=("c1",) if n % 33 == 0 else (),
        )
        for n in range(1, findings + 1)
    )
    return small_grid(
        framework=framework,
        cells=cells,
        findings=made,
        actions=tuple(_large_action(n, made) for n in range(1, actions + 1)),
        evidence=tuple(
            EvidenceSnapshot(
                ref=f"e{n}",
                kind="document",
                sentence=f"Plans read, batch {n}",
                on=date(2027, 1, n),
                source="g1",
                state="received",
                naming="named",
                how_many=n,
            )
            for n in range(1, 21)
        ),
    )


def _large_action(n: int, findings: tuple[FindingSnapshot, ...]) -> ActionSnapshot:
    first, also = findings[n % len(findings)], findings[(n * 5) % len(findings)]
    served = dict.fromkeys([first, also] if n % 10 == 0 else [first])
    return ActionSnapshot(
        ref=f"a{n}",
        text=f"{_DEEDS[n % 4]} ({n}).",
        serves=serves(*((finding.ref, finding.colour) for finding in served)),
        leads=("l1", "l2", "l3", "l4")[: n % 5],
        due_words="in three months' time" if n % 3 == 0 else "",
        due_on=AS_AT + timedelta(days=n - 40) if n % 4 else None,
        status=("not_started", "under_way", "done", "blocked", "not_needed")[n % 5],
        priority=("normal", "normal", "high", "low")[n % 4],
        difference="Referrers say that they are asked." if n % 5 == 2 else "",
        notes=(NoteSnapshot(on=date(2027, 4, 2), text="Begun with one team.", by="Col"),) if n % 6 == 0 else (),
    )
