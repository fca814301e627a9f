"""Pages with invented content, for looking at them and testing them without a database."""

from __future__ import annotations

from system_review.reviews.pages import (
    ActionBlock,
    Band,
    Column,
    FindingBlock,
    Light,
    MapGroup,
    MapRow,
    Reference,
    ReviewMap,
    SheetPage,
    SortLine,
    StageRow,
    folded,
    light_of,
)
from system_review.ui.parts import Frame, Head, Link, Notice, Rating, Tab, rating_of

WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
LETTERS = {"red": "R", "amber": "A", "green": "G", "not_yet_known": "?"}
PLANS = {
    "red": "To get to amber",
    "amber": "To get to green",
    "green": "To sustain",
    "not_yet_known": "To find out",
}
STAGES = ("Referral", "Assessment", "Planning", "Response")
DOMAINS = ("Target", "Legislative framework", "Partnerships", "Outcomes measurement")
STATUSES = {
    "not_started": "Not started",
    "under_way": "Under way",
    "done": "Done",
    "blocked": "Blocked",
    "not_needed": "No longer needed",
}
LONG_TEXT = (
    "Schools, youth clubs and the leisure centre each keep a note of where young people say they feel unsafe after "
    "school, but the three lists are never laid beside each other. The front door reads only the school's list. In "
    "the twelve weeks that we looked at, the bus station was named in all three, by nineteen young people, and in "
    "two of them the same shelter was named. Nobody who could have changed the lighting or the staffing there was "
    "told. Workers said that they would share the lists if somebody told them how, and that they had asked twice. "
    "Parents in the group in February said the same about the underpass, and added that their children walk a long "
    "way round to avoid it in winter."
)


def rating(*shapes: str) -> Rating:
    """A rating of the usual scale: `rating("amber", "red")`."""
    words = tuple(WORDS[shape] for shape in shapes)
    return rating_of(word="/".join(words), shapes=shapes, words=words)


def light(*shapes: str, url: str = "/sheet/#stage-planning", before: str = "") -> Light:
    """A light of the usual scale."""
    return light_of(
        letters="/".join(LETTERS[shape] for shape in shapes),
        shapes=shapes,
        said=before + "/".join(WORDS[shape] for shape in shapes),
        url=url,
    )


A, R, G, U = "amber", "red", "green", "not_yet_known"
LIGHTS = (
    ((A, R), (G, A), (A,), (A, R)),
    ((A, R), (A, R), (R,), (R,)),
    ((A,), (A,), (G, A), (G,)),
    ((R,), (A, R), (R,), (A,)),
    ((G,), (G, A), (A,), (A,)),
    ((A, R), (A,), (A, R), (U,)),
    ((A,), (U,), (A, R), (R,)),
    ((R,), (R,), (A, R), (U,)),
)


def review_map(current: int = 0) -> ReviewMap:
    """A map of four domains, two levels and four stages."""
    groups = []
    for number, domain in enumerate(DOMAINS):
        rows = tuple(
            MapRow(
                f"Level {level + 1}",
                f"/sheet/{number}/{level}/",
                tuple(light(*shapes) for shapes in LIGHTS[2 * number + level]),
                is_current=2 * number + level == current,
            )
            for level in range(2)
        )
        groups.append(MapGroup(domain, rows))
    return ReviewMap(STAGES, tuple(groups))


def action(key: str, text: str, who: str, when: str, status: str = "not_started", **more: object) -> ActionBlock:
    """An action; `who` is "Meera, health": the part before the comma is strong."""
    lead, comma, others = who.partition(",")
    word = str(more.pop("status_word", STATUSES[status]))
    return ActionBlock(
        f"action-{key}",
        text,
        lead,
        comma + others,
        when,
        status,
        word,
        change_url=f"/action/{key}/",
        **more,  # type: ignore[arg-type]
    )


def finding(key: str, shape: str, text: str, *actions: ActionBlock, **more: object) -> FindingBlock:
    """A finding that may be changed."""
    start, rest = folded(text)
    more.setdefault("evidence", "How we know: 40 referrals read, January")
    return FindingBlock(
        f"finding-{key}",
        shape,
        WORDS[shape],
        start,
        rest,
        plan=PLANS[shape],
        actions=actions,
        add_url=f"/finding/{key}/actions/",
        change_url=f"/finding/{key}/",
        move_url=f"/finding/{key}/colour/",
        history_url=f"/finding/{key}/history/",
        **more,  # type: ignore[arg-type]
    )


def band(shape: str, *findings: FindingBlock, **more: object) -> Band:
    """A band to which findings can be added."""
    if not findings and shape != U:
        more.setdefault("empty", "Nothing written yet")
    more.setdefault("add_text", f"+ {WORDS[shape]} finding" if shape != U else "+ Something not yet known")
    more.setdefault("meaning", f"What {WORDS[shape].lower()} looks like at this stage is told here in one sentence.")
    return Band(shape, WORDS[shape], findings=findings, add_url=f"/add/{shape}/", **more)  # type: ignore[arg-type]


def referral() -> StageRow:
    red = finding(
        "f1",
        R,
        "GP practices and the ambulance service do not know what a useful contextual referral holds; none of the 40 "
        "referrals sampled mentioned a place.",
        action(
            "f1-a1",
            "Run three lunchtime briefings for practice safeguarding leads, with two worked examples",
            "Meera, health",
            "by 30 June 2027",
            "under_way",
        ),
    )
    amber = finding(
        "f2",
        A,
        "The new form asks about friends and places; a third come back with those boxes empty, most of them from "
        "schools.",
        action(
            "f2-a1",
            "Telephone the referrer when the boxes are empty, and tally the reasons for a term",
            "Col, front door",
            "each term, next 1 September 2027",
        ),
        action(
            "f2-a2", "Put the two questions into the schools’ electronic system", "", "within six weeks: by 1 June 2027"
        ),
        evidence="How we know: 40 referrals read, January; front-door focus group",
    )
    return StageRow(
        "referral",
        "Referral",
        "Does what comes in at the front door say enough about peers, places and online spaces?",
        rating(A, R),
        ("Rated by Anwen, 14 April 2027", "Why: Both halves matter: the form works where it is used."),
        bands=(band(R, red), band(A, amber), band(G), band(U)),
        change_url="/stage/referral/rating/",
        change_text="Change",
        history_url="/stage/referral/history/",
    )


def assessment() -> StageRow:
    amber = finding(
        "f3",
        A,
        "Youth justice assessments describe places well but seldom say who could make them safer.",
        action(
            "f3-a1",
            "Dip-sample ten assessments with the youth justice service",
            "Sade, youth justice, with Joan, quality assurance; Mick, workforce; and Ola, children’s social care",
            "in three months: by 20 July 2027",
        ),
        evidence="How we know: 8 assessments read, March",
    )
    green = finding(
        "f4",
        G,
        "Nine in ten child and family assessments weigh contexts and read parenting in that light.",
        action(
            "f4-a1",
            "Repeat the dip-sample",
            "Joan, quality assurance",
            "every six months, next 3 September 2027",
            "done",
            status_word="Last done 3 March 2027",
        ),
        action(
            "f4-a2",
            "Keep context weighting in induction",
            "Mick, workforce",
            "each intake, next 6 September 2027",
            "under_way",
        ),
        evidence="How we know: dip-sample of 20, February",
        quiet=("Amber until 3 March 2027: the second sample bore it out",),
        past=(
            action(
                "f4-a3",
                "Train two champions in each team",
                "Mick, workforce",
                "",
                "done",
                extras=("What difference it made: teams ask them first.",),
            ),
        ),
        past_text="1 action done",
    )
    return StageRow(
        "assessment",
        "Assessment",
        "Is the weight of harm outside the home set beside what parents can be expected to change?",
        rating(G, A),
        ("Rated by Anwen, 14 April 2027",),
        bands=(band(R, empty="Looked, none found"), band(A, amber), band(G, green), band(U)),
        change_url="/stage/assessment/rating/",
        change_text="Change",
        history_url="/stage/assessment/history/",
    )


def planning() -> StageRow:
    red = finding(
        "f5",
        R,
        "Plans for children in need still give parents tasks about the retail park.",
        action(
            "f5-a1",
            "Rewrite the plan template with a section for places and the people responsible for them",
            "Ola, children’s social care",
            "by 31 March 2027",
            "blocked",
            tag="overdue",
            extras=("Waits for: the new case system",),
        ),
        evidence="How we know: 15 plans read",
    )
    amber = finding(
        "f6",
        A,
        "Conference chairs ask about peers and places; reviews for children in care do not.",
        action(
            "f6-a1",
            "Agree one prompt with both sets of chairs",
            "Tess, independent reviewing",
            "by the end of July: by 31 July 2027",
            "under_way",
        ),
        evidence="How we know: 4 conferences observed",
        see_also=(Link("Level 2, Planning: 2 actions, 1 done", "/sheet/0/1/#stage-planning"),),
    )
    unknown = finding(
        "f7",
        U,
        "Whether children in care placed out of area have a plan that names places: not looked at this time.",
        action("f7-a1", "Ask the placing teams for ten plans", "Tess, independent reviewing", "by 30 September 2027"),
        evidence="",
        evidence_url="/finding/f7/evidence/",
    )
    return StageRow(
        "planning",
        "Planning",
        "Do plans ask the people who can change a place to change it?",
        rating(A),
        (
            "Rated by Anwen, agreed at the panel, 12 May 2027",
            "Why: Chairs’ own checks since March are not yet sampled.",
        ),
        suggested=rating(A, R),
        bands=(band(R, red), band(A, amber), band(G), band(U, unknown)),
        change_url="/stage/planning/rating/",
        change_text="Change",
        history_url="/stage/planning/history/",
    )


def response() -> StageRow:
    """The full one: nine findings in a band, one of 120 words, a text from right to left, no lead and no date."""
    many = [
        finding(f"n{number}", R, text, action(f"n{number}-a", "Agree who does what by when", "", ""))
        for number, text in enumerate(
            (
                LONG_TEXT,
                "Workers are unsure what the detached youth team can do.",
                "لا يعرف العاملون ما الذي يمكن لفريق الشباب تقديمه في الحي.",
                "There is no menu of responses to places.",
                "The shop managers’ meeting has stopped.",
                "Nobody tells young people what became of what they said.",
                "Transport staff rotate before they know the children.",
                "Two projects end in March and nothing follows.",
                "A_single_word_that_is_longer_than_any_column_could_ever_hold_without_breaking_it_somewhere_in_the_middle",
            )
        )
    ]
    other = Reference(
        A, "Amber", "Guardians of the retail park meet, without an agenda.", "Level 2, Response", "/sheet/0/1/#f"
    )
    return StageRow(
        "response",
        "Response",
        "Do workers know and use responses that change the contexts around a child, with young people and parents?",
        rating(R),
        ("Suggested, nobody has rated yet",),
        why="All nine findings are red.",
        bands=(band(R, *many), band(A, references=(other,)), band(G), band(U)),
        change_url="/stage/response/rating/",
        change_text="Rate",
        history_url="/stage/response/history/",
    )


COLUMNS = tuple(Column(shape, WORDS[shape], PLANS[shape]) for shape in (R, A, G))
SORT_OUT = (
    SortLine("1", "action without a lead", "/plan/?lead=none", "Target, Level 1, Referral"),
    SortLine("1", "action overdue", "/plan/?due=past", "Plan template, Ola, since 31 March 2027"),
    SortLine("3", "stages not yet known", "/overview/", "Partnerships 2 Response; Outcomes 1 Assessment, 2 Response"),
    SortLine("9 of 41", "actions are led by Jo", "/overview/?by=lead"),
)


def sheet(*, stages: tuple[StageRow, ...] | None = None, **more: object) -> SheetPage:
    """A sheet of four stages, the last of them very full."""
    more.setdefault("map", review_map())
    return SheetPage(
        name="Target, Level 1",
        strapline="How we respond to children, young people and their families",
        columns=COLUMNS,
        stages=(referral(), assessment(), planning(), response()) if stages is None else stages,
        to_sort_out=SORT_OUT,
        on_paper="System Review 2027: Target, Level 1 · OFFICIAL-SENSITIVE · DRAFT · as at 20 April 2027",
        add_url="/add/",
        present_url="/present/",
        export_url="/export/",
        **more,  # type: ignore[arg-type]
    )


def standards() -> SheetPage:
    """A sheet of a framework without levels, whose sheets have stages of their own; one is not in the review."""
    rows = tuple(
        MapRow(
            name,
            f"/standard/{number}/",
            tuple(light(*LIGHTS[number][place], before=f"{part}: ") for place, part in enumerate(parts)),
            is_current=number == 0,
        )
        for number, (name, parts) in enumerate(
            (
                ("Leadership and culture", ("Policy", "Board", "Training")),
                ("Safer recruitment", ("Checks", "References")),
            )
        )
    )
    left_out = StageRow(
        "board",
        "Board",
        "Does the board ask?",
        Rating((("not_reviewed", "Not reviewed this time"),)),
        outside="Not in this review",
    )
    return SheetPage(
        name="Leadership and culture",
        strapline="",
        map=ReviewMap((), (MapGroup("", rows),)),
        columns=COLUMNS,
        stages=(referral(), left_out),
        first_step="Nothing is written yet. Begin with one thing that you have seen.",
        add_url="/add/",
    )


FRAME = Frame(
    "Eastmere Safeguarding Partnership",
    "/",
    "Anwen",
    "/me/",
    "/help/",
    (Link("About System Review", "/about/"), Link("Accessibility", "/accessibility/")),
)


def head(tab: str = "Results sheet") -> Head:
    """The head of every page of the review."""
    names = ("Overview", "Results sheet", "Action plan", "Evidence", "Values", "Bring in", "Versions")
    tabs = tuple(Tab(name, f"/{name}/", name == tab, 3 if name == "Bring in" else 0) for name in names)
    about = "20 April 2027 · Contextual Safeguarding framework 1.0 · draft, seen by the review team only"
    return Head(
        "System Review 2027",
        about + " · OFFICIAL-SENSITIVE",
        (Link("Reviews", "/"), Link("2027 review")),
        tabs,
        "/help/sheet/",
    )


def context(**more: object) -> dict[str, object]:
    """What both pages get beside their own content."""
    return {"frame": FRAME, "head": head(), "notice": None, **more}


UNDO = Notice("Finding moved to amber", focus="finding-f2", undo_url="/undo/1/")
