"""`system-review check` finds attachments that are missing, changed, or of nobody (D8), and a scanner that is down."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from system_review.commands.attachments import of_attachments, of_scanner
from system_review.commands.told import Kind
from system_review.files.models import Attachment
from system_review.files.services.keeping import Incoming
from system_review.reviews.models import Finding
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.attachments import attach, remove_attachment
from tests.cast import CANARY
from tests.factories import AT
from tests.files.samples import TAKEN
from tests.files.scanners import pretended
from tests.files.test_attachments import stored_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(review: Any) -> Held:
    return Held(Finding.unscoped.get(review=review, colour="red"), review)


@pytest.fixture
def attached(anwen: Any, held: Held) -> list[Attachment]:
    files = [Incoming(f"{CANARY}-{kind}", io.BytesIO(data)) for kind, data in TAKEN.items()]
    attach(to=held, files=files, by=anwen, at=AT)
    return list(Attachment.unscoped.order_by("pk"))


def told() -> list[tuple[Kind, str]]:
    return [(each.kind, each.sentence) for each in of_attachments()]


def path_of(attachment: Attachment) -> Any:
    (path,) = (path for path in stored_files() if path.name == attachment.stored)
    return path


def test_what_is_as_it_was_is_sound(attached: list[Attachment], held: Held, anwen: Any) -> None:
    remove_attachment(attachment=attached[0], of=held, seen=1, by=anwen, at=AT)

    assert told() == [(Kind.SOUND, f"The attachments are there and unchanged ({len(TAKEN)}).")]


def test_one_bit_that_changed_is_found_in_every_file(attached: list[Attachment]) -> None:
    for attachment in attached:
        path = path_of(attachment)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    ((kind, sentence),) = told()
    assert kind is Kind.WRONG
    assert f"Changed since they were attached: {len(TAKEN)} attachments" in sentence
    assert attached[0].public_id in sentence and CANARY not in sentence


def test_what_is_missing_is_named(attached: list[Attachment]) -> None:
    path_of(attached[3]).unlink()

    ((kind, sentence),) = told()
    assert kind is Kind.WRONG
    assert f"1 attachment (eastmere-safeguarding-partnership/{attached[3].public_id})" in sentence


def test_what_belongs_to_nothing_is_noted(attached: list[Attachment]) -> None:
    storages["attachments"].save("le/left", ContentFile(b"x"))

    assert told()[0] == (
        Kind.NOTE,
        "The storage holds 1 file of no attachment. The worker takes out what is a day old.",
    )


def test_the_scanner_is_asked_whether_it_is_there(settings: Any) -> None:
    def pong(connection: Any) -> None:
        assert connection.recv(10) == b"zPING\0"
        connection.sendall(b"PONG\0")

    assert next(of_scanner()).kind is Kind.NOTE
    with pretended(pong) as settings.CLAMD:
        assert next(of_scanner()).kind is Kind.SOUND
    settings.CLAMD = "tcp://127.0.0.1:1"
    assert next(of_scanner()).kind is Kind.WRONG
