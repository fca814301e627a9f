"""What a schema cannot say of the comments, working notes and challenges in a file. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from system_review.errors import Why
from system_review.reviews.snapshots import ReviewSnapshot


def comment_problems(snapshot: ReviewSnapshot) -> Iterator[Why]:
    """What does not fit together."""
    for part in ("comments", "working_notes", "challenges"):
        if getattr(snapshot, part) and not getattr(snapshot.holds, part):
            yield Why("{part}: the file says under holds that it has none", part=part)
    for number, said in enumerate(snapshot.comments, start=1):
        if (said.finding is None) == (said.action is None):
            yield Why("comments › {number}: name a finding or an action", number=number)
        if bool(said.settled_by) != bool(said.settled_at):
            yield Why("comments › {number}: settled_by and settled_at belong together", number=number)
    for number, asked in enumerate(snapshot.challenges, start=1):
        if asked.cell and asked.finding:
            yield Why("challenges › {number}: name a finding or a stage, not both", number=number)
        if not bool(asked.answer) == bool(asked.answered_by) == bool(asked.answered_at):
            yield Why("challenges › {number}: answer, answered_by and answered_at belong together", number=number)
    for place, text in _texts(snapshot):
        if not text.strip():
            yield Why("{place} › text: it says nothing", place=place)


def _texts(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str]]:
    for number, said in enumerate(snapshot.comments, start=1):
        yield f"comments › {number}", said.text
        yield from ((f"comments › {number} › replies › {n}", reply.text) for n, reply in enumerate(said.replies, 1))
    yield from ((f"working_notes › {n}", note.text) for n, note in enumerate(snapshot.working_notes, 1))
    for number, asked in enumerate(snapshot.challenges, start=1):
        yield from ((f"challenges › {number}", text) for text in (asked.text, asked.answer or asked.text))


def comment_names(snapshot: ReviewSnapshot) -> Iterator[tuple[str, str]]:
    """Every name in them, with its place."""
    for number, said in enumerate(snapshot.comments, start=1):
        place = f"comments › {number}"
        yield from ((f"{place} › {name}", getattr(said, name)) for name in ("by", "agency", "settled_by"))
        for n, reply in enumerate(said.replies, start=1):
            yield from ((f"{place} › replies › {n} › {name}", getattr(reply, name)) for name in ("by", "agency"))
    yield from ((f"working_notes › {n} › by", note.by) for n, note in enumerate(snapshot.working_notes, start=1))
    for n, asked in enumerate(snapshot.challenges, start=1):
        yield from ((f"challenges › {n} › {name}", getattr(asked, name)) for name in ("by", "answered_by"))


def comment_moments(snapshot: ReviewSnapshot) -> Iterator[tuple[str, datetime | None]]:
    """Every moment in them, with its place."""
    for number, said in enumerate(snapshot.comments, start=1):
        place = f"comments › {number}"
        yield from ((f"{place} › {name}", getattr(said, name)) for name in ("written_at", "settled_at"))
        yield from ((f"{place} › replies › {n} › written_at", r.written_at) for n, r in enumerate(said.replies, 1))
    notes = enumerate(snapshot.working_notes, start=1)
    yield from ((f"working_notes › {n} › changed_at", note.changed_at) for n, note in notes)
    for n, asked in enumerate(snapshot.challenges, start=1):
        yield from ((f"challenges › {n} › {name}", getattr(asked, name)) for name in ("recorded_at", "answered_at"))
