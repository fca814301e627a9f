"""An action's paragraph is cut into its tasks, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.interpreter.tasks import tasks_in

BITS = [
    "Ada to lead",
    " – ",
    ". ",
    "\n",
    "• ",
    "1. ",
    "2. ",
    "Amend the forms",
    "(",
    ")",
    "Lead: Tom",
    "we",
    "a) ",
    "b) ",
    " ",
    "; ",
    "See actions above",
    "Tom:",
    " to ",
    " Train staff",
    "-",
    "…",
    "!",
]


def cut(text: str) -> list[tuple[str, list[str]]]:
    return [(task.text, [lead.name for lead in task.leads]) for task in tasks_in(text)]


def test_sentences_with_a_lead_each_are_tasks_of_their_own() -> None:
    text = "We need to change the form — Ada to lead. Ongoing work is required with the supplier -Tom to lead."

    assert cut(text) == [
        ("We need to change the form — Ada to lead.", ["Ada"]),
        ("Ongoing work is required with the supplier -Tom to lead.", ["Tom"]),
    ]


def test_steps_up_to_one_lead_stay_one_task() -> None:
    text = "Agree a form with the panels. Agree how to pilot this – Ada to lead."

    assert cut(text) == [(text, ["Ada"])]


def test_a_pointer_is_cut_from_the_task_beside_it() -> None:
    text = "See actions in Level 2 response. A meeting is also required to agree offers – Ada to lead."

    assert cut(text) == [
        ("See actions in Level 2 response.", []),
        ("A meeting is also required to agree offers – Ada to lead.", ["Ada"]),
    ]


def test_a_lead_in_a_sentence_of_its_own_belongs_to_the_task_before() -> None:
    text = "Sample the assessments - agree on a joined up approach. Ada to lead."

    assert cut(text) == [(text, ["Ada"])]


def test_what_only_explains_a_task_stays_with_it() -> None:
    text = "Map the panels – Ada to lead. This will show gaps. Ask commissioners for a plan for the gaps."

    assert cut(text) == [
        ("Map the panels – Ada to lead. This will show gaps.", ["Ada"]),
        ("Ask commissioners for a plan for the gaps.", []),
    ]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("• Amend the forms (Lead: AB)\n• Train all staff", ["Amend the forms (Lead: AB)", "Train all staff"]),
        ("1. Amend the forms 2. Train all staff", ["Amend the forms", "Train all staff"]),
        ("a) Ask the chairs (Ada)\nb) Ask the schools (Tom)", ["Ask the chairs (Ada)", "Ask the schools (Tom)"]),
        ("Amend the forms\nTrain all staff\nReview in May", ["Amend the forms", "Train all staff\nReview in May"]),
        ("Amend the forms – Ada; train staff – Tom.", ["Amend the forms – Ada;", "train staff – Tom."]),
        ("Ada to amend the form. Tom to train the staff.", ["Ada to amend the form.", "Tom to train the staff."]),
        ("Amend it.\nLead: Ada\nAsk the schools.\nLead: Tom", ["Amend it.\nLead: Ada", "Ask the schools.\nLead: Tom"]),
        ("Meet 12. May is too late", ["Meet 12. May is too late"]),
        ("", []),
        (" \n", []),
    ],
)
def test_bullets_numbers_lines_and_semicolons_tell_tasks_apart(text: str, texts: list[str]) -> None:
    assert [task.text for task in tasks_in(text)] == texts


@given(st.lists(st.sampled_from(BITS), max_size=14).map("".join))
def test_every_character_is_in_one_task_and_no_word_is_cut(text: str) -> None:
    tasks = tasks_in(text)

    places = [place for task in tasks for place in range(task.start, task.end)]
    assert len(places) == len(set(places))
    assert all(text[place].isspace() or place in places for place in range(len(text)))
    for edge in (edge for task in tasks for edge in (task.start, task.end) if 0 < edge < len(text)):
        assert not (text[edge - 1].isalnum() and text[edge].isalnum())
