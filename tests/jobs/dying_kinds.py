"""Every kind of job for workers that are killed: how one is begun, and what tells whether it was done once."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone

from system_review.audit.models import Event
from system_review.documents.models import Document, Passage
from system_review.documents.reading import ReadFile, read_safely
from system_review.documents.services import reading
from system_review.documents.services.receiving import receive_file
from system_review.files.services.keeping import Incoming
from system_review.frameworks.queries import content_of
from system_review.jobs.models import Letter, Schedule
from system_review.jobs.services import start_due
from system_review.partnerships.models import Invitation, Member
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import invite
from system_review.partnerships.services.members import Part
from system_review.people.services.signing_in import ask_to_tell_of_change
from system_review.reviews.models import Finding, Review
from system_review.reviews.services.attachments import Held, attach
from system_review.upkeep.models import FileFound, FileSearch
from system_review.upkeep.rules.words import Words
from system_review.upkeep.services.searching_files import search_files
from tests.jobs.dying import Kind

WORD = "Zyxomelda"
TORN = b"Target, Level 1, Referral\n\nSomething is red\n"


def _invite(by: Member, step: int) -> int:
    part = Part(roles={Role.READER})
    made = invite(email=f"n{step}@example.org", name="N", part=part, by_letter=True, by=by, at=timezone.now())
    return made.pk


def _letter(by: Member, number: int) -> dict[str, Any]:
    letter = Letter.objects.filter(about=number).latest("pk")
    return {"state": letter.state, "message_id": letter.message_id}


def _change(by: Member, step: int) -> int:
    assert by.person
    ask_to_tell_of_change(by.person, at=timezone.now())
    return by.person.pk


def _bring_in(by: Member, step: int) -> int:
    review = Review.unscoped.filter(partnership=by.partnership_id).latest("pk")
    return receive_file(review=review, name=f"{step}.txt", data=TORN, by=by, at=timezone.now()).pk


def _document(by: Member, number: int) -> dict[str, Any]:
    document = Document.unscoped.get(pk=number)
    read = Event.objects.filter(kind="document.read", subject=f"document:{document.public_id}").count()
    return {"state": document.state, "read": read, "pieces": Passage.unscoped.filter(document=document).count()}


def _search(by: Member, step: int) -> int:
    if step == 1:
        finding = Finding.unscoped.filter(partnership=by.partnership_id).latest("pk")
        held = Held(finding, finding.cell.review)
        attach(to=held, files=[Incoming("a.txt", io.BytesIO(WORD.encode()))], by=by, at=timezone.now())
    search_files(words=Words(WORD), by=by, at=timezone.now())
    return FileSearch.unscoped.latest("pk").pk


def _found(by: Member, number: int) -> dict[str, Any]:
    search = FileSearch.unscoped.get(pk=number)
    found = FileFound.unscoped.filter(search=search).count()
    return {"done": bool(search.done_at), "words": search.words, "looked": search.looked, "found": found}


def _keep_house(by: Member, step: int) -> int:
    now = timezone.now()
    part = Part(roles={Role.READER})
    made = invite(email=f"o{step}@example.org", name="O", part=part, by_letter=False, by=by, at=now)
    Invitation.unscoped.filter(pk=made.pk).update(made_at=now - timedelta(days=4000))
    Schedule.objects.all().delete()
    start_due(at=now)
    return Event.objects.filter(kind="invitations.erased").count()


def _erased(by: Member, number: int) -> dict[str, Any]:
    erased = Event.objects.filter(kind="invitations.erased").count() - number
    old = Invitation.unscoped.filter(made_at__lt=timezone.now() - timedelta(days=3000)).count()
    return {"erased": erased, "old": old}


def read_once() -> None:
    """Have the bytes above read now, and not again for each worker: a fork of this process knows what was read."""
    found: list[ReadFile] = []

    def read(*given: Any, **named: Any) -> ReadFile:
        if not found:
            found.append(read_safely(*given, **named))
        return found[0]

    reading.read_safely = read  # type: ignore[assignment]
    reading.read_safely(TORN, name="1.txt", framework=content_of(Review.unscoped.latest("pk").framework))


KINDS = {
    "invitation": Kind(_invite, _letter),
    "change": Kind(_change, _letter),
    "document": Kind(_bring_in, _document),
    "search": Kind(_search, _found),
    "daily": Kind(_keep_house, _erased),
}
