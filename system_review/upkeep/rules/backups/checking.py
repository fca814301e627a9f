"""Reading a backup from its first byte to its last, to see whether it is whole, before it is used. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from system_review.upkeep.rules.backups import contents
from system_review.upkeep.rules.backups.contents import Head, Manifest
from system_review.upkeep.rules.backups.rows import line_of, lines_in, row_of
from system_review.upkeep.rules.backups.sealed import PART, Gives, Member, SealedReader, damaged

ATTACHMENTS = "files_attachment"
_HEAD_LINE = re.compile(rb"[0-9a-z-]{1,40} [0-9]{1,19} [0-9a-f]{64}\n")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Whole:
    """A backup that is whole: what it says of itself, and by which seal it is told from others."""

    head: Head
    manifest: Manifest
    seal: str
    stored: frozenset[str]  # the names of the attachments inside


def whole(source: Gives, *, room: int, first: Callable[[Head], None], tell: Tell) -> Whole:
    """Look at everything in a backup. Raises `Damaged`, and `Refused` for what is no backup that can be used.

    `room` is how many bytes it may have when unpacked; `first` is called with what it says of itself before the rest is
    looked at, and may raise; `tell` with how far it is.
    """
    reader = SealedReader(source)
    checker = _Checker(room=room, tell=tell)
    members = reader.members()
    opening = next(members, None)
    if opening is None or opening.name != contents.HEAD:
        raise damaged("it does not begin as one")
    checker.head = contents.head_from(_all(opening, contents.LONGEST_HEAD))
    first(checker.head)
    for member in members:
        checker.look(member)
    return checker.found(reader.seal)


@dataclass
class _Checker:
    room: int
    tell: Tell
    head: Head = field(init=False)
    manifest: Manifest | None = None
    digests: dict[str, hashlib._Hash] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    last: tuple[int, str, int] = (0, "", 0)  # where the member before stands in the order of a backup
    wanted: dict[str, str] = field(default_factory=dict)  # by stored name, the hash of each attachment that has bytes
    seen: set[str] = field(default_factory=set)
    bytes: int = 0

    def look(self, member: Member) -> None:
        """Look at a member: its name, its place in the order, and what is in it."""
        name = member.name
        if rows := contents.rows_in(name):
            self._rows(member, *rows)
        elif stored := contents.file_in(name):
            self._in_order(3, "", 0)
            self._file(member, stored)
        elif name == contents.HEADS:
            self._in_order(1, "", 1)
            self._heads(member)
        elif name == contents.KEY and self.head.has_key:
            self._in_order(4, "", 1)
            _all(member, contents.LONGEST_KEY)
        elif name == contents.LAST:
            self._in_order(5, "", 1)
            self.manifest = contents.manifest_from(_all(member, contents.LONGEST_HEAD))
        else:
            raise damaged("it holds something that does not belong into a backup")

    def _in_order(self, place: int, table: str, part: int) -> None:
        """Nothing comes twice, and nothing out of its order: parts of a table follow one another."""
        before_place, before_table, before_part = self.last
        follows = part == before_part + 1 if (place, table) == (before_place, before_table) else part in (0, 1)
        if (place, table) < (before_place, before_table) or (part and not follows):
            raise damaged("its parts are out of order")
        self.last = (place, table, part)

    def _rows(self, member: Member, table: str, part: int) -> None:
        self._in_order(2, table, part)
        if table not in self.head.tables:
            raise damaged("it holds a table that it does not speak of")
        self.tell(f"table {table}")
        columns = self.head.tables[table].columns
        kinds = [kind for _, kind in columns]
        digest = self.digests.setdefault(table, hashlib.sha256())
        for row in self._lines(member, kinds):
            digest.update(line_of(row, kinds))
            self.counts[table] = self.counts.get(table, 0) + 1
            if table == ATTACHMENTS:
                said = dict(zip((column for column, _ in columns), row, strict=True))
                if said.get("erased_at") is None:
                    self.wanted[str(said.get("stored"))] = str(said.get("hash"))

    def _lines(self, member: Member, kinds: list[str]) -> Iterator[list[object]]:
        for line in lines_in(member.content, most=self.room):
            self.room -= len(line) + 1
            row = row_of(line, kinds)
            if line_of(row, kinds) != line + b"\n":
                raise damaged("a row is not as it was written")
            yield row

    def _file(self, member: Member, stored: str) -> None:
        if stored in self.seen or stored not in self.wanted:
            raise damaged("it holds a file of no attachment")
        self.seen.add(stored)
        self.tell(f"file {len(self.seen):,}, {self.bytes // 1_000_000:,} MB")
        digest = hashlib.sha256()
        while part := member.content.read(PART):
            digest.update(part)
            self.bytes += len(part)
        if digest.hexdigest() != self.wanted[stored]:
            raise damaged("an attachment is not as it was attached")

    def _heads(self, member: Member) -> None:
        rest = b""
        while part := member.content.read(PART):
            *lines, rest = (rest + part).splitlines(keepends=True)
            if not all(_HEAD_LINE.fullmatch(line) for line in lines) or len(rest) > 200:
                raise damaged("the ends of its histories cannot be read")
        if rest and not _HEAD_LINE.fullmatch(rest):
            raise damaged("the ends of its histories cannot be read")

    def found(self, seal: str) -> Whole:
        """What was found, once everything was looked at. Raises `Damaged` where it does not add up."""
        manifest = self.manifest
        if manifest is None:
            raise damaged("it ends early")
        empty = hashlib.sha256()
        for table in self.head.tables:
            counted = manifest.tables.get(table)
            digest = self.digests.get(table, empty).hexdigest()
            if counted is None or (counted.rows, counted.sha256) != (self.counts.get(table, 0), digest):
                raise damaged(f"table {table} does not add up")
        lost = len(self.wanted) - len(self.seen)
        if (manifest.files, manifest.bytes, manifest.lost) != (len(self.seen), self.bytes, lost):
            raise damaged("its files do not add up")
        return Whole(self.head, manifest, seal, frozenset(self.seen))


def _all(member: Member, most: int) -> bytes:
    """The whole of a small member."""
    if member.size > most:
        raise damaged(f"{member.name} is too large")
    data = b""
    while part := member.content.read(PART):
        data += part
    return data
