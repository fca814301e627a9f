"""`words take-out`: reads from standard input, counts, takes out, and leaves nothing in the database's file."""

from __future__ import annotations

import io

import pytest

from system_review.audit.models import Event
from system_review.files.services.keeping import Incoming
from system_review.partnerships.models import Member
from system_review.reviews.models import Finding, Review
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.attachments import attach
from tests.commands.conftest import Run
from tests.factories import AT
from tests.files.samples import PNG


@pytest.mark.django_db
def test_a_dry_run_counts_and_changes_nothing(run: Run, review: Review) -> None:
    events = Event.objects.count()

    said = run("words", "take-out", "--dry-run", stdin=b"asks about\n")

    assert said.code == 0
    assert [line.split(maxsplit=1) for line in said.out.splitlines()] == [
        ["2", "Findings"], ["2", "History"], ["4", "places in all"],
    ]  # fmt: skip
    assert Event.objects.count() == events
    assert Finding.unscoped.filter(text__contains="asks about").count() == 2


@pytest.mark.django_db
def test_attachments_that_hold_the_words_are_named(run: Run, anwen: Member, review: Review) -> None:
    held = Held(Finding.unscoped.filter(review=review).first(), review)
    files = [Incoming("notes.txt", io.BytesIO(b"She asks about it")), Incoming("shot.png", io.BytesIO(PNG))]
    attach(to=held, files=files, by=anwen, at=AT)

    said = run("words", "take-out", "--dry-run", stdin=b"asks about\n")

    assert "These attachments hold the words: remove them: notes.txt\n" in said.err
    assert "These could not be read: shot.png\n" in said.err


@pytest.mark.django_db
def test_it_takes_out_as_a_member_for_a_reason(run: Run, review: Review) -> None:
    said = run("words", "take-out", "--as", "anwen@example.org", "--reason", "A slip", stdin=b"asks about\nmore\n")

    assert (said.code, said.out.splitlines()[-1]) == (0, "4 places in all")
    assert "Earlier backups" in said.err
    assert not Finding.unscoped.filter(text__contains="asks about").exists()
    assert run("audit", "verify").code == 0
    again = run("words", "take-out", "--reason", "A slip", stdin=b"asks about\n")
    assert "stand nowhere here" in again.sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        ((), b"asks about", "Say why, with --reason"),
        (("--reason", "A slip"), b"", "standard input: it was empty"),
        (("--reason", "A slip"), b"as", "at least 3 letters"),
        (("--reason", "they ask: asks about"), b"asks about", "without the words themselves"),
        (("--reason", "A slip", "--as", "ben@example.org"), b"asks about", "Ask a review lead"),
        (("--dry-run", "--as", "ben@example.org"), b"asks about", "Ask a review lead"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, review: Review, ben: object, arguments: tuple[str, ...], stdin: bytes, sentence: str
) -> None:
    assert sentence in run("words", "take-out", *arguments, stdin=stdin).sentence
    assert Finding.unscoped.filter(text__contains="asks about").count() == 2
