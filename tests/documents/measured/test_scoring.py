"""The ruler itself: what `bin/bench reading` counts as right, and what not."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.bench.reading.answers import keys
from tests.bench.reading.documents import papers
from tests.bench.reading.expected import expected
from tests.bench.reading.layouts.catalogue import LAYOUTS
from tests.bench.reading.score import score
from tests.bench.reading.torn import torn

ASKED = {"questions": ["Which stage?"]}


@pytest.fixture
def wanted():
    """What stands in a paper of band rows, with cross-references and actions without a lead."""
    by_name = papers(["band rows"], names=["bro-teilo"])["python-docx"]
    return expected(next(iter(by_name.values())))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_answer_that_is_its_key_is_whole(layout):
    for by_name in papers([layout]).values():
        for paper in by_name.values():
            answer = expected(paper)

            one = score(answer, answer | ASKED)

            assert (one.worst, one.faults) == (1.0, [])


def test_nothing_understood_is_no_recall(wanted):
    one = score(wanted, {"cells": []})

    assert one.counts["findings"].recall == 0
    assert one.counts["actions"].precision is None


def test_a_finding_in_the_wrong_colour_costs_its_colour_alone(wanted):
    came = deepcopy(wanted)
    came["cells"][0]["findings"][0]["colour"] = "green"

    one = score(wanted, came)

    assert one.counts["findings"].recall == 1
    assert one.counts["colours"].right == one.counts["colours"].expected - 1


def test_two_actions_taken_for_one_are_one_of_two_at_most(wanted):
    came = deepcopy(wanted)
    finding = next(one for cell in came["cells"] for one in cell["findings"] if len(one["actions"]) == 2)
    first, second = finding["actions"]
    finding["actions"] = [first | {"text": f"{first['text']}. {second['text']}"}]

    one = score(wanted, came)

    assert one.counts["actions"].right <= one.counts["actions"].expected - 1


def test_an_invented_lead_costs_precision(wanted):
    came = deepcopy(wanted)
    action = next(action for cell in came["cells"] for one in cell["findings"] for action in one["actions"])
    action["leads"].append({"name": "Ongoing", "agency": ""})

    one = score(wanted, came)

    assert one.counts["leads"].precision < 1
    assert one.counts["leads"].recall == 1


def test_a_rank_before_a_name_is_the_same_person_and_another_first_name_is_not(wanted):
    came = deepcopy(wanted)
    findings = [one for cell in came["cells"] for one in cell["findings"]]
    leads = [lead for one in findings for action in one["actions"] for lead in action["leads"]]
    leads[0]["name"] = f"DI {leads[0]['name']}"
    leads[1]["name"] = f"Gethin {leads[1]['name'].split()[-1]}"

    one = score(wanted, came)

    assert one.counts["leads"].right == one.counts["leads"].expected - 1


def test_a_paper_that_names_no_stage_has_to_be_asked_about():
    by_name = papers(["plan without stages"], names=["marlowe"])["csv"]
    answer = expected(next(iter(by_name.values())))

    one = score(answer, answer)

    assert one.faults == ["nothing was asked, though the cell of everything is open"]


def test_the_same_seed_tears_a_text_the_same_way():
    key = keys()["strathorran"]

    assert torn(key, 5)[1] == torn(key, 5)[1]
    assert torn(key, 5)[1] != torn(key, 6)[1]


@pytest.mark.parametrize("seed", range(10))
def test_every_word_of_the_key_stands_in_the_torn_text(seed):
    paper, text = torn(keys()["marlowe"], seed)

    there = set(text.casefold().split())

    for cell in paper.key.cells:
        for finding in cell.findings:
            assert set(finding.text.casefold().split()) <= there
