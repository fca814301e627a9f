"""What `check` says of attachments: whether each is there and unchanged, and whether the scanner answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import DatabaseError

from system_review.commands.saying import excerpt
from system_review.commands.told import Kind, Told
from system_review.files.queries import look_through
from system_review.files.scanning import answers

NAMED = 5  # attachments in one sentence


def of_attachments() -> Iterator[Told]:
    """Whether every attachment is in the storage as it came, and nothing else is."""
    try:
        looked = look_through()
    except (OSError, DatabaseError) as problem:
        yield Told(Kind.WRONG, f"The attachments cannot be looked through: {excerpt(str(problem), 200)}.")
        return
    if looked.missing:
        yield Told(Kind.WRONG, f"Missing from the storage: {_named(looked.missing)}. Bring them back from a backup.")
    if looked.changed:
        yield Told(Kind.WRONG, f"Changed since they were attached: {_named(looked.changed)}.")
    if looked.left:
        files = "1 file" if looked.left == 1 else f"{looked.left:,} files"
        yield Told(Kind.NOTE, f"The storage holds {files} of no attachment. The worker takes out what is a day old.")
    if not (looked.missing or looked.changed):
        yield Told(Kind.SOUND, f"The attachments are there and unchanged ({looked.sound:,}).")


def _named(things: Sequence[str]) -> str:
    """The first few attachments, each as its partnership and its own part of the address."""
    more = f" and {len(things) - NAMED:,} more" if len(things) > NAMED else ""
    count = "1 attachment" if len(things) == 1 else f"{len(things):,} attachments"
    return f"{count} ({', '.join(things[:NAMED])}{more})"


def of_scanner() -> Iterator[Told]:
    """Whether the virus scanner answers, where there is one."""
    if not settings.CLAMD:
        yield Told(Kind.NOTE, "No virus scanner looks at what is attached: set SYSTEM_REVIEW_CLAMD to have one.")
    elif answers(settings.CLAMD):
        yield Told(Kind.SOUND, "The virus scanner answers.")
    else:
        yield Told(Kind.WRONG, "The virus scanner does not answer, so nothing can be attached.")
