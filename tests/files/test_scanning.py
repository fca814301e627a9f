"""What is attached is scanned where a scanner is configured, and refused while there is no verdict (U9, K8)."""

from __future__ import annotations

import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from system_review.errors import Refused
from system_review.files import turns
from system_review.files.models import Attachment
from system_review.files.scanning import NotScanned, answers, found_in
from system_review.files.services.keeping import Incoming
from system_review.reviews.models import Finding
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.attachments import attach
from tests.factories import AT
from tests.files.samples import office
from tests.files.scanners import EICAR, HARMFUL, pretended, real_scanner, says, taken_in
from tests.files.test_attachments import stored_files


def asked(scanner: str, data: bytes = b"Minutes.", *, seconds: float = 5) -> str:
    return found_in(io.BytesIO(data), scanner=scanner, seconds=seconds)


# The real one


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with real_scanner(tmp_path_factory.mktemp("clamd")) as address:
        yield address


def test_clamav_lets_ordinary_files_pass(scanner: str) -> None:
    assert asked(scanner) == ""
    assert asked(scanner, os.urandom(600_000)) == ""
    assert answers(scanner)


@pytest.mark.parametrize("data", [EICAR, b"Minutes.\n" + HARMFUL, office("word", word__a_dot_txt=HARMFUL.decode())])
def test_clamav_finds_what_its_signatures_name_inside_documents_too(scanner: str, data: bytes) -> None:
    assert asked(scanner, data).split(".UNOFFICIAL")[0] in ("SystemReview.Test", "Eicar-Test-Signature")


def test_what_is_too_large_for_clamav_has_no_verdict(scanner: str) -> None:
    with pytest.raises(NotScanned):
        asked(scanner, os.urandom(3_000_000))


@pytest.mark.django_db
def test_what_clamav_finds_is_not_attached(scanner: str, settings: Any, anwen: Any, review: Any) -> None:
    settings.CLAMD = scanner
    held = Held(Finding.unscoped.get(review=review, colour="red"), review)

    for data in (EICAR, office("word", word__a_dot_txt=HARMFUL.decode())):
        with pytest.raises(Refused, match=r"report.docx: The virus scanner found something harmful"):
            attach(to=held, files=[Incoming("report.docx", io.BytesIO(data))], by=anwen, at=AT)
    made = attach(to=held, files=[Incoming("a.txt", io.BytesIO(b"Minutes."))], by=anwen, at=AT)

    assert made.scanned_at == AT
    assert Attachment.unscoped.count() == 1 == len(stored_files())


# Those that pretend


def test_a_verdict_is_read_however_it_comes() -> None:
    def in_parts(connection: socket.socket) -> None:
        taken_in(connection)
        for part in (b"stream: ", b"Win.Test", b" FOUND", b"\0"):
            connection.sendall(part)
            time.sleep(0.01)

    with pretended(in_parts) as scanner:
        assert asked(scanner) == "Win.Test"
    with pretended(says(b"stream: OK\0")) as scanner:
        assert asked(scanner, b"") == ""


def test_the_file_arrives_whole() -> None:
    seen, data = [], os.urandom(700_001)

    def keeps(connection: socket.socket) -> None:
        seen.append(taken_in(connection))
        connection.sendall(b"stream: OK\0")

    with pretended(keeps) as scanner:
        asked(scanner, data)

    assert seen == [data]


@pytest.mark.skipif(os.name != "posix", reason="Unix sockets")
def test_a_unix_socket_serves_as_well(tmp_path: Path) -> None:
    path = tmp_path / "clamd.ctl"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                says(b"stream: OK\0")(connection)

        threading.Thread(target=serve, daemon=True).start()
        assert asked(f"unix://{path}") == ""


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"\0", b"OK\0", b"stream: ERROR\0", b"HTTP/1.1 200 OK\r\n\r\n", b"stream: OK and more\0", b"x" * 100_000,
     b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0", b"\xff\xfe FOUND\0"],
)  # fmt: skip
def test_rubbish_is_no_verdict(rubbish: bytes) -> None:
    with pretended(says(rubbish)) as scanner, pytest.raises(NotScanned):
        asked(scanner)


def _hangs_up(connection: socket.socket) -> None:
    connection.recv(10)


def _hears_nothing(connection: socket.socket) -> None:
    time.sleep(3)


def _never_answers(connection: socket.socket) -> None:
    taken_in(connection)
    time.sleep(3)


def _dribbles(connection: socket.socket) -> None:
    taken_in(connection)
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize("behaves", [_hangs_up, _hears_nothing, _never_answers, _dribbles])
def test_a_scanner_that_is_slow_or_hangs_up_is_no_verdict_and_soon_told(behaves: Any) -> None:
    with pretended(behaves) as scanner:
        began = time.monotonic()
        with pytest.raises(NotScanned):
            asked(scanner, os.urandom(8_000_000), seconds=0.5)

    assert time.monotonic() - began < 2


def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    for scanner in ("tcp://127.0.0.1:1", f"unix://{tmp_path}/none"):
        with pytest.raises(NotScanned):
            asked(scanner)
        assert not answers(scanner)


@contextmanager
def _down() -> Iterator[str]:
    yield "tcp://127.0.0.1:1"


@pytest.mark.parametrize(
    "there", [_down, lambda: pretended(_hangs_up), lambda: pretended(says(b"what?\0"))], ids=["down", "gone", "rubbish"]
)
def test_while_there_is_no_verdict_files_are_refused_with_a_sentence(
    there: Any, settings: Any, as_: Any, anwen: Any, review: Any
) -> None:
    red = Finding.unscoped.get(review=review, colour="red")
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"
    with there() as scanner:
        settings.CLAMD = scanner
        response = as_(anwen).post(page, {"file": [io.BytesIO(b"Minutes.")], "key": "k"})

    assert response.status_code == 422
    assert "Files cannot be scanned for viruses just now, so none was attached." in response.text
    assert not Attachment.unscoped.exists() and not stored_files()


def test_only_two_wait_for_a_slow_scanner_and_others_are_told_soon() -> None:
    with pretended(_never_answers) as scanner:
        waiting = [threading.Thread(target=lambda: _quiet(scanner)) for _ in range(turns.AT_ONCE)]
        for each in waiting:
            each.start()
        time.sleep(0.2)
        began = time.monotonic()
        with pytest.raises(OSError, match="others are waiting"):
            asked(scanner)
        seconds = time.monotonic() - began
        for each in waiting:
            each.join()

    assert seconds < turns.PATIENCE + 0.5


def _quiet(scanner: str) -> None:
    with pytest.raises(NotScanned):
        asked(scanner, seconds=2)


def test_where_no_scanner_is_configured_nothing_is_said_of_one(as_: Any, anwen: Any, review: Any) -> None:
    held = Held(Finding.unscoped.get(review=review, colour="red"), review)
    made = attach(to=held, files=[Incoming("a.docx", io.BytesIO(b"Minutes."))], by=anwen, at=AT)

    assert made.scanned_at is None
