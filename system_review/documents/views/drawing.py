"""Drawing the inbox of a text, and keeping the drawing until something changes that it shows.

What belongs to one request alone, the token and the key of its forms, is filled in each time. The pieces in the order
of the text are drawn once for whichever of them is open: a text can have thousands.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from system_review.audit.keeping import kept, kept_by
from system_review.documents import inbox_pages as pages
from system_review.documents.addresses import InboxAddresses
from system_review.documents.queries.inbox_lines import inbox_facts, line_facts, piece_lines
from system_review.documents.queries.inbox_page import inbox_page
from system_review.documents.queries.inbox_reading import InboxReading
from system_review.documents.views.inbox_forms import WRITTEN_IN, forms_of, places_of
from system_review.drafts.drafting import fresh_lines, new_token
from system_review.drafts.queries import is_written_at

# Places to be filled in. No text that somebody brings in can hold them: they are others in each process.
_TOKEN, _KEY, _PIECES = (f"-fill-{secrets.token_hex(16)}-" for _ in range(3))
_WINDOWS = {name: f"-fill-{secrets.token_hex(16)}-" for name in WRITTEN_IN}  # of the forms in which one writes
_PLACES = re.compile(f"({'|'.join((_TOKEN, _KEY, _PIECES, *_WINDOWS.values()))})")
_RUN = 20  # pieces that are drawn, and kept, together
_MOST_WORKS = 12  # of one text: what stands beside its pieces, by the piece that is open


@dataclass(frozen=True, slots=True)
class _Work:
    """What stands beside the pieces while one of them is open, and that one as it then stands in the text."""

    body: tuple[str, ...]  # what stands between the places to be filled in, and by turns which place it is
    opened: str = ""
    line: str = ""


@dataclass(slots=True)
class _Drawn:
    """What was drawn of one text while all that it shows was the same. More is drawn when it is asked for."""

    pieces: dict[str, str] = field(default_factory=dict)
    works: OrderedDict[tuple[str, str], _Work] = field(default_factory=OrderedDict)


def kept_inbox(request: HttpRequest, document: Any, *, piece: str, every: str) -> SafeString | None:
    """The inbox with this piece open, as it was drawn before for this member if nothing has changed.

    None if this member has begun to write about the piece, or somebody else is writing about it.
    """
    member = request.member  # type: ignore[attr-defined]
    about = (document.pk, document.version, member.pk, *sorted(member.roles), get_language(), timezone.localdate())

    @cache
    def reading_of_now() -> InboxReading:
        return InboxReading(document, visible_to=member, piece=piece, is_as_found=True)

    def drawn_before() -> _Drawn:  # something has changed since: but anything that stands here?
        return kept_by((*about, inbox_facts(reading_of_now())), _Drawn, is_large=True)

    drawn = kept("inbox", *about, chain=str(member.partnership.key), make=drawn_before, is_large=True)
    work = drawn.works.get((piece, every))
    if work is None:
        reading = reading_of_now()
        forms = forms_of(reading)
        for name in WRITTEN_IN.keys() & forms.keys():
            forms[name].draft = fresh_lines(_WINDOWS[name], member)
        context = {"page": inbox_page(reading, every=every), "forms": forms}
        work = _work(reading, context)
        if not drawn.pieces:
            drawn.pieces = _drawn_pieces(reading)
        drawn.works[piece, every] = work
        while len(drawn.works) > _MOST_WORKS:
            drawn.works.popitem(last=False)
    if work.opened and _is_written_about(member, document, work.opened):
        return None
    return _filled(request, work, drawn.pieces)


def _is_written_about(member: Any, document: Any, piece: str) -> bool:
    places = places_of(InboxAddresses(member.partnership.slug), document.public_id, piece)
    return is_written_at(places, member=member, now=timezone.now())


def drawn_inbox(request: HttpRequest, reading: InboxReading, context: dict[str, Any]) -> SafeString:
    """The inbox with more in its context than belongs to everybody who looks: what was refused, what was sent."""
    return _filled(request, _work(reading, context), _drawn_pieces(reading))


def _work(reading: InboxReading, context: dict[str, Any]) -> _Work:
    places = {"csrf_token": _TOKEN, "key": _KEY, "pieces": _PIECES}
    body = tuple(_PLACES.split(render_to_string("documents/_inbox_body.html", {**context, **places})))
    if reading.opened is None:
        return _Work(body)
    return _Work(body, reading.opened.public_id, _lines(piece_lines(reading, [reading.opened]), is_open=True))


def _drawn_pieces(reading: InboxReading) -> dict[str, str]:
    """Each piece as it stands in the text, by its public id, in order. None of them is open."""
    drawn: dict[str, str] = {}
    for start in range(0, len(reading.rows), _RUN):
        run = reading.rows[start : start + _RUN]
        drawn |= kept_by(
            ("inbox", get_language(), reading.document.public_id, reading.may_change, line_facts(reading, run)),
            lambda run=run: {line.key: _lines([line]) for line in piece_lines(reading, run)},  # type: ignore[misc]
        )
    return drawn


def _lines(lines: Sequence[pages.PieceLine], *, is_open: bool = False) -> str:
    return render_to_string("documents/_pieces.html", {"lines": lines, "is_open": is_open})


def _filled(request: HttpRequest, work: _Work, pieces: Mapping[str, str]) -> SafeString:
    filling = {_TOKEN: get_token(request), _KEY: get_random_string(32)}
    filling |= {window: new_token() for window in _WINDOWS.values()}
    said: list[str] = []
    for part in work.body:
        if part == _PIECES:
            said += ({**pieces, work.opened: work.line} if work.opened else pieces).values()
        else:
            said.append(filling.get(part, part))
    # because templates drew both with everything escaped, and what is filled in is letters and figures
    return mark_safe("".join(said))  # noqa: S308
