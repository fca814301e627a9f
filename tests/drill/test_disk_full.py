"""A disk that is full (K3): a clear sentence, reading goes on, nothing is half written, and it heals by itself."""

from __future__ import annotations

import re
import time

import pytest

from tests.bench.measuring import inside
from tests.bench.serving import Answer, Place, Server, Visitor
from tests.drill.conftest import LASTING, Filled
from tests.drill.small_disk import Disk, small_disk
from tests.postgres import Postgres

WHY = re.compile(r"<p[^>]*data-why[^>]*>([^<]+)|<p>([^<]*full[^<]*)</p>|>([^<>]*could not be kept[^<]*)<")
SAVES = 3_000  # that a disk with no space left may still take, where files have room inside
HEALED = 5.0  # seconds
FILE = b"%PDF-1.4\n" + b"A page of a policy. " * 40_000 + b"\n%%EOF\n"


def test_the_disk_of_sqlite_attachments_and_log_is_full(tell):
    with small_disk(320) as disk:
        place = Place(disk.folder / "data")
        place.command("prepare")
        filled = Filled("sqlite", place, inside(place, "fill"))
        with Server(place, log=disk.folder / "log") as server:
            _through_a_full_disk(filled, server, disk, tell)
            assert not _loose_files(filled)
        assert filled.is_sound()


def test_the_disk_of_postgresql_is_full(tmp_path, tell):
    with small_disk(160) as disk, Postgres(LASTING, below=str(disk.folder)) as postgres:
        place = Place(tmp_path / "data", postgres.url)
        place.command("prepare")
        filled = Filled("postgresql", place, inside(place, "fill"))
        with Server(place) as server:
            _through_a_full_disk(filled, server, disk, tell, heal=postgres.begin_if_ended)
        assert filled.is_sound()


def test_there_is_no_space_for_what_is_on_its_way(filled, tell):
    """What is sent waits in a temporary file, where it is large: here on a disk of its own."""
    attach = filled.address("/{partnership}/findings/{finding}/attachments/")
    form = filled.address("/{partnership}/cells/{cell}/new-finding/")
    with small_disk(4) as disk, Server(filled.place, extra={"TMPDIR": str(disk.folder)}) as server:
        visitor = Visitor.signed_in(server)
        visitor.form(form)
        assert _attached(visitor, attach, "before", content=FILE * 2).status == 302  # it has found its folder
        disk.fill()
        refused = _attached(visitor, attach, "full", content=FILE * 4)
        text = visitor.post(form, {"text": "Meanwhile", "colour": "red", "key": "meanwhile"})
        disk.empty()
        after = _attached(visitor, attach, "after")

    tell(f"a file while it is full: {refused.status}, “{_why(refused)}”")
    assert refused.status == 503 and "disk of System Review is full" in _why(refused)
    assert (text.status, after.status) == (302, 302)


def _through_a_full_disk(filled: Filled, server: Server, disk: Disk, tell, heal=lambda: None) -> None:
    form = filled.address("/{partnership}/cells/{cell}/new-finding/")
    attach = filled.address("/{partnership}/findings/{finding}/attachments/")
    texts = filled.address("/{partnership}/reviews/{review}/inbox/")
    page = filled.address("/{partnership}/reviews/{review}/")
    visitor = Visitor.signed_in(server)
    visitor.form(form)
    disk.fill()
    saved, refused = _save_until_refused(visitor, form)
    pages = [visitor.get(page) for _ in range(3)]
    file, document = _attached(visitor, attach, "full"), _sent(visitor, texts, "full", content=FILE)
    while_full = filled.rows() if filled.database == "sqlite" else None
    disk.empty()
    heal()
    began = time.monotonic()
    while visitor.post(form, _finding(saved)).status != 302:  # what was refused, with its key
        assert time.monotonic() - began < 2 * HEALED
        time.sleep(0.2)
    seconds = time.monotonic() - began
    after = [_attached(visitor, attach, "after"), _sent(visitor, texts, "after", content=FILE)]

    found = filled.findings()
    tell(f"{saved} saves into what was left; then “{_why(refused)}”; saving again after {seconds:.1f} s")
    tell(f"a file {file.status}, “{_why(file)}”; a document {document.status}, “{_why(document)}”")
    assert refused.status == 503 and refused.headers["Retry-After"]
    assert [one.status for one in pages] == [200] * 3
    assert file.status in (422, 503) and document.status == 503 and _why(file) and _why(document)
    assert [found.count(_finding(number)["text"]) for number in range(saved + 1)] == [1] * (saved + 1)
    assert [one.status for one in after] == [302, 302]
    assert seconds < HEALED
    if while_full is not None:  # one finding, one event more than then; and nothing of what was refused
        assert while_full["reviews.Finding"] == len(found) - 1


def _finding(number: int) -> dict[str, str]:
    return {"text": f"Saved {number}" + " and so on." * 50, "colour": "red", "key": f"k{number}"}


def _save_until_refused(visitor: Visitor, form: str) -> tuple[int, Answer]:
    for number in range(SAVES):
        answer = visitor.post(form, _finding(number))
        if answer.status != 302:
            return number, answer
    pytest.fail(f"{SAVES} saves went into a disk that is full")


def _attached(visitor: Visitor, address: str, name: str, *, content: bytes = FILE) -> Answer:
    return _sent(visitor, address, name, content=content)


def _sent(visitor: Visitor, address: str, name: str, *, content: bytes) -> Answer:
    return visitor.send_file(address, {"key": f"{address}{name}"[-32:]}, name=f"{name}.pdf", content=content)


def _why(answer: Answer) -> str:
    found = WHY.search(answer.body.decode(errors="replace"))
    return " ".join(next((group for group in found.groups() if group), "").split()) if found else ""


def _loose_files(filled: Filled) -> set[str]:
    """What lies beside the attachments and has no row."""
    folder = filled.place.folder / "attachments"
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    return set(map(str, files)) if len(files) != filled.rows()["files.Attachment"] else set()
