"""How long one stays signed in, to the second; where one is signed in, and ending that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.people.models import Session
from tests.people.signing import browser, is_signed_in, sign_in, with_password


@pytest.fixture
def anwen_here(db):
    return with_password()


@pytest.fixture
def clock(monkeypatch):
    """`clock(hours=1)`: that much later than now."""
    start = timezone.now()

    def to(**later):
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(**later))

    to()
    return to


def test_keys_of_sessions_have_more_than_128_bits_and_none_is_like_another(anwen_here):
    for _ in range(20):
        assert sign_in(browser()).status_code == 302

    keys = list(Session.objects.values_list("session_key", flat=True))
    signs = set("".join(keys))
    assert len(keys) == 20
    assert len(signs) > 32 and {len(key) for key in keys} == {32}  # five bits each, and a little more
    assert all(len({key[at] for key in keys}) > 4 for at in range(32))  # no sign stands still


def test_an_hour_without_use_ends_it_and_not_a_second_less(anwen_here, clock):
    client = browser()
    sign_in(client)

    clock(minutes=59, seconds=59)
    assert is_signed_in(client)
    clock(minutes=119, seconds=58)
    assert is_signed_in(client)
    clock(minutes=179, seconds=58)
    assert not is_signed_in(client)
    assert Event.objects.filter(kind="session.ended").count() == 1


def test_an_administrator_has_a_quarter_of_an_hour(anwen, clock):
    client = browser()
    client.force_login(anwen.person)
    home = f"/{anwen.partnership.slug}/"
    client.get(home)

    clock(minutes=14, seconds=59)
    assert client.get(home).status_code == 200
    clock(minutes=29, seconds=59)
    assert client.get(home).status_code == 302


def test_somebody_who_is_no_administrator_has_the_hour(ben, clock):
    client = browser()
    client.force_login(ben.person)
    client.get(f"/{ben.partnership.slug}/")

    clock(minutes=59, seconds=59)

    assert is_signed_in(client)


def test_after_twelve_hours_it_is_over_however_busy(anwen_here, clock):
    client = browser()
    sign_in(client)
    for half in range(1, 24):
        clock(minutes=30 * half)
        assert is_signed_in(client)

    clock(hours=11, minutes=59, seconds=59)
    assert is_signed_in(client)
    clock(hours=12)
    assert not is_signed_in(client)


def test_signing_in_again_counts_anew(anwen_here, clock):
    client = browser()
    sign_in(client)
    clock(minutes=30)
    client.post("/sign-out/")
    sign_in(client)

    clock(minutes=89, seconds=59)

    assert is_signed_in(client)


def test_a_page_that_says_why_it_ended(anwen_here, clock):
    client = browser()
    sign_in(client)
    clock(minutes=60)

    page = client.get("/me/", follow=True)

    assert "You were signed out because nothing had happened for a while." in page.text


def test_disabling_a_person_ends_it_at_the_next_request(anwen_here):
    client = browser()
    sign_in(client)

    anwen_here.is_active = False
    anwen_here.save()

    assert not is_signed_in(client)


def test_the_list_names_each_browser_and_ends_one_or_all_others(anwen_here):
    agents = ["Chrome/140 Windows", "Firefox/140 Linux", "Version/18 Safari iPhone"]
    clients = [browser(HTTP_USER_AGENT=agent) for agent in agents]
    for client in clients:
        sign_in(client)

    page = clients[0].get("/me/signed-in/").text

    assert all(words in page for words in ("Chrome, Windows", "Firefox, Linux", "Safari, iPhone", "(this one)"))
    gone = Session.objects.exclude(session_key=clients[0].session.session_key).order_by("began_at").first()
    clients[0].post(f"/me/signed-in/{gone.public_id}/end/")
    assert [is_signed_in(client) for client in clients] == [True, False, True]
    clients[0].post("/me/signed-in/end-others/")
    assert [is_signed_in(client) for client in clients] == [True, False, False]


def test_nobody_ends_or_sees_another_persons_session(anwen_here):
    with_password("ben@example.org", "Ben")
    own, other = browser(), browser(HTTP_USER_AGENT="Firefox/1 Windows")
    sign_in(own)
    sign_in(other, email="ben@example.org")
    theirs = Session.objects.get(person__email="ben@example.org")

    foreign = own.post(f"/me/signed-in/{theirs.public_id}/end/")
    absent = own.post("/me/signed-in/nothing/end/")

    assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content)
    assert foreign.status_code == 404
    assert "Firefox" not in own.get("/me/signed-in/").text
    assert is_signed_in(other)


def test_looking_costs_one_statement_more_and_only_once_a_second(anwen_here, clock, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser()
    sign_in(client)
    client.get("/me/")
    counts = []
    for later in (10, 10, 11):
        clock(seconds=later)
        with CaptureQueriesContext(connection) as queries:
            client.get("/me/")
        counts.append(len(queries))

    assert counts[0] == counts[1] + 1 == counts[2]
