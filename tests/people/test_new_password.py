"""A new password by a letter: what the page tells, and what the link can and cannot do."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from system_review.audit.models import Event
from system_review.jobs.running import run_waiting
from system_review.people.models import Person
from system_review.people.services import signing_in
from tests.people.signing import ADDRESS, browser, is_signed_in, sign_in, with_password, without_marks

OTHER = "seven quiet harbours"


@pytest.fixture
def letters(settings):
    settings.CAN_MAIL, settings.BASE_URL = True, "https://reviews.example.org"
    return mail.outbox


@pytest.fixture
def anwen_here(db, letters):
    return with_password()


def ask(email=ADDRESS, client=None, **more):
    return (client or browser()).post("/sign-in/forgotten/", {"email": email}, **more)


def work():
    """Do what waits, as the worker does."""
    run_waiting()


def link_in(letter):
    return re.search(r"https://reviews\.example\.org(/sign-in/new-password/\S+)", letter.body)[1]


def letter_link(email=ADDRESS):
    ask(email)
    work()
    return link_in(mail.outbox[-1])


def send(client, link, password=OTHER):
    page = client.get(link, follow=True)
    action = re.search(r'action="(/sign-in/new-password/[^"]+)"', page.text)
    return client.post(action[1], {"password1": password, "password2": password}) if action else page


def test_the_letter_sets_a_new_password(anwen_here):
    client = browser()

    response = send(client, letter_link())

    assert response.headers["Location"] == "/sign-in/?said=new-password"
    assert not is_signed_in(client)
    assert sign_in(browser()).status_code == 422
    assert sign_in(client, password=OTHER).status_code == 302


def test_page_headers_and_work_are_the_same_for_known_unknown_and_disabled(anwen_here, letters):
    with_password("dis@example.org", "Dis", is_active=False)

    answers = [ask(email) for email in (ADDRESS, "unknown@example.org", "dis@example.org")]
    pages = {without_marks(browser().get(answer.headers["Location"])) for answer in answers}
    queued = DBTaskResult.objects.filter(queue_name="mail").count()
    work()

    assert len({(answer.status_code, str(answer.headers), answer.content) for answer in answers}) == 1
    assert len(pages) == 1
    assert queued == 3
    assert [letter.to for letter in letters] == [[ADDRESS]]


def test_a_letter_names_the_address_of_the_installation_whatever_the_browser_says(anwen_here, letters):
    ask(HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="http")
    work()

    assert "evil.example" not in letters[0].body
    assert ask(HTTP_HOST="evil.example").status_code == 400


def test_a_link_works_once(anwen_here):
    link = letter_link()
    send(browser(), link)

    again = send(browser(), link, "nine other harbours")

    assert "This link no longer works" in again.text
    assert sign_in(browser(), password=OTHER).status_code == 302


def test_opening_a_link_uses_nothing_up(anwen_here):
    link = letter_link()
    for _ in range(10):
        browser().get(link, follow=True)

    assert send(browser(), link).status_code == 302


def test_a_link_is_over_after_an_hour(anwen_here, monkeypatch):
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    link, now = letter_link(), PasswordResetTokenGenerator()._now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(minutes=59))
    assert "Choose a new password" in browser().get(link, follow=True).text

    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now + timedelta(minutes=61))
    assert "This link no longer works" in browser().get(link, follow=True).text


@pytest.mark.parametrize("change", ["email", "disabled"])
def test_a_link_dies_with_the_address_and_with_the_person(anwen_here, change):
    link = letter_link()
    if change == "email":
        Person.objects.update(email="other@example.org")
    else:
        Person.objects.update(is_active=False)

    assert "This link no longer works" in send(browser(), link).text


def test_the_key_stands_in_no_address_that_a_page_could_pass_on(anwen_here):
    link = letter_link()

    response = browser().get(link)

    assert response.status_code == 302
    assert response.headers["Location"].endswith("/set-password/")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_sets_the_password(letters):
    person = with_password()
    key = signing_in.default_token_generator.make_token(person)

    def one(password):
        try:
            return signing_in.use_new_password_link(
                person=Person.objects.get(pk=person.pk), key=key, password=password, at=timezone.now()
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, [OTHER, "nine other harbours"])) == [False, True]


def test_a_new_password_ends_every_session(anwen_here):
    client = browser()
    sign_in(client)

    send(browser(), letter_link())

    assert not is_signed_in(client)
    assert Event.objects.filter(kind="person.password_changed").count() == 1


def test_letters_to_one_address_are_limited(anwen_here):
    assert [ask().status_code for _ in range(4)] == [302, 302, 302, 429]
    assert [ask("unknown@example.org").status_code for _ in range(4)] == [302, 302, 302, 429]


def test_without_mail_the_page_says_whom_to_ask(anwen_here, settings):
    settings.CAN_MAIL = False

    assert "Ask whoever runs it for a link that signs you in." in browser().get("/sign-in/forgotten/").text
