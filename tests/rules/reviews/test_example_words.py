"""How the example reads: long and short, kind, plain, British, its own, and the same on any day."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from system_review.frameworks.files import shipped
from system_review.reviews.example import example_snapshot
from system_review.reviews.snapshots import ReviewSnapshot
from tests.missing import missing_but_optional

SHARED = Path(os.environ.get("SYSTEM_REVIEW_SHARED") or Path(__file__).parents[4] / "shared")

# domain.md 6 (words about children and about the work), and what makes a text sound like nobody in particular.
NEVER = (
    r"hotspots?|gangs?|failing|failures?|hard[- ]to[- ]reach|non-engag\w+|abscond\w*|victims?|perpetrators?|offend\w+"
    r"|juveniles?|minors?|clients?|service users?|lifestyle|promiscuous|streetwise|at-risk|LAC|profil\w+|intelligence"
    r"|audit\w*|inspections?|scores?|scorecards?|stakeholders?|KPIs?|tiers?|culprits?|spot checks?|drug running"
    r"|robust\w*|holistic\w*|embed\w*|journeys?|landscapes?|leverag\w+|going forward|deep[- ]dive|seamless\w*"
    r"|crucial\w*|ensur\w+|foster\w*|delv\w+|moreover|furthermore|key|silos?|best practice|synerg\w+|empower\w*"
    r"|utilis\w+|vital"
)
AMERICAN = r"\w+iz(e|es|ed|ing|ation)|neighbor\w*|behavior\w*|programs?|centers?|license|favor\w*|color\w*|practicing"


@pytest.fixture(scope="module")
def example() -> ReviewSnapshot:
    framework = next(each for each in shipped() if each.key == "contextual-safeguarding")
    return example_snapshot(framework, today=date(2027, 4, 21))


def texts(example: ReviewSnapshot) -> Iterator[str]:
    """All that the example says in sentences; names, times in words and places of agreement may come back."""
    yield from (text for text in example.review.model_dump(exclude={"date"}).values() if text)
    yield from (item.sentence for item in example.evidence)
    yield from (cell.reason for cell in example.cells if cell.reason)
    for finding in example.findings:
        yield finding.text
        yield from (change.reason for change in finding.changes)
    for action in example.actions:
        yield action.text
        yield from [action.difference] if action.difference else []
        yield from (note.text for note in action.notes)
    for value in example.values:
        yield from (value.narrative, value.examples_for, value.examples_against)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    """Every run of so many words one after the other."""
    said = words(text)
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


def test_findings_are_as_long_as_people_write_them(example: ReviewSnapshot) -> None:
    lengths = sorted(len(words(finding.text)) for finding in example.findings)

    assert lengths[0] >= 8
    assert sum(length <= 20 for length in lengths) >= 6
    assert sum(50 <= length <= 70 for length in lengths) >= 2
    assert lengths[-2] < 110 < lengths[-1] < 130


def test_every_place_for_a_date_is_filled_in(example: ReviewSnapshot) -> None:
    said = [*texts(example), *(cell.agreed_at for cell in example.cells), *(act.due_words for act in example.actions)]

    assert [text for text in said if re.search(r"[{}]", text)] == []
    assert example.review.title == "System Review 2027"
    assert "the executive group, 22 March" in said


def test_nothing_is_said_twice(example: ReviewSnapshot) -> None:
    said = Counter(texts(example))
    common = Counter(run for text in said for run in runs(text, 7))

    assert [text for text, times in said.items() if times > 1] == []
    assert [" ".join(run) for run, times in common.items() if times > 1] == []


def test_findings_do_not_begin_alike(example: ReviewSnapshot) -> None:
    beginnings = Counter(" ".join(words(text)[:3]) for text in texts(example))

    assert [beginning for beginning, times in beginnings.items() if times > 2] == []


@pytest.mark.parametrize("unwanted", [NEVER, AMERICAN])
def test_the_language_is_kind_plain_and_british(example: ReviewSnapshot, unwanted: str) -> None:
    found = [m.group() for text in texts(example) for m in re.finditer(rf"\b({unwanted})\b", text, re.IGNORECASE)]

    assert found == []


def test_british_spellings_are_there(example: ReviewSnapshot) -> None:
    said = {word for text in texts(example) for word in words(text)}

    assert {"neighbourhood", "programme", "practise", "licence", "behaviour"} <= said


def test_no_text_has_a_month_or_a_year_of_its_own() -> None:
    folder = Path(example_snapshot.__code__.co_filename).parent
    written = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.yaml"))

    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert re.findall(rf"\b({months}|20\d\d|Easter|Christmas|summer|autumn)\b", written) == []


def test_no_small_number_could_point_to_a_child(example: ReviewSnapshot) -> None:
    people = r"\b(one|two|three|four|[1-4]) (children|young people|boys|girls|pupils|families|parents)\b"
    found = [text for text in texts(example) if re.search(people, text, re.IGNORECASE)]

    # Parents as tutors and young people as guides are helpers, not people whom the review is about.
    assert all(re.search(r"as tutors|businesses with two", text) for text in found)


def test_nothing_is_taken_from_the_paper_original(example: ReviewSnapshot) -> None:
    paper = SHARED / "examples" / "results-example.txt"
    if not paper.exists():
        missing_but_optional("the paper original, to compare the example with", f"put it at {paper}")
    original = paper.read_text(encoding="utf-8")

    theirs = runs(original, 5)
    leads = set(re.findall(r"(\w+)\s+to (?:lead|follow)", original))
    ours = repr(example.model_dump(exclude={"framework"}))
    assert leads >= {"Malik", "Jason"}
    assert [" ".join(run) for text in texts(example) for run in runs(text, 5) & theirs] == []
    assert [name for name in leads if re.search(rf"\b{name}\b", ours)] == []
