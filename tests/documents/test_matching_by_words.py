"""Rows of a list of actions that lost their hidden names: their words tell which they are, before their numbers do."""

from __future__ import annotations

from system_review.documents.rules.returned.matching import matched
from system_review.documents.rules.returned.present import Known, Present
from system_review.documents.rules.returned.things import Said, Thing, What

TEXTS = [
    "Write one page for primary heads about worries on the walk home",
    "Redo the leaflet with younger children in the pictures",
    "Put the ten-day hold into the allocations policy",
    "Count the tasks in ten more meetings and take the numbers on",
]


def known(numbers):
    actions = {f"id-{n}": Known(f"id-{n}", {"text": text}, {}, number=numbers[n]) for n, text in enumerate(TEXTS)}
    return Present({}, actions, {}, {})


def row(text, number):
    return Thing(What.ACTION, {"text": Said(text)}, number=number, in_list=True)


def test_numbers_that_shifted_since_lead_no_row_to_another_action():
    rows = [row(text, f"A{n + 1}") for n, text in enumerate(TEXTS)]

    found = matched(rows, known(["A2", "A3", "A4", "A1"]))

    assert {number: match.id for number, match in found.items()} == {n: f"id-{n}" for n in range(len(TEXTS))}


def test_a_row_with_other_words_is_still_known_by_its_number():
    rows = [row(text, f"A{n + 1}") for n, text in enumerate(TEXTS)]
    rows[1] = row("Redo the leaflet, with pictures of infants", "A2")

    found = matched(rows, known(["A1", "A2", "A3", "A4"]))

    assert found[1].id == "id-1"
