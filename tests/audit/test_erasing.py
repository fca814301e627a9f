"""Words can be taken out of the trail, and it still says so itself: taken out by which event, or missing."""

from __future__ import annotations

import pytest
from django.db import transaction

from system_review.audit.checking import Done, Erased
from system_review.audit.models import Particular
from system_review.audit.queries import happenings, reports
from system_review.audit.services import Rewording, record_erasing
from system_review.partnerships.models import Partnership
from system_review.partnerships.queries import command_line_in
from tests.audit.chains import chain_of, event, length, write_events
from tests.factories import AT


def words_of(partnership: Partnership, seq: int, field: str = "words") -> Particular:
    return Particular.objects.get(event__in=event(partnership, seq), field=field)


def take_out(partnership: Partnership, *rewordings: Rewording) -> None:
    with transaction.atomic():
        record_erasing(
            "words.taken_out",
            rewordings=rewordings,
            subject=partnership,
            by=command_line_in(partnership),
            at=AT,
            reason="A name had slipped in",
        )


def test_words_that_were_taken_out_are_told_from_missing_ones(eastmere: Partnership) -> None:
    write_events(eastmere, 9)

    take_out(eastmere, Rewording(words_of(eastmere, 7).pk, None), Rewording(words_of(eastmere, 8).pk, "no. ██"))

    by = length(eastmere)
    [report] = reports(only=chain_of(eastmere))
    assert report.faults == ()
    assert report.erased == (Erased(7, "words", by), Erased(8, "words", by))
    past = {one.seq: one for one in happenings(chain=chain_of(eastmere))}
    assert (past[7].said, past[7].erased) == ({"by": "command line"}, ("words",))
    assert past[8].said["words"] == "no. ██"
    Particular.objects.filter(event__in=event(eastmere, 6), field="words").delete()
    [report] = reports(only=chain_of(eastmere))
    assert [(fault.seq, fault.done) for fault in report.faults] == [(6, Done.TEXT_MISSING)]


def test_what_stands_in_place_of_the_words_cannot_be_changed_either(eastmere: Partnership) -> None:
    write_events(eastmere, 9)
    take_out(eastmere, Rewording(words_of(eastmere, 7).pk, None), Rewording(words_of(eastmere, 8).pk, "no. ██"))

    Particular.objects.filter(pk=words_of(eastmere, 8).pk).update(text="no. 1")
    Particular.objects.create(event=event(eastmere, 7).get(), field="words", salt="0", text="no. 7")

    [report] = reports(only=chain_of(eastmere))
    assert [(fault.seq, fault.done) for fault in report.faults] == [(7, Done.TEXT_CHANGED), (8, Done.TEXT_CHANGED)]


def test_words_can_be_taken_out_of_the_same_event_twice(eastmere: Partnership) -> None:
    write_events(eastmere, 9)
    take_out(eastmere, Rewording(words_of(eastmere, 8).pk, "██"))

    take_out(eastmere, Rewording(words_of(eastmere, 8).pk, None))

    [report] = reports(only=chain_of(eastmere))
    assert report.faults == ()
    assert report.erased == (Erased(8, "words", length(eastmere)),)


def test_what_an_event_took_out_is_itself_not_taken_out(eastmere: Partnership) -> None:
    write_events(eastmere, 3)
    take_out(eastmere, Rewording(words_of(eastmere, 2).pk, None))
    telling = words_of(eastmere, length(eastmere), "erased")

    take_out(eastmere, Rewording(telling.pk, None))

    assert Particular.objects.filter(pk=telling.pk).exists()
    assert reports(only=chain_of(eastmere))[0].faults == ()


def test_without_the_event_that_took_them_out_the_words_are_missing(eastmere: Partnership) -> None:
    write_events(eastmere, 3)
    take_out(eastmere, Rewording(words_of(eastmere, 2).pk, None))

    words_of(eastmere, length(eastmere), "erased").delete()

    [report] = reports(only=chain_of(eastmere))
    assert [fault.done for fault in report.faults] == [Done.TEXT_MISSING, Done.TEXT_MISSING]


def test_words_of_another_partnership_stay(eastmere: Partnership, westfold: Partnership) -> None:
    write_events(eastmere, 3)
    write_events(westfold, 3)
    theirs = words_of(westfold, 2)

    take_out(eastmere, Rewording(theirs.pk, None))

    assert Particular.objects.filter(pk=theirs.pk, text=theirs.text).exists()


@pytest.mark.parametrize("text", ["", "no list", "[1]", '[["a", "b", "c"]]', "{}"])
def test_a_made_up_erasing_is_told_of_its_event_and_breaks_nothing(eastmere: Partnership, text: str) -> None:
    write_events(eastmere, 3)
    take_out(eastmere, Rewording(words_of(eastmere, 2).pk, None))
    Particular.objects.filter(event__in=event(eastmere, length(eastmere)), field="erased").update(text=text)

    [report] = reports(only=chain_of(eastmere))

    assert {(fault.seq, fault.done) for fault in report.faults} == {
        (2, Done.TEXT_MISSING),
        (length(eastmere), Done.TEXT_CHANGED),
    }
