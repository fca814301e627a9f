"""Whatever is altered in the trail behind its back is found, with its place; and nothing else raises the alarm."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from system_review.audit import rules
from system_review.audit.checking import Done
from system_review.audit.queries import reports, verify
from system_review.partnerships.models import Partnership
from system_review.partnerships.queries import command_line_in
from tests.audit import tamperings
from tests.audit.chains import LONG, chain_of, event, length, said_of, write_events
from tests.audit.tamperings import TAMPERINGS, Trail
from tests.factories import AT
from tests.triggers import without_triggers


@pytest.fixture
def told(eastmere: Partnership, django_capture_on_commit_callbacks: Callable[..., object]) -> Iterator[Partnership]:
    """Eastmere with a chain of events whose ends were noted outside the database, as commits do; triggers are off."""
    with django_capture_on_commit_callbacks(execute=True):
        write_events(eastmere)
    with without_triggers():
        yield eastmere


@pytest.fixture
def trail(told: Partnership) -> Trail:
    """Its chain, as somebody with the database's password sees it."""

    def run(statement: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall() if cursor.description else []

    return Trail(chain_of(told), run)


@pytest.mark.parametrize(("tamper", "done", "place"), TAMPERINGS, ids=lambda given: getattr(given, "__name__", ""))
def test_tampering_is_found_with_its_place(
    told: Partnership, trail: Trail, tamper: Callable[[Trail, int], None], done: Done, place: Callable[[int, int], int]
) -> None:
    [before], last = reports(only=trail.chain), trail.last
    assert before.faults == ()

    tamper(trail, 7)

    [after] = reports(only=trail.chain)
    assert (after.faults[0].seq, after.faults[0].done) == (place(7, last), done)
    assert str(after.faults[0].seq) in str(after.why)


def test_every_place_is_told_and_nothing_else(trail: Trail) -> None:
    tamperings.change_why(trail, 3)
    tamperings.delete_middle(trail, 6)
    tamperings.change_who(trail, 9)
    tamperings.swap(trail, 12)
    tamperings.delete_last(trail, 0)

    [found] = reports(only=trail.chain)

    assert [(fault.seq, fault.done) for fault in found.faults] == [
        (3, Done.TEXT_CHANGED),
        (6, Done.REMOVED),
        (9, Done.CHANGED),
        (12, Done.REORDERED),
        (13, Done.REORDERED),
        (LONG + 1, Done.CUT_OFF),
    ]


def test_events_added_behind_the_end_are_found(trail: Trail) -> None:
    end = trail.last - 2
    trail.set_head(end, trail.get(end, "hash"))

    [found] = reports(only=trail.chain)

    assert [(fault.seq, fault.done) for fault in found.faults] == [(end, Done.INSERTED)]


def test_a_head_row_that_was_changed_is_found(trail: Trail) -> None:
    trail.set_head(trail.last, "e" * 64)

    [found] = reports(only=trail.chain)

    assert [(fault.seq, fault.done) for fault in found.faults] == [(trail.last, Done.REWRITTEN)]


def test_an_older_database_put_back_is_found(
    eastmere: Partnership, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    from system_review.audit.heads import note_head

    with django_capture_on_commit_callbacks(execute=True):
        write_events(eastmere, 5)
    end = length(eastmere)

    note_head(chain_of(eastmere), end + 3, "a" * 64)  # what a newer database had noted before the old one came back

    assert said_of(eastmere) == (
        f"the events from {end + 1} to {end + 3} are missing: the database is older than its head file"
    )


def test_one_chain_that_does_not_hold_says_nothing_about_another(trail: Trail, westfold: Partnership) -> None:
    tamperings.delete_middle(trail, 7)

    assert verify()[chain_of(westfold)] is None


def test_a_torn_line_in_the_head_file_is_no_sign_of_tampering(told: Partnership) -> None:
    from system_review.audit.heads import head_file

    with head_file().open("a", encoding="utf-8") as file:
        file.write(f"{chain_of(told)} 2")

    assert said_of(told) is None


def test_a_slip_cannot_change_or_delete_an_event(eastmere: Partnership) -> None:
    from django.db import Error, transaction

    write_events(eastmere, 2)

    with pytest.raises(Error, match="never changed"), transaction.atomic():
        event(eastmere, 2).update(kind="plan.dropped")
    with pytest.raises(Error, match=r"never (changed or )?deleted"), transaction.atomic():
        event(eastmere, 3)._raw_delete("default")

    assert said_of(eastmere) is None


def test_an_event_belongs_inside_the_transaction_of_its_change(transactional_db: None) -> None:
    from tests import factories

    partnership = factories.partnership("Eastmere Safeguarding Partnership")

    from system_review.audit.services import record

    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("plan.talked_about", subject=partnership, by=command_line_in(partnership), at=AT)


def test_the_moment_that_is_hashed_is_the_one_that_is_stored(eastmere: Partnership) -> None:
    from datetime import datetime, timezone

    from django.db import transaction

    from system_review.audit.services import record

    summer = datetime(2027, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    with transaction.atomic():
        record(
            "plan.talked_about", subject=eastmere, by=command_line_in(eastmere), at=summer, words="é \U0001f600 \u200b"
        )

    assert said_of(eastmere) is None
    assert event(eastmere, length(eastmere)).get().at == summer


def test_the_trail_verifies_while_others_write(transactional_db: None) -> None:
    from tests import factories

    partnership = factories.partnership("Eastmere Safeguarding Partnership")
    problems: list[Exception] = []
    enough = threading.Event()

    def write(which: int) -> None:
        first = 0
        try:
            while not enough.is_set():
                write_events(partnership, 5, first)
                first += 5
        except Exception as problem:  # noqa: BLE001 - told by the assertion below
            problems.append(problem)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[which]) for which in range(4)]
    for writer in writers:
        writer.start()
    found = [reports(only=chain_of(partnership))[0] for _ in range(20)]
    enough.set()
    for writer in writers:
        writer.join()

    assert problems == []
    assert [str(report.why) for report in found if report.why] == []
    assert found[-1].events > found[0].events, "nobody wrote meanwhile"
    assert said_of(partnership) is None


def test_two_texts_that_join_to_the_same_have_different_commitments() -> None:
    assert rules.commitment("ab", "c") != rules.commitment("a", "bc")
