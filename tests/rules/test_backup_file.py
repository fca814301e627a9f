"""The file of a backup (D2, I7): whatever is changed in it, and whatever a stranger puts into one, is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import random
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.errors import Refused
from system_review.upkeep.rules.backups import contents
from system_review.upkeep.rules.backups.checking import Whole, whole
from system_review.upkeep.rules.backups.contents import Counted, Head, Manifest, Table
from system_review.upkeep.rules.backups.rows import line_of, lines_in, parts_of, row_of
from system_review.upkeep.rules.backups.sealed import SealedWriter

GIGABYTE = 1024**3
COLUMNS = (("id", "integer"), ("stored", "text"), ("hash", "text"), ("erased_at", "moment"), ("more", "json"))
KINDS = [kind for _, kind in COLUMNS]
FILE = b"An attachment.\n" * 40
STORED = "a1b2c3d4e5f6a1b2c3d4e5"
ROW = [1, STORED, hashlib.sha256(FILE).hexdigest(), None, {"é": [1.5, None, "\U0001f600"]}]
MADE = datetime(2026, 11, 28, 22, 30, tzinfo=UTC)
HEAD = Head(MADE, "1.0", "sqlite", (("files", "0001"),), {"files_attachment": Table(COLUMNS, 7)})
ANCHOR = b"installation 1 " + b"a" * 64 + b"\n"

Members = list[tuple[str, bytes]]


def members(rows: list[list[object]] | None = None) -> Members:
    lines = [line_of(row, KINDS) for row in (rows or [ROW])]
    counted = Counted(len(lines), hashlib.sha256(b"".join(lines)).hexdigest())
    manifest = Manifest({"files_attachment": counted}, files=1, bytes=len(FILE))
    return [
        (contents.HEAD, contents.head_as_bytes(HEAD)),
        (contents.HEADS, ANCHOR),
        *((contents.rows_name("files_attachment", n), part) for n, part in enumerate(parts_of(lines), 1)),
        (contents.file_name(STORED), FILE),
        (contents.LAST, contents.manifest_as_bytes(manifest)),
    ]


def sealed(inside: Members) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out)
    for name, data in inside:
        writer.add(name, len(data), io.BytesIO(data))
    writer.seal()
    return out.getvalue()


def looked(data: bytes, *, room: int = GIGABYTE) -> Whole:
    return whole(io.BytesIO(data), room=room, first=lambda head: None, tell=lambda step: None)


def test_a_whole_backup_is_found_whole() -> None:
    found = looked(sealed(members()))

    assert found.head == HEAD
    assert found.stored == {STORED}


def test_any_program_that_reads_tar_opens_it() -> None:
    with tarfile.open(fileobj=io.BytesIO(sealed(members()))) as archive:
        names = archive.getnames()
        file = archive.extractfile(f"files/{STORED}")

        assert names == [name for name, _ in members()] + ["seal.sha256"]
        assert file is not None and file.read() == FILE


def test_one_byte_changed_anywhere_is_noticed() -> None:
    sound = sealed(members())
    places = random.Random(7).sample(range(len(sound)), 400)

    for place in [0, 1, len(sound) - 1, *places]:
        damaged = bytearray(sound)
        damaged[place] ^= 1 << place % 8
        with pytest.raises(Refused, match=r"damaged|not a backup|another version|unpack"):
            looked(bytes(damaged))


@pytest.mark.parametrize("step", [1, 511, 512, 1024, 2048, 2049])
def test_one_that_breaks_off_is_noticed(step: int) -> None:
    sound = sealed(members())

    for length in range(0, len(sound), step if step > 500 else 97):
        with pytest.raises(Refused):
            looked(sound[:length])
    with pytest.raises(Refused):
        looked(sound + b"\0" * step)


def without(name: str) -> Callable[[Members], Members]:
    return lambda inside: [each for each in inside if each[0] != name]


def added(name: str, data: bytes = b"x") -> Callable[[Members], Members]:
    return lambda inside: [*inside[:-1], (name, data), inside[-1]]


def with_head(**changed: object) -> Callable[[Members], Members]:
    return lambda inside: [(contents.HEAD, contents.head_as_bytes(replace(HEAD, **changed))), *inside[1:]]  # type: ignore[arg-type]


HOSTILE: dict[str, Callable[[Members], Members]] = {
    "no manifest": without(contents.LAST),
    "no rows": lambda inside: [each for each in inside if not each[0].startswith("tables/")],
    "no attachment": without(f"files/{STORED}"),
    "no head": lambda inside: inside[1:],
    "upwards": added("../../etc/cron.d/x"),
    "upwards in files": added("files/../../x"),
    "absolute": added("/etc/passwd"),
    "a drive": added("files/C:\\x"),
    "a device's name": added("files/NUL"),
    "a device's name with an end": added("files/aux.txt"),
    "a file of no attachment": added("files/zzzzzzzzzzzzzzzzzzzzzz"),
    "the same file twice": added(f"files/{STORED}", FILE),
    "a line end": added(f"files/{STORED}\n", FILE),
    "a table of no name": added("tables/../x/000001.jsonl.gz"),
    "a table that it does not speak of": added("tables/people_person/000001.jsonl.gz", gzip.compress(b"[]\n")),
    "rows after files": added("tables/files_attachment/000002.jsonl.gz", gzip.compress(line_of(ROW, KINDS))),
    "a key that it does not speak of": added(contents.KEY),
    "something after the manifest": lambda inside: [*inside, ("files/zzzzzzzz", b"x")],
    "another attachment's bytes": lambda inside: [
        (name, b"other" if name.startswith("files/") else data) for name, data in inside
    ],
    "heads that are none": lambda inside: [
        (name, b"rm -rf\n" if name == contents.HEADS else data) for name, data in inside
    ],
    "deep nesting": lambda inside: [
        (name, gzip.compress(b"[1," + b"[" * 200_000 + b"\n") if name.startswith("tables/") else data)
        for name, data in inside
    ],
    "a number without end": lambda inside: [
        (
            name,
            gzip.compress(b"[" + b"9" * 100_000 + b",null,null,null,null]\n") if name.startswith("tables/") else data,
        )
        for name, data in inside
    ],
    "unknown columns": with_head(tables={"files_attachment": Table((("id", "integer"), ("new", "text")), 1)}),
    "a column of no kind": with_head(tables={"files_attachment": Table((("id", "code"),), 1)}),
    "a table's name in capitals": with_head(tables={"Files;drop": Table(COLUMNS, 1)}),
}


@pytest.mark.parametrize("done", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_stranger_puts_in_is_refused(done: Callable[[Members], Members]) -> None:
    with pytest.raises(Refused):
        looked(sealed(done(members())))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_are_refused(kind: bytes) -> None:
    out = io.BytesIO()
    writer = SealedWriter(out)
    for name, data in members()[:-1]:
        writer.add(name, len(data), io.BytesIO(data))
    info = tarfile.TarInfo("files/zzzzzzzz")
    info.type, info.linkname = kind, "/etc/passwd"
    writer._put(info.tobuf(format=tarfile.USTAR_FORMAT))
    writer.seal()

    with pytest.raises(Refused, match="no plain file"):
        looked(out.getvalue())


def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    bomb = gzip.compress(b"0" * (64 * 1024 * 1024))
    inside = [(name, bomb if name.startswith("tables/") else data) for name, data in members()]

    with pytest.raises(Refused, match="room"):
        looked(sealed(inside), room=1024 * 1024)


def test_a_later_format_is_told_by_its_version() -> None:
    later = contents.head_as_bytes(HEAD).replace(b'"format_version": 1', b'"format_version": 2')

    with pytest.raises(Refused, match=r"another version of System Review \(1.0\)"):
        looked(sealed([(contents.HEAD, later), *members()[1:]]))


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e15, 1e15)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.integers(-(2**63), 2**63 - 1), st.text(st.characters(codec="utf-8")), st.booleans(), st.dates(), st.datetimes(),
    st.uuids(), st.binary(max_size=50), st.floats(allow_nan=False, allow_infinity=False), ANYTHING,
)  # fmt: skip
def test_a_row_comes_out_as_it_went_in(
    number: int, text: str, yes: bool, day: date, at: datetime, name: UUID, data: bytes, size: float, said: object
) -> None:
    kinds = ["integer", "text", "boolean", "date", "moment", "uuid", "bytes", "number", "json", "text"]
    row = [number, text, yes, day, at.replace(year=max(at.year, 1000), tzinfo=UTC), name, data, size, said, None]

    assert row_of(line_of(row, kinds).rstrip(b"\n"), kinds) == row


def test_a_large_table_comes_in_parts_and_a_large_row_whole() -> None:
    lines = [line_of([n, os.urandom(700_000).hex()], ["integer", "text"]) for n in range(8)]

    parts = list(parts_of(iter(lines)))

    assert len(parts) > 1
    assert [line + b"\n" for part in parts for line in lines_in(io.BytesIO(part), most=GIGABYTE)] == lines
