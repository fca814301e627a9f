"""Two people at the same moment, each in a thread of their own: one is served, the other is told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from system_review.documents.services import inbox as services
from system_review.documents.services.applying import apply_document
from system_review.documents.services.receiving import receive_text
from system_review.errors import ChangedMeanwhile, Problem
from system_review.reviews.models import Finding
from tests.documents.inboxes import NOW, TORN, inbox_with
from tests.documents.test_inbox_staging import as_finding

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment; what each gave, or what it raised."""
    answers: list[Any] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[number] = act()
        except (ChangedMeanwhile, Problem) as told:
            answers[number] = told
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.fixture
def inbox():
    return inbox_with()


def joining(inbox, first, second):
    one, other = inbox.piece(first), inbox.piece(second)
    return lambda: services.join_passage(
        first=one, first_seen=1, second=other, second_seen=1, between=" ", by=inbox.anwen, at=NOW
    )


def test_a_piece_that_two_people_join_with_different_neighbours_is_joined_once(inbox):
    answers = at_once(joining(inbox, "RED", "Rating"), joining(inbox, "Rating", "Nobody"))

    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "InboxStep"]
    assert inbox.counts()["whole"] == 12
    inbox.assert_nothing_lost()


def test_a_piece_that_two_people_place_stands_where_the_first_put_it(inbox):
    piece = inbox.piece("Nobody")

    def placing(cell):
        return lambda: services.place_as_finding(passage=piece, seen=1, cell=cell, colour="red", by=inbox.anwen, at=NOW)

    answers = at_once(*(placing(cell) for cell in inbox.cells[:3]))

    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhile", "ChangedMeanwhile", "InboxStep"]


def test_two_clicks_on_applying_write_each_finding_once(inbox):
    for beginning in ("Nobody", "Chairs", "Some teams"):
        as_finding(inbox, beginning)
    seen = inbox.fresh().version

    def applying():
        return apply_document(document=inbox.fresh(), seen=seen, key="one form", by=inbox.anwen, at=NOW)

    answers = at_once(applying, applying)

    assert Finding.unscoped.count() == 3
    assert inbox.counts()["applied"] == 3
    assert answers[0] == answers[1]


def test_two_clicks_on_bringing_in_bring_in_one_text(inbox):
    def bringing():
        return receive_text(review=inbox.review, name="Twice", content=TORN, key="k", by=inbox.anwen, at=NOW)

    first, second = at_once(bringing, bringing)

    assert first == second
    assert first != inbox.document
