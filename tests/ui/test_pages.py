"""The pages of the look, drawn from invented content: sound HTML, nothing unescaped, and cheap to draw."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from system_review import ui
from system_review.reviews.pages import Matrix, MatrixCell, MatrixGroup, MatrixRow, ReviewMap, StageRow
from system_review.ui.parts import Rating
from tests.ui import pretend, pretend_overview
from tests.ui.inspect import Page

STATIC = Path(ui.__file__).parent / "static" / "ui"
LISTS = Matrix(
    (),
    (
        MatrixGroup(
            "",
            "",
            (
                MatrixRow(
                    "Leadership",
                    "/1/",
                    (MatrixCell("Policy", pretend.rating("red"), "1 finding, no actions", "/1/#p"),),
                ),
            ),
        ),
    ),
)
READER = replace(pretend.band("green"), add_url="", empty="Nothing written yet")


def sheet(page: object = None, **more: object) -> str:
    """The results sheet as HTML."""
    return render_to_string("reviews/sheet.html", pretend.context(sheet=page or pretend.sheet(), **more))


def overview(**more: object) -> str:
    """The overview as HTML."""
    return render_to_string("reviews/overview.html", pretend.context(overview=pretend_overview.overview(**more)))


PAGES: dict[str, Callable[[], str]] = {
    "a full sheet": lambda: sheet(),
    "a sheet with a notice": lambda: sheet(notice=pretend.UNDO),
    "a sheet of a framework without levels": lambda: sheet(pretend.standards()),
    "a sheet without anything": lambda: sheet(pretend.sheet(stages=(), map=ReviewMap((), ()))),
    "an overview": lambda: overview(),
    "an overview of sheets with stages of their own": lambda: overview(matrix=LISTS),
    "an overview at the beginning": lambda: overview(first_step="Begin here.", first_step_url="/add/"),
    **{
        name: partial(render_to_string, f"ui/{name}.html", {})
        for name in ("400", "403", "404", "405", "409", "413", "422", "500", "csrf")
    },
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(name: str) -> None:
    page = Page(PAGES[name]())

    assert page.faults() == []


def test_a_text_cannot_become_part_of_the_page() -> None:
    bad = '<script>alert("1")</script>&<img src=x onerror=alert(1)>"\''
    finding = pretend.finding(
        "f1", "red", bad, pretend.action("a1", bad, f"{bad}, {bad}", bad, extras=(bad,)), quiet=(bad,)
    )
    row = replace(
        pretend.referral(), name=bad, question=bad, rated=(bad,), why=bad, rating=Rating((("red", bad),)),
        bands=(pretend.band("red", finding, meaning=bad, add_text=bad),),
    )  # fmt: skip

    page = Page(sheet(pretend.sheet(stages=(row,))))

    assert page.faults() == []
    assert len(page.of("script")) == 3
    assert page.of("img") == []


def test_a_reader_who_may_not_write_sees_no_way_to() -> None:
    row = StageRow("x", "Referral", "Does it?", pretend.rating("green"), bands=(READER,))

    html = sheet(replace(pretend.sheet(stages=(row,)), add_url="", export_url="", present_url=""))

    assert "hx-boost" not in html
    assert "Nothing written yet" in html
    assert Page(html).of("form") == []


def test_three_kinds_of_emptiness_are_told_apart() -> None:
    html = sheet(pretend.sheet(stages=(pretend.assessment(), pretend.standards().stages[1])))

    assert "Looked, none found" in html
    assert "Not in this review" in html
    assert "Nothing written yet" in sheet(pretend.sheet(stages=(pretend.referral(),)))


def test_what_is_missing_is_said_in_its_place() -> None:
    html = sheet(pretend.sheet(stages=(pretend.response(),)))

    assert '<b class="missing">No lead yet</b>' in html
    assert '<b class="missing">No date yet</b>' in html


def test_a_rating_at_odds_with_its_findings_shows_both() -> None:
    html = sheet(pretend.sheet(stages=(pretend.planning(),)))

    side = html.split('class="side"')[1].split('class="band')[0]
    assert side.count('class="rating"') == 2
    assert "The findings suggest" in side


def test_each_light_of_the_map_has_its_words() -> None:
    html = render_to_string("reviews/_map.html", {"map": pretend.review_map()})

    assert html.count('<span class="vh">') == html.count('class="light ') == 32
    assert '<span class="vh">Amber/Red</span>' in html


def test_words_of_the_framework_are_not_ours() -> None:
    columns = tuple(
        replace(column, word=word) for column, word in zip(pretend.COLUMNS, ("Coch", "Oren", "Gwyrdd"), strict=True)
    )

    html = sheet(replace(pretend.sheet(stages=(), map=ReviewMap((), ())), columns=columns))

    assert "Coch" in html
    assert ">Red<" not in html


def test_htmx_is_told_what_the_policy_allows() -> None:
    content = next(meta["content"] for meta in Page(sheet()).of("meta") if meta.get("name") == "htmx-config")

    told = json.loads(content)

    assert told["allowEval"] is told["includeIndicatorStyles"] is told["historyEnabled"] is False
    assert told["selfRequestsOnly"] is True
    assert told["historyCacheSize"] == 0
    assert next(rule["swap"] for rule in told["responseHandling"] if re.fullmatch(rule["code"], "422"))


def test_the_styles_and_the_script_stay_small_and_at_home() -> None:
    styles = "".join((STATIC / name).read_text() for name in ("tokens.css", "ui.css", "review.css"))

    assert len(styles) < 30_000
    assert len((STATIC / "ui.js").read_text()) < 9_000
    assert not re.search(r"url\((?![\"']?fonts/)", styles)
    assert not re.search(r"font-size: (\.[0-7]|\.8[0-6]|[0-9.]+px)", styles), "smaller than 14 px"
    assert "eval" not in (STATIC / "ui.js").read_text()


def test_every_mark_has_a_shape_and_a_word_beside_it() -> None:
    html = sheet() + overview()
    drawn = set(re.findall(r'href="#i-([a-z_]+)"', html))
    shapes = set(re.findall(r'id="i-([a-z_]+)"', html))

    assert drawn <= shapes
    assert {"red", "amber", "green", "not_yet_known", "not_applicable", "not_reviewed", "not_rated"} <= shapes
    assert not re.search(r"</svg>\s*<", html.replace("</defs></svg>", "").replace("</svg></td>", ""))


def test_a_sheet_sends_few_bytes_for_what_it_says() -> None:
    stages = (pretend.referral(), pretend.assessment(), pretend.planning())

    assert len(sheet(pretend.sheet(stages=stages))) < 36_000
