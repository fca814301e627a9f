"""What somebody with the database's password could do to a trail, in plain SQL, and what is then told of it.

The drill does the same to copies of a database that was filled through the product, and reads the command's answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from system_review.audit import rules
from system_review.audit.checking import Done


@dataclass(frozen=True, slots=True)
class Trail:
    """One chain in a database whose triggers are off. `run` takes a statement with %s places and gives its rows."""

    chain: str
    run: Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]

    @property
    def last(self) -> int:
        """The number of its last event."""
        return int(self.run("SELECT max(seq) FROM audit_event WHERE chain = %s", [self.chain])[0][0])

    def number(self, seq: int) -> int:
        """The primary key of an event."""
        return int(self.run("SELECT id FROM audit_event WHERE chain = %s AND seq = %s", [self.chain, seq])[0][0])

    def set(self, seq: int, column: str, value: Any) -> None:
        """Change a column of an event."""
        self.run(f"UPDATE audit_event SET {column} = %s WHERE chain = %s AND seq = %s", [value, self.chain, seq])

    def get(self, seq: int, column: str) -> Any:
        """A column of an event."""
        return self.run(f"SELECT {column} FROM audit_event WHERE chain = %s AND seq = %s", [self.chain, seq])[0][0]

    def write_in_text(self, seq: int, old: str, new: str) -> None:
        """Change the text that was hashed."""
        body = self.get(seq, "body")
        assert old in body, body
        self.set(seq, "body", body.replace(old, new))

    def delete(self, first: int, last: int) -> None:
        """Delete events with their words."""
        where = "chain = %s AND seq BETWEEN %s AND %s"
        given = [self.chain, first, last]
        self.run(f"DELETE FROM audit_particular WHERE event_id IN (SELECT id FROM audit_event WHERE {where})", given)
        self.run(f"DELETE FROM audit_event WHERE {where}", given)

    def set_head(self, seq: int, digest: str) -> None:
        """Change the head row."""
        self.run("UPDATE audit_head SET seq = %s, hash = %s WHERE chain = %s", [seq, digest, self.chain])

    def a_field(self, seq: int) -> str:
        """A field in which an event says something beside who did it."""
        said = "SELECT field FROM audit_particular WHERE event_id = %s AND field <> 'by' ORDER BY field"
        return str(self.run(said, [self.number(seq)])[0][0])

    def counted_up(self, first: int) -> None:
        """Give every event from `first` on the next number, the last one first."""
        for seq in range(self.last, first - 1, -1):
            self.set(seq, "seq", seq + 1)

    def written_anew(self, first: int) -> None:
        """Give every event from `first` on, and the head, the hashes that fit."""
        prev = self.get(first - 1, "hash") if first > 1 else rules.START
        last = self.last
        for seq in range(first, last + 1):
            digest = rules.hash_of(seq, prev, self.get(seq, "body"))
            self.set(seq, "prev", prev)
            self.set(seq, "hash", digest)
            prev = digest
        self.set_head(last, prev)


Place = int  # the event that is tampered with; it has words beside who did it


def change_who(trail: Trail, at: Place) -> None:
    trail.write_in_text(at, '"actor":["', '"actor":["x')


def change_who_in_words(trail: Trail, at: Place) -> None:
    trail.run(
        "UPDATE audit_particular SET text = 'Somebody else' WHERE field = 'by' AND event_id = %s", [trail.number(at)]
    )


def change_what(trail: Trail, at: Place) -> None:
    trail.write_in_text(at, trail.get(at, "kind"), "plan.dropped")
    trail.set(at, "kind", "plan.dropped")


def change_what_in_the_column(trail: Trail, at: Place) -> None:
    trail.set(at, "kind", "plan.dropped")


def change_when(trail: Trail, at: Place) -> None:
    trail.set(at, "at", "2020-01-01 00:00:00+00:00")


def change_whom_it_is_about(trail: Trail, at: Place) -> None:
    trail.set(at, "subject", "finding:another")


def change_why(trail: Trail, at: Place) -> None:
    trail.run(
        "UPDATE audit_particular SET text = 'another reason' WHERE event_id = %s AND field = %s",
        [trail.number(at), trail.a_field(at)],
    )


def add_words(trail: Trail, at: Place) -> None:
    trail.run(
        "INSERT INTO audit_particular (event_id, field, salt, text) VALUES (%s, 'made_up', '00', 'made up')",
        [trail.number(at)],
    )


def take_words_out_unsaid(trail: Trail, at: Place) -> None:
    trail.run("DELETE FROM audit_particular WHERE event_id = %s AND field = %s", [trail.number(at), trail.a_field(at)])


def delete_first(trail: Trail, at: Place) -> None:
    trail.delete(1, 1)


def delete_middle(trail: Trail, at: Place) -> None:
    trail.delete(at, at)


def delete_last(trail: Trail, at: Place) -> None:
    trail.delete(trail.last, trail.last)


def cut_off_ten(trail: Trail, at: Place) -> None:
    last = trail.last
    trail.delete(last - 9, last)
    trail.set_head(last - 10, trail.get(last - 10, "hash"))


def delete_all(trail: Trail, at: Place) -> None:
    trail.delete(1, trail.last)
    trail.run("DELETE FROM audit_head WHERE chain = %s", [trail.chain])


def swap(trail: Trail, at: Place) -> None:
    spare = trail.last + 1000
    trail.set(at, "seq", spare)
    trail.set(at + 1, "seq", at)
    trail.set(spare, "seq", at + 1)


def insert(trail: Trail, at: Place) -> None:
    last = trail.last
    trail.counted_up(at)
    trail.run(
        "INSERT INTO audit_event (chain, seq, prev, hash, kind, subject, review, at, body)"
        " SELECT chain, %s, %s, %s, kind, subject, review, at, body FROM audit_event WHERE chain = %s AND seq = %s",
        [at, "1" * 64, hashlib.sha256(b"made up").hexdigest(), trail.chain, at + 1],
    )
    trail.set_head(last + 1, trail.get(last + 1, "hash"))


def write_anew_from_the_middle(trail: Trail, at: Place) -> None:
    change_what(trail, at)
    trail.written_anew(at)


# What is done, what is told to have been done, and where: from the number of the event and of the last one.
TAMPERINGS: list[tuple[Callable[[Trail, Place], None], Done, Callable[[int, int], int]]] = [
    (change_who, Done.CHANGED, lambda at, last: at),
    (change_who_in_words, Done.TEXT_CHANGED, lambda at, last: at),
    (change_what, Done.CHANGED, lambda at, last: at),
    (change_what_in_the_column, Done.CHANGED, lambda at, last: at),
    (change_when, Done.CHANGED, lambda at, last: at),
    (change_whom_it_is_about, Done.CHANGED, lambda at, last: at),
    (change_why, Done.TEXT_CHANGED, lambda at, last: at),
    (add_words, Done.TEXT_ADDED, lambda at, last: at),
    (take_words_out_unsaid, Done.TEXT_MISSING, lambda at, last: at),
    (delete_first, Done.REMOVED, lambda at, last: 1),
    (delete_middle, Done.REMOVED, lambda at, last: at),
    (delete_last, Done.CUT_OFF, lambda at, last: last),
    (cut_off_ten, Done.OLDER, lambda at, last: last - 9),
    (delete_all, Done.OLDER, lambda at, last: 1),
    (swap, Done.REORDERED, lambda at, last: at),
    (insert, Done.INSERTED, lambda at, last: at),
    (write_anew_from_the_middle, Done.REWRITTEN, lambda at, last: at),
]
