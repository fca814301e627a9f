"""The guide: its pages are shown to who is signed in, all can be reached, and every link in it and to it holds."""

from __future__ import annotations

import ast
import re
from itertools import pairwise

import pytest
from _house import ROOT

from system_review.guide import queries
from system_review.guide.rendering import CONTENTS, part_of, render

HOME = "/guide/"
NAMES = sorted(queries.names())
NOT_OUR_WORDS = re.compile(
    r"\b(cells?|bands?|passage|override|snapshot|tenant|please|sorry|invalid|successfully)\b", re.IGNORECASE
)


def pages():
    """Every page by name, the contents included."""
    return {CONTENTS: queries.contents(home=HOME), **{name: queries.page_named(name, home=HOME) for name in NAMES}}


def help_pages():
    """Every page of the guide that a page of the product names in its code as its help, with where that is said.

    What the pages themselves show is tried in `tests/journeys/test_help_links.py`.
    """
    found = []
    for path in sorted((ROOT / "system_review").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "help_page" and isinstance(node.value, ast.Constant):
                found.append((node.value.value, f"{path.relative_to(ROOT)}:{node.value.lineno}"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_shown_with_its_title_and_the_others(as_, anwen, name):
    response = as_(anwen).get(f"{HOME}{name}/")

    page = pages()[name]
    assert response.status_code == 200
    assert f"<h1>{page.title}</h1>" in response.text
    assert page.html in response.text
    assert 'aria-current="page"' in response.text


def test_the_contents_list_every_page(as_, anwen):
    response = as_(anwen).get(HOME)

    assert response.status_code == 200
    for name in NAMES:
        assert f'href="{HOME}{name}/"' in response.text


@pytest.mark.parametrize("address", [HOME, f"{HOME}start/"])
def test_who_is_not_signed_in_is_asked_to_sign_in(as_, address):
    response = as_(None).get(address)

    assert response.status_code == 302
    assert "sign-in" in response.headers["Location"]


@pytest.mark.parametrize("name", ["nothing", CONTENTS, "START", "start.md", "..%2Fframeworks", "-", "x" * 500])
def test_what_is_no_page_is_not_there(as_, anwen, name):
    assert as_(anwen).get(f"{HOME}{name}/").status_code == 404


def test_every_page_can_be_reached_from_the_contents():
    assert {link.name for link in queries.in_order(home=HOME)} == set(NAMES)


def test_each_page_follows_the_one_before_it(as_, anwen):
    order = queries.in_order(home=HOME)

    for page, following in pairwise(order):
        assert f'Next: <a href="{HOME}{following.name}/">' in as_(anwen).get(f"{HOME}{page.name}/").text
    assert "Next:" not in as_(anwen).get(f"{HOME}{order[-1].name}/").text


def test_the_words_of_a_link_in_the_contents_are_the_title_of_its_page():
    titles = {name: page.title for name, page in pages().items()}

    assert {link.name: link.text for link in queries.in_order(home=HOME)} == {name: titles[name] for name in NAMES}


def test_every_link_between_pages_leads_to_a_page_and_a_part_that_are_there():
    known = pages()

    for name, page in known.items():
        for link in page.links:
            target = known.get(link.name or name)
            assert target, f"{name}.md links to {link.name}.md, which is not there"
            assert not link.part or link.part in target.parts, f"{name}.md links to {link.name}.md#{link.part}"


def test_no_page_links_out_of_the_guide():
    for name, page in pages().items():
        for address in re.findall(r'href="([^"]*)"', page.html):
            assert address.startswith((HOME, "#")), f"{name}.md: {address}"


def test_every_help_link_of_the_product_leads_to_a_part_that_is_there():
    known = pages()
    asked = help_pages()

    assert len(asked) > 8
    for said, place in asked:
        name, _, part = said.partition("#")
        assert name in known, f"{place}: there is no page {name}"
        assert not part or part in known[name].parts, f"{place}: {name}.md has no part {part}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_short_and_speaks_our_words(name):
    text = (queries.folder() / f"{name}.md").read_text(encoding="utf-8")

    assert len(text.split()) < 750
    assert not NOT_OUR_WORDS.search(text), NOT_OUR_WORDS.search(text)
    assert all(line.count("|") <= 4 for line in text.splitlines()), "a table has more than three columns"
    assert max(map(len, text.splitlines())) <= 200


def test_headings_get_the_ids_that_github_gives_them():
    assert part_of("A lead's page") == "a-leads-page"
    assert part_of("When, in words") == "when-in-words"
    assert part_of(" Tŷ & Co (2) ") == "tŷ--co-2"
    assert render("# T\n\n## Move\n\n## Move\n", HOME).parts == {"move", "move-1"}


def test_mark_up_becomes_html_and_html_does_not_get_through():
    page = render("# A *b* `c`\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) [y](ratings.md#rate)\n", HOME)

    assert page.title == "A b c"
    assert "<script>" not in page.html
    assert "&lt;script&gt;" in page.html
    assert 'href="javascript' not in page.html
    assert '<a href="/guide/ratings/#rate">y</a>' in page.html


def test_a_table_carries_no_style_of_its_own():
    page = render("# T\n\n| a | b |\n| :-: | --: |\n| 1 | 2 |\n", HOME)

    assert "<table>" in page.html
    assert "style" not in page.html


def test_in_a_wheel_the_pages_stand_inside_the_package(monkeypatch, tmp_path):
    (tmp_path / "README.md").write_text("# Contents\n", encoding="utf-8")
    monkeypatch.setattr(queries, "_PACKAGED", tmp_path)

    assert queries.folder() == tmp_path
    assert queries.contents(home=HOME).title == "Contents"
    assert '"docs/guide" = "system_review/guide/pages"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_guide_is_accessible(request, browser, size, signed_in, live, anwen, accessible):
    page = signed_in(request.getfixturevalue(size), anwen)

    for address in (HOME, f"{HOME}words/", f"{HOME}results-sheet/#undo"):
        page.goto(live + address)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
