"""Whatever is altered in the trail behind its back is found, with its place; and nothing else raises the alarm."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection

from system_review.audit import rules
from system_review.audit.models import Event, Head, Particular
from system_review.audit.queries import happenings, verify
from system_review.partnerships.models import Partnership
from system_review.partnerships.queries import command_line_in
from tests.audit.chains import LONG, chain_of, event, length, said_of, write_again, write_events
from tests.factories import AT
from tests.triggers import without_triggers

Tamper = Callable[[Partnership], object]


@pytest.fixture
def told(eastmere: Partnership, django_capture_on_commit_callbacks: Callable[..., object]) -> Iterator[Partnership]:
    """Eastmere with a chain of events whose ends were noted outside the database, as commits do; triggers are off."""
    with django_capture_on_commit_callbacks(execute=True):
        write_events(eastmere)
    with without_triggers():
        yield eastmere


def replaced(partnership: Partnership, seq: int, old: str, new: str) -> None:
    row = event(partnership, seq).get()
    assert old in row.body
    event(partnership, seq).update(body=row.body.replace(old, new))


def change_who(partnership: Partnership) -> None:
    replaced(partnership, 7, command_line_in(partnership).public_id, "somebody-else")


def change_what(partnership: Partnership) -> None:
    replaced(partnership, 7, "plan.talked_about", "plan.dropped")
    event(partnership, 7).update(kind="plan.dropped")


def change_what_in_the_column(partnership: Partnership) -> None:
    event(partnership, 7).update(kind="plan.dropped")


def change_when(partnership: Partnership) -> None:
    event(partnership, 7).update(at=AT + timedelta(days=1))


def change_whom_it_is_about(partnership: Partnership) -> None:
    event(partnership, 7).update(subject="finding:another")


def change_why(partnership: Partnership) -> None:
    Particular.objects.filter(event__in=event(partnership, 7), field="words").update(text="another reason")


def change_who_in_words(partnership: Partnership) -> None:
    Particular.objects.filter(event__in=event(partnership, 7), field="by").update(text="Somebody else")


def add_words(partnership: Partnership) -> None:
    Particular.objects.create(event=event(partnership, 7).get(), field="reason", salt="0" * 32, text="made up")


def delete(partnership: Partnership, *seqs: int) -> None:
    gone = Event.objects.filter(chain=chain_of(partnership), seq__in=seqs)
    Particular.objects.filter(event__in=gone).delete()
    gone.delete()


def delete_first(partnership: Partnership) -> None:
    delete(partnership, 1)


def delete_middle(partnership: Partnership) -> None:
    delete(partnership, 7)


def delete_last(partnership: Partnership) -> None:
    delete(partnership, length(partnership))


def cut_off_ten(partnership: Partnership) -> None:
    last = length(partnership)
    delete(partnership, *range(last - 9, last + 1))
    end = event(partnership, last - 10).get()
    Head.objects.filter(chain=chain_of(partnership)).update(seq=end.seq, hash=end.hash)


def delete_all(partnership: Partnership) -> None:
    delete(partnership, *range(1, length(partnership) + 1))
    Head.objects.filter(chain=chain_of(partnership)).delete()


def swap(partnership: Partnership) -> None:
    event(partnership, 7).update(seq=1_000)
    event(partnership, 8).update(seq=7)
    event(partnership, 1_000).update(seq=8)


def insert(partnership: Partnership) -> None:
    last = length(partnership)
    for seq in range(last, 6, -1):
        event(partnership, seq).update(seq=seq + 1)
    made_up = event(partnership, 8).get()
    made_up.pk, made_up.seq, made_up.prev, made_up.hash = None, 7, "1" * 64, "2" * 64
    made_up.save(force_insert=True)
    Head.objects.filter(chain=chain_of(partnership)).update(seq=last + 1)


def write_anew_from_the_middle(partnership: Partnership) -> None:
    change_what(partnership)
    write_again(partnership, 7)


TAMPERINGS = [
    (change_who, "event 7 was changed"),
    (change_what, "event 7 was changed"),
    (change_what_in_the_column, "event 7 was changed"),
    (change_when, "event 7 was changed"),
    (change_whom_it_is_about, "event 7 was changed"),
    (change_why, "what event 7 says in words was changed"),
    (change_who_in_words, "what event 7 says in by was changed"),
    (add_words, "what event 7 says in reason was changed"),
    (delete_first, "event 1 is missing from the history"),
    (delete_middle, "event 7 is missing from the history"),
    (delete_last, f"the end of the history was cut off or rewritten after event {LONG}"),
    (cut_off_ten, f"events after {LONG - 9} are missing: the database is older than its head file"),
    (delete_all, "events after 0 are missing: the database is older than its head file"),
    (swap, "event 7 does not follow the one before it"),
    (insert, "event 7 does not follow the one before it"),
    (write_anew_from_the_middle, "event 7 is not the one that was noted outside the database"),
]


@pytest.mark.parametrize(("tamper", "found"), TAMPERINGS, ids=lambda given: getattr(given, "__name__", ""))
def test_tampering_is_found_with_its_place(told: Partnership, tamper: Tamper, found: str) -> None:
    assert said_of(told) is None

    tamper(told)

    assert said_of(told) == found


def test_an_older_database_put_back_is_found(
    eastmere: Partnership, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    from system_review.audit.heads import note_head

    with django_capture_on_commit_callbacks(execute=True):
        write_events(eastmere, 5)
    end = length(eastmere)

    note_head(chain_of(eastmere), end + 3, "a" * 64)  # what a newer database had noted before the old one came back

    assert said_of(eastmere) == f"events after {end} are missing: the database is older than its head file"


def test_one_chain_that_does_not_hold_says_nothing_about_another(told: Partnership, westfold: Partnership) -> None:
    delete_middle(told)

    assert verify()[chain_of(westfold)] is None


def test_erasing_what_was_written_leaves_the_chain_whole(told: Partnership) -> None:
    Particular.objects.filter(event__in=event(told, 7)).delete()

    assert said_of(told) is None
    assert {happening.seq: happening.said for happening in happenings(chain=chain_of(told))}[7] == {}


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
    Particular.objects.filter(event__in=event(eastmere, 3)).delete()
    with pytest.raises(Error, match=r"never (changed or )?deleted"), transaction.atomic():
        event(eastmere, 3).delete()

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

    def write() -> None:
        try:
            write_events(partnership, 25)
        except Exception as problem:  # noqa: BLE001 - told by the assertion below
            problems.append(problem)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    alarms = []
    while any(writer.is_alive() for writer in writers):
        alarms += [str(why) for why in verify().values() if why]
    for writer in writers:
        writer.join()

    assert problems == []
    assert alarms == []
    assert length(partnership) == 1 + 4 * 25
    assert said_of(partnership) is None


def test_two_texts_that_join_to_the_same_have_different_commitments() -> None:
    assert rules.commitment("ab", "c") != rules.commitment("a", "bc")
