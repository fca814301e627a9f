"""Every address inside a partnership, with a real identifier for each kind of thing that one can name.

Who finds what behind them is walked in tests/doors.
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from system_review.audit.queries import last_number
from system_review.evidence.rules import EvidenceKind
from system_review.evidence.services import Description
from system_review.files.services.keeping import Incoming
from system_review.partnerships.models import Agency, Lead
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import invite
from system_review.partnerships.services.members import Part
from system_review.reviews.models import Action, Cell, Finding, UndoStep, ValueJudgement
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.actions import archive_action
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.attachments import attach
from system_review.reviews.services.challenges import record_challenge
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.meetings import open_meeting
from system_review.reviews.services.notes import write_note
from system_review.reviews.services.review_places import add_place
from system_review.reviews.services.summary import write_summary
from tests import factories
from tests.cast import CANARY
from tests.factories import AT, TODAY
from tests.people.test_doors import OPENED as SIGNING_IN

# Addresses that belong to no partnership: everybody who is signed in may open them, some without signing in.
OUTSIDE = {
    "open-link",
    "one-time-link",
    "invited",
    "me",
    "own-data",
    "sessions",
    "end-other-sessions",
    "end-session",
    "organisation-told",
    "disconnect",
    "first-page",
    "privacy",
    "security",
    "accessibility",
    "begin",
    "contents",
    "page",
    *SIGNING_IN,  # who may open each of these stands in tests/people/test_doors.py
}


def patterns(resolver: Any = None, prefix: str = "") -> list[tuple[str, str]]:
    """Every address as (name, route)."""
    found: list[tuple[str, str]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += patterns(entry, route)
        elif isinstance(entry, URLPattern):
            found.append((str(entry.name), route))
    return found


INSIDE = [(name, route) for name, route in patterns() if name not in OUTSIDE]


@pytest.fixture
def samples(anwen, review):
    return samples_of(review, anwen)


def samples_of(review: Any, by: Any, word: str = CANARY) -> dict[str, str]:
    """A real identifier for every kind of thing that an address can name, of this review; the word is in every text."""
    evidence = add_to_review(
        review=review,
        description=Description(kind=EvidenceKind.SURVEY, sentence=f"A survey {word}"),
        by=by,
        at=AT,
    )
    action = Action.unscoped.filter(review=review).last()
    step = archive_action(action=action, seen=action.version, by=by, at=AT)
    write_summary(review=review, part="themes", seen=0, text=f"Runs through all {word}", by=by, at=AT)
    inside = {"partnership": by.partnership}
    found = {
        "partnership": by.partnership.slug,
        "review": review.public_id,
        "domain": "target",
        "level": "level-1",
        "cell": Cell.unscoped.filter(review=review).first().public_id,
        "finding": Finding.unscoped.filter(review=review).first().public_id,
        "action": Action.unscoped.filter(review=review).first().public_id,
        "evidence": evidence.public_id,
        "value": ValueJudgement.unscoped.filter(review=review).first().public_id,
        "lead": Lead.unscoped.filter(**inside).first().public_id,
        "agency": Agency.unscoped.filter(**inside).first().public_id,
        "member": by.public_id,
        "invitation": an_invitation(by=by, word=word).public_id,
        "step": UndoStep.unscoped.get(pk=step.pk).public_id,
        "thing": f"action-{action.public_id}",
        "earlier": factories.earlier_action(by, word).public_id,
    }
    place = add_place(review=review, name=f"Northam {word}", by=by, at=AT)
    found["place"] = place.public_id
    add_place(review=review, name=f"Southam {word}", by=by, at=AT)
    Finding.unscoped.filter(public_id=found["finding"]).update(for_place=place)  # so that its removal asks where to
    more = {
        "attachment": attached(review, by, word),
        "comment": commented(review, by, word),
        "job": a_job(by=by),
    }
    return found | more | agreed(review, by, word) | other_samples(review, by, word)


def agreed(review: Any, by: Any, word: str = CANARY) -> dict[str, str]:
    """An agreed version, a challenge, a meeting, and a part of the summary."""
    seen = last_number(str(by.partnership.key), review.public_id)
    version = agree_version(review=review, name=f"Agreed {word}", seen=seen, today=TODAY, by=by, at=AT)
    asks = command_line_in(by.partnership)
    challenge = record_challenge(review=review, text=f"Why? {word}", by=asks, at=AT)
    meeting = open_meeting(review=review, kind="challenge", present=word, apologies=word, by=asks, at=AT)
    return {
        "version": version.public_id,
        "other": version.public_id,
        "challenge": challenge.public_id,
        "meeting": meeting.public_id,
        "part": "themes",
    }


def attached(review: Any, by: Any, word: str) -> str:
    """A file attached to the review's first finding. It begins as text does: one that begins as markup is refused."""
    held = Held(Finding.unscoped.filter(review=review).first(), review)
    file = Incoming(f"{word}.txt", io.BytesIO(("What was said.\n" * 300 + word).encode()))
    return attach(to=held, files=[file], by=by, at=AT).public_id


def commented(review: Any, by: Any, word: str) -> str:
    """A comment on the review's first finding, beside which there is a working note."""
    finding = Finding.unscoped.filter(review=review).first()
    write_note(finding=finding, seen=0, text=f"Ask again {word}", by=by, at=AT)
    return factories.comment(finding, f"Who says so? {word}", by=by).public_id


def an_invitation(*, by: Any, word: str = CANARY) -> Any:
    """An invitation that waits, with the word in its name."""
    return invite(
        email="new@example.org",
        name=f"Nia {word}",
        part=Part(roles={Role.READER}),
        by_letter=False,
        by=by,
        at=AT,
    )


def a_job(*, by: Any) -> str:
    """Background work of the partnership that has failed."""
    from django_tasks_db.models import DBTaskResult

    from system_review.documents.jobs import read
    from system_review.jobs.services import enqueue

    with transaction.atomic():
        enqueue(read, 0, of=by.partnership.public_id)
    job = DBTaskResult.objects.filter(share__partnership=by.partnership.public_id).latest("enqueued_at")
    DBTaskResult.objects.filter(pk=job.pk).update(status="FAILED", finished_at=AT)
    return str(job.pk)


def other_samples(review: Any, by: Any, word: str = CANARY) -> dict[str, str]:
    """The inbox's things, once it has addresses."""
    from system_review.documents.services.receiving import receive_text

    document = receive_text(review=review, content=f"One. {word}\n\nTwo.", name="pasted.txt", key="doors", by=by, at=AT)
    piece = document.passages.model.unscoped.filter(document=document).first()
    question = document.questions.model.unscoped.create(
        partnership=by.partnership,
        document=document,
        position=99,
        words=[word, {}],
        about=[piece.public_id],
        answers=[],
    )
    return {"document": document.public_id, "piece": piece.public_id, "question": question.public_id}


def address(route: str, samples: dict[str, str]) -> str:
    """The route with real identifiers; an unknown kind of thing fails, so that a new address gets its sample here."""
    parts = []
    for part in route.split("/"):
        if part.startswith("<"):
            part = samples[part.strip("<>").split(":")[-1]]
        parts.append(part)
    return "/" + "/".join(parts)


def test_every_address_inside_a_partnership_names_it_first():
    assert INSIDE
    assert all(route.startswith("<slug:partnership>/") for _, route in INSIDE)
