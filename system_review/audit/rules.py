"""How an event is put into bytes. `checking.py` says where a chain of them does not hold. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

START = "0" * 64  # what the first event of a chain follows
INSTALLATION = "installation"  # the chain of what belongs to no partnership


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. Plain: it outlives the member it describes.

    `kind` is "member", "command line", "person" or "system"; `key` names it within the installation; `name` is what
    people call it; `on_behalf_of` an agency's name, if any; `chain` the partnership's key, or "installation".
    """

    kind: str
    key: str
    name: str
    chain: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the verifier reads it."""

    seq: int
    prev: str
    hash: str
    body: str


def moment(at: datetime) -> str:
    """A moment as it is hashed: UTC, cut to the microseconds that both databases keep."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(salt: str, text: str) -> str:
    """What stands in the chain instead of the text: the text can be erased and the chain still holds."""
    return hashlib.sha256(f"{len(salt)}:{salt}{len(text)}:{text}".encode()).hexdigest()


def body_of(
    *, kind: str, subject: tuple[str, str], actor: Actor, at: datetime, review: str, said: Mapping[str, str]
) -> str:
    """The canonical text of an event. `said` maps a field's name to the commitment of what was written."""
    return json.dumps(
        {
            "actor": [actor.kind, actor.key],
            "at": moment(at),
            "kind": kind,
            "review": review,
            "said": dict(said),
            "subject": list(subject),
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def body_begins(kind: str, key: str) -> str:
    """How the canonical text of each event begins that this actor caused: its keys are sorted, "actor" comes first."""
    return f'{{"actor":{json.dumps([kind, key], separators=(",", ":"))}'


def hash_of(seq: int, prev: str, body: str) -> str:
    """The hash of an event: number, previous hash and text, each framed by its length."""
    framed = b"".join(f"{len(part)}:".encode() + part for part in (str(seq).encode(), prev.encode(), body.encode()))
    return hashlib.sha256(framed).hexdigest()
