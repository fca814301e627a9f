"""Days, parts of a framework and names, as people and systems write them."""

from __future__ import annotations

from datetime import date

import pytest

from system_review.commands.os_user import tidied
from system_review.commands.reading_days import MONTHS, day_of
from system_review.commands.scope import paths_in
from system_review.errors import Refused
from tests.documents.frameworks import audit_framework, grid_framework


@pytest.mark.parametrize(
    "text",
    [
        "2027-04-20",
        "2027-4-20",
        "20/4/2027",
        "20.04.2027",
        "20-04-2027",
        "20 4 2027",
        "20 April 2027",
        "20 apr 2027",
        "20th  APRIL, 2027",
        " 20 April 2027 ",
    ],
)
def test_a_day_can_be_written_in_many_ways(text: str) -> None:
    assert day_of(text) == date(2027, 4, 20)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2027",
        "2027-13-01",
        "29 February 2027",
        "4/20/2027",
        "20 Floréal 2027",
        "0027-04-20",
        "20 April 27",
        "２０２７-04-20",
        "2027-04-20T10:00",
        "20 May June 2027",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a day: write it like 2027-04-20"):
        day_of(text)


def test_all_months_are_known_by_name_and_in_short() -> None:
    for number, name in enumerate(MONTHS, start=1):
        assert day_of(f"1 {name} 2027").month == day_of(f"1 {name[:3].lower()} 2027").month == number
    assert day_of("1 Sept 2027").month == 9


@pytest.mark.parametrize(
    ("part", "count"),
    [("target", 4), ("target/level-1", 2), ("target/level-1/referral", 1), (" Target / LEVEL-1 /", 2)],
)
def test_a_part_of_a_framework_means_every_stage_below_it(part: str, count: int) -> None:
    paths = paths_in(part, grid_framework())

    assert len(paths) == count
    assert all(path[0] == "target" for path in paths)


def test_a_framework_without_levels_has_stages_below_its_domains() -> None:
    assert paths_in("leading", audit_framework()) == {("leading", "", "governors"), ("leading", "", "policy")}
    assert paths_in("leading/policy", audit_framework()) == {("leading", "", "policy")}


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("tarjet", "no “tarjet” for --scope. Did you mean “target”? There are: target, partnerships"),
        ("target/level-3", "no “level-3” in target for --scope. Did you mean “level-"),
        ("target/referral", "no “referral” in target"),
        ("target/level-1/referral/x", "nothing below “target/level-1/referral”"),
        ("/", "no “” for --scope"),
    ],
)
def test_a_part_that_is_not_there_is_told_with_what_there_is(part: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        paths_in(part, grid_framework())

    assert said in str(refused.value.why)


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("jane.smith", "Jane Smith"),
        ("jane_smith2", "Jane Smith"),
        ("jane", "Jane"),
        ("Jane Smith,Room 4,123,456", "Jane Smith"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("McAdam", "McAdam"),
        ("siân lewis", "Siân Lewis"),
        ("root", ""),
        ("ubuntu", ""),
        ("admin.local", ""),
        ("Administrator", ""),
        ("x", ""),
        ("1234", ""),
        ("svc$backup", ""),
        ("", ""),
    ],
)
def test_a_systems_name_becomes_a_persons_or_none(system: str, name: str) -> None:
    assert tidied(system) == name
