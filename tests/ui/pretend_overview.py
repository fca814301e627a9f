"""The overview with invented content."""

from __future__ import annotations

from system_review.reviews.pages import (
    AboutLine,
    LoadRow,
    LoadTable,
    Matrix,
    MatrixCell,
    MatrixGroup,
    MatrixRow,
    OverviewPage,
    bar_of,
)
from system_review.ui.parts import Tab
from tests.ui.pretend import DOMAINS, LIGHTS, SORT_OUT, STAGES, rating


def overview(**more: object) -> OverviewPage:
    """The overview of a whole review."""
    groups = []
    for number, domain in enumerate(DOMAINS):
        rows = tuple(
            MatrixRow(
                f"Level {level + 1}",
                f"/sheet/{number}/{level}/",
                tuple(
                    MatrixCell(
                        stage, rating(*LIGHTS[2 * number + level][place]), "2 findings, 3 actions", "/sheet/#stage-x"
                    )
                    for place, stage in enumerate(STAGES)
                ),
            )
            for level in range(2)
        )
        groups.append(MatrixGroup(domain, f"/sheet/{number}/0/", rows))
    more.setdefault("matrix", Matrix(STAGES, tuple(groups)))
    return OverviewPage(to_sort_out=SORT_OUT, load=load(), about=ABOUT, about_url="/about/", **more)  # type: ignore[arg-type]


def load() -> LoadTable:
    """Who carries how much."""
    people = (
        ("Jo, police", 2, 3, 4, 0),
        ("Sade, youth justice", 1, 2, 2, 0),
        ("Tess, independent reviewing", 1, 1, 2, 0),
        ("Ola, children’s social care", 0, 1, 2, 1),
        ("No lead yet", 0, 0, 1, 0),
    )
    rows = tuple(
        LoadRow(
            name,
            f"/leads/{number}/" if name != "No lead yet" else "",
            tuple(map(str, figures)),
            bar_of(figures[:3], longest=9),
        )
        for number, (name, *figures) in enumerate(people)
    )
    tabs = (Tab("Lead", "?by=lead", is_current=True), Tab("Agency", "?by=agency"), Tab("Due month", "?by=month"))
    return LoadTable(
        "Actions by lead",
        tabs,
        "Lead",
        ("Done", "Under way", "Not started", "Overdue"),
        rows,
        "Jo leads 9 of 41 actions.",
    )


ABOUT = (
    AboutLine(
        "Purpose", "To see how far the partnership works with the places and peers that shape children’s safety."
    ),
    AboutLine("Period looked at", "January to March 2027"),
    AboutLine("Limits", "No young people in custody were asked.\nOne agency’s records could not be read."),
)
