"""Two frameworks made by hand: a grid with levels and half-steps, and an audit without either. All invented."""

from __future__ import annotations

from system_review.frameworks.snapshots import (
    ColourSet,
    ColourWords,
    Domain,
    Extent,
    FrameworkSnapshot,
    Level,
    PartNames,
    Stage,
    Step,
    Value,
)


def en(text: str) -> dict[str, str]:
    """A text of a framework in English."""
    return {"en": text}


def colour_words(word: str, meaning: str, plan: str) -> ColourWords:
    return ColourWords(
        word=en(word), meaning=en(meaning), plan=en(plan), plan_on_paper=en(f"Action plan {plan.lower()}")
    )


COLOURS = ColourSet(
    red=colour_words("Red", "Absent, not begun, or unknown to those who need it.", "To get to amber"),
    amber=colour_words("Amber", "There in part, or it depends on single people.", "To get to green"),
    green=colour_words("Green", "Consistent, checked, and seen to shape practice.", "To sustain performance"),
    not_yet_known=colour_words(
        "Not yet known", "Nobody has looked yet, or what was seen does not tell.", "To find out"
    ),
)

FIVE_STEPS = (
    Step(key="red", word=en("Red"), letters=en("R"), colours=("red",)),
    Step(key="amber_red", word=en("Amber/Red"), letters=en("A/R"), colours=("amber", "red")),
    Step(key="amber", word=en("Amber"), letters=en("A"), colours=("amber",)),
    Step(key="green_amber", word=en("Green/Amber"), letters=en("G/A"), colours=("green", "amber")),
    Step(key="green", word=en("Green"), letters=en("G"), colours=("green",)),
)

THREE_STEPS = (FIVE_STEPS[0], FIVE_STEPS[2], FIVE_STEPS[4])


def stage(key: str, name: str, question: str = "What would somebody see who came to look?") -> Stage:
    return Stage(
        key=key, name=en(name), question=en(question), red=en("Absent."), amber=en("Partly."), green=en("Always.")
    )


def grid_framework(
    domains: tuple[str, ...] = ("Target", "Partnerships"), stages: tuple[str, ...] = ("Referral", "Response")
) -> FrameworkSnapshot:
    """Domains with two levels of the same stages, and the five-step scale."""
    rows = tuple(stage(name.lower(), name) for name in stages)
    levels = tuple(
        Level(key=f"level-{n}", name=en(f"Level {n}"), strapline=en(strapline), stages=rows)
        for n, strapline in ((1, "How we respond to children and families"), (2, "How we respond to places and groups"))
    )
    return FrameworkSnapshot(
        key="grid",
        version="1.0",
        language="en",
        title=en("A grid of stages"),
        words=PartNames(domain=en("Domain"), level=en("Level"), stage=en("Stage")),
        colours=COLOURS,
        scale=FIVE_STEPS,
        domains=tuple(
            Domain(
                key=name.lower().replace(" ", "-"), name=en(name), strapline=en(f"{name}, in one line"), levels=levels
            )
            for name in domains
        ),
        values=(
            Value(
                key="collaborative",
                name=en("Collaborative"),
                visible=en("Shaped together."),
                warning=en("After the fact."),
            ),
            Value(
                key="rights-based",
                name=en("Rights-based"),
                visible=en("Weighed openly."),
                warning=en("Without limits."),
            ),
        ),
        extents=(
            Extent(key="partly_evident", word=en("Partly evident")),
            Extent(key="clearly_evident", word=en("Clearly evident")),
        ),
    )


def audit_framework() -> FrameworkSnapshot:
    """Standards without levels, each with questions of its own, and a three-step scale."""
    return FrameworkSnapshot(
        key="audit",
        version="2027.1",
        language="en",
        title=en("Safeguarding in schools"),
        words=PartNames(domain=en("Standard"), stage=en("Question")),
        colours=COLOURS,
        scale=THREE_STEPS,
        domains=(
            Domain(
                key="leading", name=en("Leading"), stages=(stage("governors", "Governors"), stage("policy", "Policy"))
            ),
            Domain(key="staff", name=en("Staff"), stages=(stage("training", "Training"),)),
        ),
    )
