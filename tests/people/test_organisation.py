"""Signing in by one's organisation: against a real provider, and against one that lies in every way we know of."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import serializers
from django.urls import reverse

from system_review.audit.models import Event
from system_review.people.models import Person, Session
from system_review.people.services import signing_in
from system_review.people.tokens import NotGenuine, identity_of
from tests.people import issuer as lies
from tests.people.signing import ADDRESS, browser, code_of, is_signed_in, sign_in, with_app, with_password

GO = "/sign-in/with/organisation/"


def set_for(settings, address):
    settings.BASE_URL = "http://localhost"
    settings.ORGANISATIONS = [
        {
            "provider_id": "organisation",
            "name": "Eastmere Council",
            "client_id": lies.CLIENT,
            "secret": lies.SECRET,
            "settings": {"server_url": address},
        }
    ]


@pytest.fixture
def anwen_here(db):
    return with_password()


@pytest.fixture
def council(settings, anwen_here):
    """An issuer of our own, which knows Anwen as she is connected here."""
    with lies.running() as running:
        set_for(settings, running.address)
        identity = identity_of({"iss": running.address, "sub": "anwen-there"})
        SocialAccount.objects.create(user=anwen_here, provider="organisation", uid=identity)
        yield running


def leave(client, **more):
    """Press the button; where the page leads."""
    page = client.post(GO, more)
    assert page.status_code == 200, page.headers
    return html.unescape(re.search(r'content="0;url=([^"]+)"', page.text)[1])


def come_back(client, council, code="code-1", **more):
    """Go there, be signed in there, and come back; the last answer."""
    asked = {name: value[0] for name, value in parse_qs(urlsplit(leave(client)).query).items()}
    council.nonces[code] = asked["nonce"]
    return client.get(f"{GO}back/", {"code": code, "state": asked["state"], **more})


class TestRealProvider:
    """oidc-provider-mock, as it comes."""

    @pytest.fixture
    def there(self, settings, anwen_here):
        with lies.real() as address:
            set_for(settings, address)
            yield

    def be_signed_in_there(self, url, sub):
        answer = requests.post(url, data={"sub": sub}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return urlsplit(answer.headers["Location"])

    def test_connected_once_it_signs_in(self, there, anwen_here):
        client = browser()
        sign_in(client)
        back = self.be_signed_in_there(leave(client, process="connect"), "anwen@council.example")
        assert client.get(f"{back.path}?{back.query}").headers["Location"] == "/me/ways/"
        assert "It signs you in here." in client.get("/me/ways/").text
        client.post("/sign-out/")

        back = self.be_signed_in_there(leave(client, next="/me/"), "anwen@council.example")
        answer = client.get(f"{back.path}?{back.query}")

        assert answer.headers["Location"] == "/me/"
        assert is_signed_in(client)
        assert Event.objects.filter(kind="factor.added").count() == 1

    def test_the_same_mail_address_alone_signs_nobody_in(self, there, anwen_here):
        client = browser()

        back = self.be_signed_in_there(leave(client), ADDRESS)
        page = client.get(f"{back.path}?{back.query}", follow=True)

        assert "Nobody here has connected that identity" in page.text
        assert not is_signed_in(client)
        assert Person.objects.count() == 1

    def test_what_is_asked_there_is_little_and_bound_to_this_browser(self, there):
        asked = parse_qs(urlsplit(leave(browser(), scope="admin", auth_params="nonce=known")).query)

        assert asked["scope"] == ["openid"]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["redirect_uri"] == ["http://localhost/sign-in/with/organisation/back/"]
        assert len(asked["nonce"][0]) > 30


def test_the_honest_issuer_signs_in(council):
    client = browser()

    assert come_back(client, council).headers["Location"] == "/"
    assert is_signed_in(client)


def test_the_tokens_of_an_organisation_are_kept_nowhere_and_no_browser_sees_them(council):
    client = browser()
    council.token_answer = {"access_token": "access-canary", "refresh_token": "refresh-canary"}

    answer = come_back(client, council)
    kept = "".join(
        serializers.serialize("json", model.objects.all()) for model in (SocialAccount, SocialToken, Session)
    )
    sessions = [Session(session_data=row.session_data).get_decoded() for row in Session.objects.all()]
    seen = f"{answer.headers}{client.cookies}{client.get('/me/').text}{kept}{sessions}"

    assert is_signed_in(client)
    assert "canary" not in seen and "eyJ" not in seen  # as every token that is signed begins


SIGNED_WRONGLY = [
    lies.unsigned,
    lies.by_our_secret,
    lies.by_public_key,
    lies.by_another_key,
    lies.by_an_unpublished_key,
    lies.with_its_own_key,
    lies.changed_afterwards,
    lambda said: "not.a.token",
    lambda said: "",
]
SAID_WRONGLY = {
    "issuer": {"iss": "https://login.example.com"},
    "audience": {"aud": "somebody-else"},
    "audience-too": {"aud": [lies.CLIENT, "somebody-else"]},
    "authorised-party": {"azp": "somebody-else"},
    "nonce": {"nonce": "another"},
    "empty-nonce": {"nonce": ""},
    "ended": {"exp": int(time.time()) - 120},
    "old": {"iat": int(time.time()) - 3600},
    "not-yet": {"nbf": int(time.time()) + 86400},
    "from-tomorrow": {"iat": int(time.time()) + 86400},
    "about-nobody": {"sub": ""},
    "about-a-number": {"sub": 1},
}


@pytest.mark.parametrize("sign", SIGNED_WRONGLY)
def test_a_token_that_is_not_signed_as_published_signs_nobody_in(council, sign):
    council.sign = sign
    client = browser()

    answer = come_back(client, council)

    assert answer.headers["Location"] == "/sign-in/not-by-organisation/failed/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("lie", SAID_WRONGLY)
def test_a_token_that_says_what_it_may_not_signs_nobody_in(council, lie):
    council.claims = lambda said: {**said, **SAID_WRONGLY[lie]}
    client = browser()

    assert come_back(client, council).headers["Location"] == "/sign-in/not-by-organisation/failed/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_a_token_without_one_of_its_parts_signs_nobody_in(council, claim):
    council.claims = lambda said: {name: value for name, value in said.items() if name != claim}
    client = browser()

    come_back(client, council)

    assert not is_signed_in(client)


def test_without_a_token_nobody_is_signed_in(council):
    council.token_answer = {"id_token": None}
    client = browser()

    come_back(client, council)

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "published", [{"issuer": "https://login.example.com"}, {"jwks_uri": "http://localhost:9/keys"}]
)
def test_an_issuer_that_publishes_something_else_signs_nobody_in(council, published):
    council.published = published
    client = browser()

    page = client.post(GO)
    if page.status_code == 200:
        page = come_back(client, council)

    assert page.headers["Location"] == "/sign-in/not-by-organisation/failed/"
    assert not is_signed_in(client)


def test_an_answer_counts_once(council):
    client = browser()
    asked = {name: value[0] for name, value in parse_qs(urlsplit(leave(client)).query).items()}
    council.nonces["code-1"] = asked["nonce"]
    back = {"code": "code-1", "state": asked["state"]}
    client.get(f"{GO}back/", back)
    client.post("/sign-out/")

    again = client.get(f"{GO}back/", back)

    assert again.headers["Location"] == "/sign-in/not-by-organisation/failed/"
    assert not is_signed_in(client)


def test_an_answer_for_another_browser_counts_for_nobody(council):
    asked = {name: value[0] for name, value in parse_qs(urlsplit(leave(browser())).query).items()}
    council.nonces["code-1"] = asked["nonce"]
    victim = browser()
    leave(victim)

    victim.get(f"{GO}back/", {"code": "code-1", "state": asked["state"]})

    assert not is_signed_in(victim)


def test_an_answer_in_the_name_of_another_issuer_counts_for_nobody(council):
    client = browser()

    come_back(client, council, iss="https://login.example.com")

    assert not is_signed_in(client)


def test_a_disabled_person_is_told_what_a_stranger_is_told(council, anwen_here):
    anwen_here.is_active = False
    anwen_here.save()
    disabled = come_back(browser(), council).headers["Location"]

    council.claims = lambda said: {**said, "sub": "stranger", "email": ADDRESS, "email_verified": True}
    stranger = come_back(browser(), council, code="code-2").headers["Location"]

    assert disabled == stranger == "/sign-in/not-by-organisation/not-connected/"


def test_the_second_step_is_asked_after_the_organisation_too(council, anwen_here):
    secret = with_app(anwen_here)
    client = browser()

    assert come_back(client, council).headers["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(client)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert is_signed_in(client)


def test_somebody_elses_identity_cannot_be_connected(council, anwen_here):
    with_password("ben@example.org", "Ben")
    client = browser()
    sign_in(client, email="ben@example.org")
    asked = {name: value[0] for name, value in parse_qs(urlsplit(leave(client, process="connect")).query).items()}
    council.nonces["code-1"] = asked["nonce"]

    answer = client.get(f"{GO}back/", {"code": "code-1", "state": asked["state"]})

    assert answer.headers["Location"] == "/sign-in/not-by-organisation/taken/"
    assert SocialAccount.objects.get().user == anwen_here


def test_taking_it_away_ends_the_other_sessions(council, anwen_here):
    client, other = browser(), browser()
    sign_in(client)
    sign_in(other)

    client.post("/me/ways/with/organisation/disconnect/")

    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert come_back(browser(), council).headers["Location"].endswith("/not-connected/")


def test_going_there_takes_a_press_and_a_known_organisation(council):
    client = browser()

    assert client.get(GO).status_code == 405
    assert client.post("/sign-in/with/nobody/").status_code == 404
    assert client.get("/sign-in/with/nobody/back/").status_code == 404
    assert client.get(reverse("people:organisation-told", args=["x"])).status_code == 404


def test_nobody_who_is_not_signed_in_connects_anything(council):
    assert browser().post(GO, {"process": "connect"}).headers["Location"] == "/sign-in/"


def test_entra_ids_people_are_known_by_object_and_tenant():
    tenant, host = "0f0f-tenant", "https://login.microsoftonline.com/0f0f-tenant/v2.0"
    said = {"iss": host, "sub": "differs by application", "oid": "object", "tid": tenant}

    assert identity_of(said) == identity_of({**said, "sub": "another"})
    assert identity_of(said) != identity_of({**said, "oid": "somebody else"})
    for wrong in ({"oid": ""}, {"tid": ""}, {"tid": "another tenant"}):
        with pytest.raises(NotGenuine):
            identity_of({**said, **wrong})


def test_names_of_issuer_and_subject_cannot_be_shifted_into_one_another():
    assert identity_of({"iss": "https://a", "sub": "b1"}) != identity_of({"iss": "https://ab", "sub": "1"})


def test_connecting_twice_makes_one(anwen_here):
    from django.utils import timezone

    for _ in range(2):
        signing_in.connect_organisation(person=anwen_here, organisation="o", identity="x", at=timezone.now())

    assert SocialAccount.objects.count() == 1
    assert Event.objects.filter(kind="factor.added").count() == 1
