"""Letters: each goes out once whatever the mail server does, says what it should, and its subject names nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import policy
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from system_review.errors import Refused
from system_review.jobs.models import Letter
from system_review.jobs.rules import again_after
from system_review.jobs.running import run_waiting
from system_review.jobs.services import try_again
from system_review.partnerships.models import Invitation
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import invite, withdraw_invitation
from system_review.partnerships.services.members import Part
from system_review.people import letters, postbox
from tests.people.lying import FOR_GOOD, LIES, WELL, LyingServer

NIA = "nia@example.org"
QUICK = 0.5  # seconds that the tests wait for a server that hangs

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[LyingServer]:
    monkeypatch.setattr(postbox, "LONGEST", 2 * QUICK)
    with LyingServer() as running:
        for name, value in running.settings().items():
            setattr(settings, name, value)
        settings.CAN_MAIL, settings.BASE_URL, settings.EMAIL_TIMEOUT = True, "https://reviews.example.org", QUICK
        settings.EMAIL_BACKEND, settings.MAIL_REPLY_TO = "system_review.people.postbox.Postbox", ""
        yield running


@pytest.fixture
def invited(anwen: Any) -> Callable[..., Invitation]:
    def asked(name: str = "Nia", **more: Any) -> Invitation:
        given: dict[str, Any] = {"email": NIA, "name": name, "part": Part(roles={Role.READER}), "by": anwen} | more
        return invite(by_letter=True, at=timezone.now(), **given)

    return asked


def job() -> DBTaskResult:
    return DBTaskResult.objects.filter(queue_name="mail").get()


def work() -> None:
    """Do what waits, also what waits to be tried again."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
    run_waiting()


@pytest.mark.parametrize("lie", LIES)
def test_a_letter_goes_out_once_when_the_mail_server_is_itself_again(
    lie: str, server: LyingServer, invited: Callable[..., Invitation]
) -> None:
    server.lie = lie
    invited()
    assert server.talks == 0, "saving waits for no mail server"

    began = time.monotonic()
    work()
    took = time.monotonic() - began
    server.lie = WELL
    work()
    if lie in FOR_GOOD:
        assert (job().status, server.taken, Letter.objects.get().state) == ("FAILED", [], "refused")
        try_again(job().pk)
    work()
    work()

    assert took < 30  # seconds, on a busy machine; a server that hangs would take for ever
    assert len(server.taken) == 1
    assert {message["Message-ID"] for message in server.seen} == {Letter.objects.get().message_id}
    assert (job().status, Letter.objects.get().state) == ("SUCCESSFUL", "sent")
    with pytest.raises(Refused):
        try_again(job().pk)


def test_a_worker_that_died_while_it_handed_a_letter_over_leaves_the_question_to_a_person(
    server: LyingServer, invited: Callable[..., Invitation]
) -> None:
    invited()
    Letter.objects.update(state="handing over")

    work()
    work()

    assert (server.taken, job().status, Letter.objects.get().state) == ([], "FAILED", "unknown")
    try_again(job().pk)
    work()
    assert len(server.taken) == 1


def test_of_two_workers_with_the_same_letter_one_hands_it_over(
    server: LyingServer, invited: Callable[..., Invitation], monkeypatch: pytest.MonkeyPatch
) -> None:
    invited()
    number = Letter.objects.get().pk
    begin = letters.rows.begin_handing_over

    def other_first(letter: Letter) -> None:
        Letter.objects.filter(pk=number).update(state="handing over")  # the other one, a moment before
        begin(letter)

    monkeypatch.setattr(letters.rows, "begin_handing_over", other_first)
    work()

    assert server.seen == []


def test_what_a_letter_looks_like(server: LyingServer, invited: Callable[..., Invitation], settings: Any) -> None:
    settings.MAIL_REPLY_TO = "Team <team@example.org>"
    invited('<b onclick="x">Nia</b> {by}')
    work()
    [message] = server.taken

    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain and html and message.get_content_type() == "multipart/alternative"
    assert message["Subject"] == "An invitation to System Review"
    assert (message["Auto-Submitted"], message["Reply-To"]) == ("auto-generated", "Team <team@example.org>")
    assert message["To"] == NIA
    text, page = plain.get_content(), html.get_content()
    assert '<b onclick="x">Nia</b> {by},' in text and "&lt;b onclick=&quot;x&quot;&gt;Nia" in page
    assert text.count("https://reviews.example.org/invitations/") == 1
    assert page.count('href="https://reviews.example.org/invitations/') == 1
    assert '<html lang="en-gb">' in page and "<title>An invitation to System Review</title>" in page
    assert not any(word in page for word in ("<img", "<script", "style=", "url(", "src="))


@pytest.mark.parametrize("name", ["Nia\r\nBcc: x@example.org", "Nia\u2028Bcc: x@example.org", "N" * 190 + "\x85Bcc: x"])
def test_no_name_adds_a_header(name: str, server: LyingServer, invited: Callable[..., Invitation]) -> None:
    try:
        invited(name)
    except Refused:
        return
    work()
    [message] = server.taken

    assert message["Bcc"] is None and message["To"] == NIA
    known = {"to", "from", "subject", "date", "message-id", "mime-version", "content-type"}
    assert {header.lower() for header in message.keys()} - known == {"auto-submitted", "x-auto-response-suppress"}  # noqa: SIM118
    again = message.as_bytes(policy=policy.SMTP)
    assert b"\nBcc:" not in again.split(b"\r\n\r\n")[0]


def test_a_letter_never_leaves_its_partnership(server: LyingServer, invited: Callable[..., Invitation]) -> None:
    invited()
    Letter.objects.update(partnership="another")

    work()

    assert (server.talks, job().status) == (0, "FAILED")


def test_what_is_not_wanted_or_over_is_not_sent(
    server: LyingServer, invited: Callable[..., Invitation], anwen: Any
) -> None:
    withdraw_invitation(invitation=invited(), by=anwen, at=timezone.now())
    work()
    assert (server.talks, Letter.objects.count(), job().status) == (0, 0, "SUCCESSFUL")
    with transaction.atomic():
        invited("Later")
    Letter.objects.update(ends_at=timezone.now())
    work()

    assert (server.talks, Letter.objects.get().state) == (0, "over")


def test_letters_are_tried_for_three_days_with_growing_waits() -> None:
    waits = [again_after(tried, "mail") for tried in range(1, 77)]
    known = [wait for wait in waits if wait]

    assert waits[-1] is None and known == sorted(known)
    assert timedelta(days=3) <= sum(known, timedelta()) <= timedelta(days=4)
