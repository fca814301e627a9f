"""The page about OWASP's standard names tests and pages that are there; no requirement is left out or said twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from _house import ROOT

PAGE = ROOT / "docs" / "running" / "asvs.md"
ROW = re.compile(r"\| v5\.0\.0-(\d+)\.(\d+)\.(\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
STATES = {"met", "partly", "not met", "with whoever runs it", "does not apply"}
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
LEADS = re.compile(r"\]\(([^)#]+)\)")
# Of levels 1 and 2 in version 5.0.0, by chapter.
IN_CHAPTER = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7,
    10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip
OF_LEVEL_1, ALL = 70, 253


def rows() -> list[re.Match[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| v5")]
    found = [ROW.fullmatch(line) for line in lines]
    assert None not in found, [line for line, one in zip(lines, found, strict=True) if one is None]
    return [one for one in found if one]


@cache
def source(path: str) -> str:
    file = ROOT / "tests" / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def test_every_requirement_of_both_levels_stands_there_once_and_in_order() -> None:
    numbers = [tuple(int(part) for part in row.groups()[:3]) for row in rows()]

    assert numbers == sorted(set(numbers))
    assert Counter(chapter for chapter, _, _ in numbers) == IN_CHAPTER
    assert (sum(row[4] == "1" for row in rows()), len(numbers)) == (OF_LEVEL_1, ALL)


def test_each_says_whether_it_is_met_and_the_sum_is_true() -> None:
    said = Counter(row[6] for row in rows())

    assert set(said) <= STATES
    sentence = (
        f"{said['met']} are met, {said['partly']} partly, {said['not met']} not; "
        f"{said['with whoever runs it']} are with whoever runs it, and {said['does not apply']} do not apply."
    )
    assert sentence in PAGE.read_text(encoding="utf-8").replace("\n", " "), sentence


def test_what_is_met_is_shown_by_a_test_or_a_page() -> None:
    assert [row[0] for row in rows() if row[6] == "met" and not NAMED.search(row[7]) and "](" not in row[7]] == []


@pytest.mark.parametrize("path", sorted({path for row in rows() for path, _ in NAMED.findall(row[7])}))
def test_each_test_that_is_named_is_there(path: str) -> None:
    named = {name for row in rows() for file, name in NAMED.findall(row[7]) if file == path}

    assert {name for name in named if f"def {name}(" not in source(path)} == set()


def test_each_page_that_is_named_is_there() -> None:
    leads = {target for row in rows() for target in LEADS.findall(row[7])}

    assert {target for target in leads if not (PAGE.parent / target).is_file()} == set()
