"""Reading the trail: what happened to a thing, and whether the trail still holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from system_review.audit import rules
from system_review.audit.heads import noted_heads
from system_review.audit.models import Event, Head
from system_review.errors import Why
from system_review.rows.reading import one_moment


@dataclass(frozen=True, slots=True)
class Happening:
    """One event for a page: when, what kind, and what was written (an erased text is missing)."""

    seq: int
    at: datetime
    kind: str
    said: dict[str, str]


def happenings(*, chain: str, subject: str = "", review: str = "", limit: int = 200) -> list[Happening]:
    """The newest events of a chain about one subject ("finding:…") or one review, newest first."""
    events = Event.objects.filter(chain=chain)
    if subject:
        events = events.filter(subject=subject)
    if review:
        events = events.filter(review=review)
    found = events.order_by("-seq").prefetch_related("particulars")[:limit]
    return [
        Happening(seq=e.seq, at=e.at, kind=e.kind, said={p.field: p.text for p in e.particulars.all()}) for e in found
    ]


def number_of(chain: str) -> int:
    """How many events a chain has: it grows with every change, in the same transaction."""
    with connection.cursor() as cursor:  # every page of a review asks this: spelt out, it costs a third
        cursor.execute("SELECT seq FROM audit_head WHERE chain = %s", [chain])
        row = cursor.fetchone()
    return row[0] if row else 0


def verify() -> dict[str, Why | None]:
    """For each chain, where it does not hold, or None. Reads everything in one snapshot."""
    noted = noted_heads()
    with one_moment():
        heads = {head.chain: (head.seq, head.hash) for head in Head.objects.order_by("chain")}
        chains = sorted({*heads, *noted, *Event.objects.order_by().values_list("chain", flat=True).distinct()})
        return {chain: _broken(chain, heads.get(chain, (0, rules.START)), noted.get(chain, {})) for chain in chains}


def _broken(chain: str, head: tuple[int, str], noted: dict[int, str]) -> Why | None:
    return rules.why_broken(_links(chain), head=head, noted=noted) or _altered_text(chain)


def _links(chain: str) -> Iterator[rules.Link]:
    rows = Event.objects.filter(chain=chain).order_by("seq").values_list("seq", "prev", "hash", "body")
    for seq, prev, digest, body in rows.iterator(chunk_size=2000):
        yield rules.Link(seq=seq, prev=prev, hash=digest, body=body)


def _altered_text(chain: str) -> Why | None:
    """A particular or a column that no longer fits the text that was hashed. An erased particular is no fault."""
    events = Event.objects.filter(chain=chain).order_by("seq").prefetch_related("particulars")
    for event in events.iterator(chunk_size=500):
        body = json.loads(event.body)
        columns = (event.kind, event.subject, event.review, rules.moment(event.at))
        if columns != (body["kind"], ":".join(body["subject"]), body["review"], body["at"]):
            return Why("event {seq} was changed", seq=event.seq)
        for particular in event.particulars.all():
            if body["said"].get(particular.field) != rules.commitment(particular.salt, particular.text):
                return Why("what event {seq} says in {field} was changed", seq=event.seq, field=particular.field)
    return None
