"""The review that everything is measured on: 32 cells, 100 findings, 160 actions, with leads, evidence and servings.

Made by counting, without chance: the same on every machine. Everything in it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from system_review.frameworks.files import shipped
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.snapshots import (
    AboutSnapshot,
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    EvidenceSnapshot,
    FindingSnapshot,
    Holds,
    LeadSnapshot,
    NoteSnapshot,
    RepeatsSnapshot,
    ReviewSnapshot,
    SeeAlsoSnapshot,
    ServesSnapshot,
    ValueSnapshot,
)

FINDINGS, ACTIONS, EVIDENCE = 100, 160, 24
PARTNERSHIP = "Eastmere Safeguarding Partnership"
DAY = date(2027, 4, 14)
RATED = datetime(2027, 4, 12, 14, 0, tzinfo=UTC)

COLOURS = ("red", "amber", "amber", "green", "red", "green", "amber", "not_yet_known")
PER_CELL = (3, 4, 2, 3, 5, 2, 3, 3)  # findings of neighbouring cells; real sheets are uneven too
STATUSES = ("not_started", "under_way", "done", "under_way", "blocked", "not_started", "done", "not_needed")

WHO = (
    "Practitioners at the front door",
    "Chairs of strategy meetings",
    "Youth workers in the north of the town",
    "School safeguarding leads",
    "The missing-children panel",
    "Community safety officers",
    "Health visitors and school nurses",
    "Housing officers",
    "Early help workers",
    "The independent chair",
)
SEE = (
    "describe places and friendships well, but seldom say who could make them safer",
    "read parenting in the light of the places where a young person spends time",
    "have no known route by which a shop, a park or a group can be referred",
    "ask young people which places feel safe, and write the answers down in their words",
    "share what they know by telephone, so that nothing of it can be found afterwards",
    "use the new form, of which a third come back with the box on friends left empty",
    "were not told what became of what they had reported",
)
BASIS = (
    "This was seen in most of the plans that were read.",
    "Two of the five teams have begun; the others wait for guidance.",
    "Nobody has checked whether it changes what happens next.",
    "The board asked for a plan by the summer. It is one person's work, and when she is away nobody answers.",
    "It holds in the town centre and not at all in the villages.",
)
DEEDS = (
    "Agree one prompt with both sets of chairs and try it for a term",
    "Map every panel that talks about places, and say on one page what each of them is for",
    "Sample ten plans with the youth justice service and write two pages about what was found",
    "Put the two questions into the schools' electronic system",
    "Telephone the referrer whenever the box is empty, and count how often",
    "Walk the route home with young people and bring what they say to the panel",
    "Write a short guide for shop staff, and ask three of them whether it helps",
)
PEOPLE = ("Meera", "Col", "Sade", "Joan", "Rhys", "Amara", "Tomasz", "Bethan", "Ola", "Priya", "Glyn", "Nadia")
ROLES = ("front door manager", "quality assurance", "partnership manager", "", "team manager", "")
AGENCIES = ("Children's social care", "Education", "Health", "Housing", "Police", "Youth justice")
KINDS = ("dip_sample", "interview", "document", "meeting_observation", "survey", "focus_group", "data_extract")


def framework() -> FrameworkSnapshot:
    """The shipped Contextual Safeguarding framework."""
    return next(one for one in shipped() if one.key == "contextual-safeguarding")


def generated_review() -> ReviewSnapshot:
    """The whole review."""
    cells = tuple(_cells(framework()))
    findings = tuple(_findings(cells))
    return ReviewSnapshot(
        holds=Holds(history=True, archived=True, team_only_evidence=True),
        partnership=PARTNERSHIP,
        framework=framework(),
        review=AboutSnapshot(
            title="System Review 2027",
            date=DAY,
            marking="OFFICIAL-SENSITIVE",
            purpose="To see how far our system acts on the places where harm happens.",
            period="September 2026 to March 2027",
            method="Plans read, meetings sat in on, conversations with young people and with practitioners.",
        ),
        agencies=tuple(AgencySnapshot(ref=f"g{n}", name=name) for n, name in enumerate(AGENCIES, 1)),
        leads=tuple(_leads()),
        evidence=tuple(_evidence()),
        cells=cells,
        findings=findings,
        actions=tuple(_action(n, findings) for n in range(1, ACTIONS + 1)),
        values=tuple(_values(framework())),
    )


def _cells(of: FrameworkSnapshot) -> Iterator[CellSnapshot]:
    places = [(domain, level, stage) for domain, level, stages in of.sheets() for stage in stages]
    ratings = [*(step.key for step in of.scale), "not_rated"]
    for n, (domain, level, stage) in enumerate(places):
        rating = ratings[n % len(ratings)]
        rated = rating != "not_rated"
        yield CellSnapshot(
            ref=f"c{n + 1}",
            domain=domain.key,
            level=level.key if level else None,
            stage=stage.key,
            rating=rating,
            reason="Where the form is used it works; half of the teams do not use it yet." if rated and n % 3 else "",
            rated_by="Anwen" if rated else "",
            rated_at=RATED if rated else None,
            agreed_at="the panel of 12 April" if rated and n % 2 else "",
        )


def _findings(cells: tuple[CellSnapshot, ...]) -> Iterator[FindingSnapshot]:
    """Cell by cell, those of a colour together, as they stand on the sheet."""
    places = [cell.ref for n, cell in enumerate(cells) for _ in range(PER_CELL[n % len(PER_CELL)])][:FINDINGS]
    coloured = [(place, COLOURS[n % len(COLOURS)], n) for n, place in enumerate(places)]
    order = ("red", "amber", "green", "not_yet_known")
    coloured.sort(key=lambda one: (int(one[0][1:]), order.index(one[1])))
    for ref, (place, colour, n) in enumerate(coloured, 1):
        yield FindingSnapshot(
            ref=f"f{ref}",
            cell=place,
            colour=colour,
            text=f"{WHO[n % 10]} {SEE[n % 7]}. {BASIS[n % 5]}",
            about=(f"g{n % 6 + 1}",) if n % 3 else (),
            on_behalf_of=f"g{n % 6 + 1}" if n % 9 == 0 else None,
            also_in=(cells[(n * 5) % len(cells)].ref,) if n % 12 == 5 else (),
            evidence=tuple(f"e{e % EVIDENCE + 1}" for e in range(n, n + n % 4)),
            see_also=(SeeAlsoSnapshot(cell=cells[(n * 7) % len(cells)].ref),) if n % 14 == 9 else (),
        )


def _leads() -> Iterator[LeadSnapshot]:
    for n, name in enumerate(PEOPLE):
        yield LeadSnapshot(ref=f"l{n + 1}", name=name, role=ROLES[n % 6], agency=f"g{n % 6 + 1}")
    yield LeadSnapshot(ref=f"l{len(PEOPLE) + 1}", agency="g5")  # "police, name awaited"


def _evidence() -> Iterator[EvidenceSnapshot]:
    for n in range(EVIDENCE):
        awaited = n % 6 == 5
        yield EvidenceSnapshot(
            ref=f"e{n + 1}",
            kind=KINDS[n % len(KINDS)],
            sentence=f"{10 + 3 * n} plans and records of the {AGENCIES[n % 6].lower()} service, read by two people",
            on=None if awaited else date(2026, 9, 1) + timedelta(days=9 * n),
            source=f"g{n % 6 + 1}",
            how_many=None if awaited else 10 + 3 * n,
            confidence=("high", "medium", "low")[n % 3],
            state="asked_for" if awaited else "received",
            asked_of="The analyst" if awaited else "",
            due_on=DAY + timedelta(days=n) if awaited else None,
            naming=("named", "named", "kind_only", "named")[n % 4],
        )


def _action(n: int, findings: tuple[FindingSnapshot, ...]) -> ActionSnapshot:
    first, second = findings[(n * 3) % FINDINGS], findings[(n * 11 + 4) % FINDINGS]
    served = dict.fromkeys((first, second) if n % 8 == 0 else (first,))
    recurring = n % 16 == 3
    return ActionSnapshot(
        ref=f"a{n}",
        text=f"{DEEDS[n % 7]}, and report to the group that meets each {('month', 'quarter', 'term')[n % 3]}.",
        serves=tuple(ServesSnapshot(finding=one.ref, colour=one.colour, place=n) for one in served),
        leads=tuple(dict.fromkeys(f"l{(n + 4 * k) % 13 + 1}" for k in range((1, 2, 1, 0, 4, 1, 2)[n % 7]))),
        due_words=("", "in three months' time", "", "by the end of June")[n % 4],
        due_on=None if n % 5 == 2 else DAY + timedelta(days=2 * n - 60),
        repeats=RepeatsSnapshot(every=1, unit="term") if recurring else None,
        last_done_on=DAY - timedelta(days=n) if recurring else None,
        status=STATUSES[n % 8],
        priority=("normal", "normal", "high", "low")[n % 4],
        difference="Referrers say that they are now asked about places." if STATUSES[n % 8] == "done" else "",
        notes=(NoteSnapshot(on=DAY - timedelta(days=9), text="Begun with one team.", by="Col"),) if n % 5 == 0 else (),
        waits_for=(f"a{n - 1}",) if n % 15 == 0 else (),
    )


def _values(of: FrameworkSnapshot) -> Iterator[ValueSnapshot]:
    for n, value in enumerate(of.values):
        extent = of.extents[n % len(of.extents)].key
        yield ValueSnapshot(key=value.key, extent=extent, narrative=f"{WHO[n]} {SEE[n]}. {BASIS[n % 5]}")
