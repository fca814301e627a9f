"""Reading the trail: what happened to a thing, whether the trail still holds, and the trail as others can check it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from system_review.audit import rules
from system_review.audit.checking import Done, Erased, Erasing, Fault, Walk, checked_texts
from system_review.audit.heads import noted_heads
from system_review.audit.models import Event, Head, Particular
from system_review.errors import Why
from system_review.rows.reading import one_moment

PAGE = 1000  # events that are read at a time
ERASED = "erased"  # where an event that takes words out says from which events, and what stands there now


@dataclass(frozen=True, slots=True)
class Happening:
    """One event for a page: when, what kind, and what was written. `erased` names what was written once."""

    seq: int
    at: datetime
    kind: str
    said: dict[str, str]
    subject: str = ""
    review: str = ""
    hash: str = ""
    erased: tuple[str, ...] = ()


def happenings(
    *,
    chain: str,
    subjects: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    review: str = "",
    limit: int = 200,
) -> list[Happening]:
    """The newest events of a chain, newest first: about these subjects ("finding:…"), of these kinds, of one review.

    None asks for all. What a reader may not know of is left out here, before the newest are counted.
    """
    events = events_of(chain)
    if subjects is not None:
        events = events.filter(subject__in=subjects)
    if kinds is not None:
        events = events.filter(kind__in=kinds)
    if review:
        events = events.filter(review=review)
    return [happening_of(event) for event in events[:limit]]


def events_of(chain: str) -> QuerySet[Any]:
    """The events of a chain with their particulars, newest first, to filter further."""
    return Event.objects.filter(chain=chain).order_by("-seq").prefetch_related("particulars")


def happening_of(event: Any) -> Happening:
    """An event, read with its particulars, as a page takes it."""
    said = {each.field: each.text for each in event.particulars.all()}
    return Happening(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        said=said,
        subject=event.subject,
        review=event.review,
        hash=event.hash,
        erased=tuple(sorted(json.loads(event.body)["said"].keys() - said.keys())),
    )


def said_of(kind: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What every event of this kind says, in all chains, by the name of its subject."""
    events = Event.objects.filter(kind=kind).order_by("pk").prefetch_related("particulars")
    for event in events.iterator(chunk_size=500):
        yield event.subject, {each.field: each.text for each in event.particulars.all()}


def last_number(chain: str, review: str) -> int:
    """The number of the last event of one review; 0 if it has none."""
    last = Event.objects.filter(chain=chain, review=review).order_by("-seq").values_list("seq", flat=True).first()
    return last or 0


def last_change(chain: str, review: str) -> int:
    """The number of the last event that changed what is written in a review; 0 if there was none.

    Taking it out, reading it and keeping it change nothing, nor does what lies in its inbox.
    """
    events = Event.objects.filter(chain=chain, review=review).exclude(kind__in=_NO_CHANGE)
    events = events.exclude(kind__startswith="document.").exclude(kind__startswith="passage.")
    return events.order_by("-seq").values_list("seq", flat=True).first() or 0


def moment_of(chain: str, review: str, number: int) -> datetime | None:
    """When the event of this number happened, if it is one of this review's."""
    found = Event.objects.filter(chain=chain, review=review, seq=number).order_by().values_list("at", flat=True)
    return next(iter(found), None)


def number_of_event(chain: str, kind: str, subject: str) -> int:
    """The number of the first event of this kind about a subject ("agreedversion:…"); 0 if there is none."""
    found = Event.objects.filter(chain=chain, kind=kind, subject=subject).order_by("seq")
    return next(iter(found.values_list("seq", flat=True)[:1]), 0)


def latest_until(chain: str, number: int) -> datetime | None:
    """The latest moment of any event up to this one: of the example, later ones tell of earlier days."""
    found: datetime | None = Event.objects.filter(chain=chain, seq__lte=number).aggregate(latest=Max("at"))["latest"]
    return found


_NO_CHANGE = ("review.exported", "version.exported", "version.read", "version.agreed", "calendar.exported")


def number_of(chain: str) -> int:
    """How many events a chain has: it grows with every change, in the same transaction."""
    with connection.cursor() as cursor:  # every page of a review asks this: spelt out, it costs a third
        cursor.execute("SELECT seq FROM audit_head WHERE chain = %s", [chain])
        row = cursor.fetchone()
    return row[0] if row else 0


def head_of(chain: str) -> tuple[int, str]:
    """The number and the hash of a chain's last event."""
    head = Head.objects.filter(chain=chain).first()
    return (head.seq, head.hash) if head else (0, rules.START)


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying a chain found."""

    chain: str
    events: int
    head: tuple[int, str]
    noted: int  # how many of its events were noted outside the database and compared
    faults: tuple[Fault, ...]
    erased: tuple[Erased, ...]

    @property
    def why(self) -> Why | None:
        """The first place where the chain does not hold; None if it holds."""
        return self.faults[0].why if self.faults else None


def verify() -> dict[str, Why | None]:
    """For each chain, the first place where it does not hold, or None."""
    return {report.chain: report.why for report in reports()}


def reports(*, only: str = "", beside: Sequence[Path] = ()) -> list[Report]:
    """What is found in every chain, or in `only` one. Everything is read as it stood at one moment.

    `beside` are head files, or logs, of other machines. Raises `OSError` where one cannot be read.
    """
    noted = noted_heads(beside)  # before the database: whatever is noted was committed by then
    with one_moment():
        heads = {head.chain: (head.seq, head.hash) for head in Head.objects.order_by("chain")}
        chains = {*heads, *noted, *Event.objects.order_by().values_list("chain", flat=True).distinct()}
        return [
            _verified(chain, heads.get(chain, (0, rules.START)), noted.get(chain, {}))
            for chain in sorted(chains)
            if only in ("", chain)
        ]


def _verified(chain: str, head: tuple[int, str], noted: dict[int, set[str]]) -> Report:
    erasings = _erasings(chain)
    texts: list[Fault] = []
    erased: list[Erased] = []

    def links() -> Iterator[rules.Link]:
        for event, kept in _with_particulars(chain):
            found, gone = _words_of(event, kept, erasings)
            texts.extend(found)
            erased.extend(gone)
            yield rules.Link(seq=event["seq"], prev=event["prev"], hash=event["hash"], body=event["body"])

    walk = Walk(head=head, noted=noted)
    faults = list(walk.faults(links()))
    known = {(fault.seq, fault.done) for fault in faults}
    faults += [fault for fault in texts if (fault.seq, fault.done) not in known]
    faults.sort(key=lambda fault: fault.seq)
    return Report(chain, walk.seq, head, len(noted), tuple(faults), tuple(erased))


Row = dict[str, Any]


def _with_particulars(chain: str, *, after: int = 0) -> Iterator[tuple[Row, list[Row]]]:
    """Every event of a chain by its number, with its particulars, a page at a time."""
    while True:
        rows: list[Any] = list(Event.objects.filter(chain=chain, seq__gt=after).order_by("seq").values()[:PAGE])
        of_event: dict[int, list[Row]] = defaultdict(list)
        kept: Any = Particular.objects.filter(event_id__in=[row["id"] for row in rows]).order_by("field").values()
        for row in kept:
            of_event[row["event_id"]].append(row)
        yield from ((row, of_event[row["id"]]) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1]["seq"]


def _words_of(
    event: Row, kept: list[Row], erasings: dict[tuple[int, str], Erasing]
) -> tuple[list[Fault], list[Erased]]:
    """What is wrong with an event's columns and words, and which words another event took out."""
    seq = event["seq"]
    changed = [Fault(seq, Done.CHANGED, Why("event {seq} was changed", seq=seq))]
    try:
        body = json.loads(event["body"])
        told = (body["kind"], ":".join(body["subject"]), body["review"], body["at"])
        said = {str(field): str(digest) for field, digest in body["said"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return changed, []
    columns = (event["kind"], event["subject"], event["review"], rules.moment(event["at"]))
    commitments = {row["field"]: rules.commitment(row["salt"], row["text"]) for row in kept}
    faults, erased = checked_texts(seq, said, commitments, erasings)
    return (faults if columns == told else [*changed, *faults]), erased


def _erasings(chain: str) -> dict[tuple[int, str], Erasing]:
    """Which event took words out of which: what it says of that is a particular of its own, and verified as one."""
    found: dict[tuple[int, str], Erasing] = {}
    rows = Particular.objects.filter(event__chain=chain, field=ERASED).order_by("event__seq")
    for by, text in rows.values_list("event__seq", "text"):
        for seq, field, commitment in _entries(text):
            if seq < by:  # an event takes nothing out of a later one, nor of itself
                found[seq, field] = Erasing(by, commitment)
    return found


def _entries(text: str) -> list[tuple[int, str, str]]:
    try:
        return [(int(seq), str(field), str(commitment)) for seq, field, commitment in json.loads(text)]
    except (ValueError, TypeError):
        return []  # it is not what was written there, which is told of that event


Readable = Callable[[str, str], bool]  # from what an event is about ("finding:…") and its review


def exported(chains: list[tuple[str, str]], *, readable: Readable = lambda subject, review: True) -> Iterator[Row]:
    """The chains, given as (key, name), line by line, as docs/reference/trail.md describes them; at one moment.

    What an event says is left out where it is not readable.
    """
    with one_moment():
        for chain, name in chains:
            seq, digest = head_of(chain)
            yield {"chain": chain, "name": name, "head": {"seq": seq, "hash": digest}}
            for event, kept in _with_particulars(chain):
                yield {
                    "seq": event["seq"],
                    "prev": event["prev"],
                    "hash": event["hash"],
                    "body": event["body"],
                    "said": {row["field"]: {"salt": row["salt"], "text": row["text"]} for row in kept}
                    if readable(event["subject"], event["review"])
                    else None,
                }


def chains_there() -> list[str]:
    """Every chain that has an event."""
    return list(Head.objects.order_by("chain").values_list("chain", flat=True))
