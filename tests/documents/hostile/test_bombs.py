"""Files that mean harm end in one sentence within their time, without a call to anybody, and the parent stays small."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator

import psutil
import pytest

from system_review.documents.reading import SECONDS, ReadFile, read_safely
from system_review.errors import Refused
from tests.documents.hostile import bombs
from tests.documents.hostile.bases import bases
from tests.documents.hostile.fake_parsers import children, open_files

MEGABYTE = 1024 * 1024


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody on this computer who would be called; fails the test if anybody did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server
        with pytest.raises(TimeoutError):
            server.accept()


def outcome(data: bytes, name: str = "results.docx") -> ReadFile | str:
    """What was read, or the sentence that refuses it; within its time, with little memory, and nothing left behind."""
    began, before, files = time.monotonic(), psutil.Process(os.getpid()).memory_info().rss, open_files()
    try:
        found: ReadFile | str = read_safely(data, name=name)
    except Refused as refused:
        found = str(refused.why)
    assert time.monotonic() - began < SECONDS + 1
    assert isinstance(found, ReadFile) or psutil.Process(os.getpid()).memory_info().rss - before < 20 * MEGABYTE
    assert (children(), open_files() - files) == ([], set())
    return found


@pytest.mark.parametrize("name", bombs.REFUSED)
def test_what_can_only_do_harm_is_refused_with_a_sentence(name: str, listener: socket.socket) -> None:
    data = bombs.REFUSED[name](listener.getsockname()[1])

    found = outcome(data)

    assert isinstance(found, str)
    assert found.endswith(".")
    assert "root:" not in found


@pytest.mark.parametrize("name", bombs.BORNE)
def test_what_is_odd_is_refused_or_read_in_its_time(name: str, listener: socket.socket) -> None:
    data = bombs.BORNE[name](listener.getsockname()[1])

    found = outcome(data)

    if isinstance(found, ReadFile):
        assert found.reading.counted() == found.reading.swept
        assert "root:" not in found.reading.whole()


@pytest.mark.parametrize("name", ["log.docx", "whole.xlsx", "table.odt", "row a finding typst pdf.pdf"])
def test_a_file_that_was_cut_off_is_told_wherever_it_ends(name: str) -> None:
    for part in bombs.cut_off(bases()[name], 8):
        assert isinstance(outcome(part, name), str)


def test_a_protected_file_is_told() -> None:
    assert "password" in str(outcome(bombs.encrypted())) or "protect" in str(outcome(bombs.encrypted()))


@pytest.mark.parametrize(
    "name", ["results.exe", "results.pdf.docx", "\u202excod.pdf", "r" * 300, "../../etc/passwd", ""]
)
def test_the_name_settles_nothing(name: str) -> None:
    found = outcome(bases()["log.docx"], name)

    assert isinstance(found, ReadFile)
    assert found.kind == "docx"
