"""The second step: codes of an app, recovery codes, and a partnership that asks for it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes as Installed
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from system_review.audit.models import Event, Particular
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.people.jobs import hash_recovery_codes
from system_review.people.services.recovery_codes import HashedCodes
from system_review.people.services.sessions import renew_keys
from tests.people.signing import PASSWORD, browser, code_of, is_signed_in, sign_in, with_app, with_password

BEFORE = Installed.__base__  # what django-allauth would use without us


@pytest.fixture
def anwen_here(db):
    return with_password()


def give(client, code, path="/sign-in/second-step/"):
    return client.post(path, {"code": code})


def set_up(client):
    """Set an app up on the pages; its secret and the recovery codes that are shown."""
    page = client.get("/me/ways/app/").text
    secret = re.search(r'<code class="key">(\w+)</code>', page)[1]
    answer = client.post("/me/ways/app/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/me/ways/codes/"
    codes = re.search(r'<pre class="key" id="codes">(.*?)</pre>', client.get("/me/ways/codes/").text, re.DOTALL)[
        1
    ].split()
    return secret, codes


def test_setting_an_app_up_asks_for_its_codes_from_then_on(anwen_here):
    client = browser()
    sign_in(client)
    secret, codes = set_up(client)

    other = browser()
    answer = sign_in(other)

    assert len(codes) == 10
    assert answer.headers["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(other)
    assert give(other, "000000").status_code == 422
    assert give(other, code_of(secret)).headers["Location"] == "/"
    assert is_signed_in(other)


def test_codes_are_shown_once(anwen_here):
    client = browser()
    sign_in(client)
    _, codes = set_up(client)

    again = client.get("/me/ways/codes/").text

    assert not [code for code in codes if code in again]
    assert "You have 10 unused codes." in again


def test_secrets_are_kept_sealed(anwen_here):
    secret = with_app(anwen_here)

    kept = str(Authenticator.objects.get(user=anwen_here).data)

    assert secret not in kept
    assert Authenticator.objects.get(user=anwen_here).wrap().validate_code(code_of(secret))


def test_a_code_works_once_even_for_another_browser(anwen_here):
    secret = with_app(anwen_here)
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)
    code = code_of(secret)

    assert give(first, code).status_code == 302
    assert give(second, code).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-1, 302), (1, 302), (-2, 422), (2, 422)])
def test_a_clock_may_be_half_a_minute_wrong(anwen_here, steps, status):
    secret = with_app(anwen_here)
    client = browser()
    sign_in(client)

    assert give(client, code_of(secret, steps=steps)).status_code == status


def test_five_wrong_codes_and_the_right_one_waits_whoever_tries(anwen_here):
    secret = with_app(anwen_here)
    for _ in range(5):
        client = browser()
        sign_in(client)
        assert give(client, "000000").status_code == 422

    client = browser()
    sign_in(client)

    assert give(client, code_of(secret)).status_code == 429


def test_a_recovery_code_works_once(anwen_here):
    client = browser()
    sign_in(client)
    _, codes = set_up(client)
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)

    assert give(first, codes[0]).status_code == 302
    assert give(second, codes[0]).status_code == 422
    assert give(second, codes[1]).status_code == 302


class TestCodesAreKeptAsHashes:
    """Whoever has the database has no recovery code."""

    def kept(self, person):
        return Authenticator.objects.get(user=person, type="recovery_codes")

    def test_each_has_a_slow_hash_with_a_salt_of_its_own_and_nothing_else_is_kept(self, slow_hashes, anwen_here):
        client = browser()
        sign_in(client)
        _, codes = set_up(client)

        data = self.kept(anwen_here).data

        assert set(data) == {"hashes"}
        assert len({kept.split("$")[4] for kept in data["hashes"]}) == 10
        assert all(kept.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$") for kept in data["hashes"])
        assert all(check_password(code, kept) for code, kept in zip(codes, data["hashes"], strict=True))

    def test_codes_have_more_than_twenty_bits_and_are_not_met_twice(self, anwen_here):
        found = []
        for _ in range(2):
            Authenticator.objects.filter(type="recovery_codes").delete()
            codes = HashedCodes.activate(anwen_here)
            codes.mark_as_viewed()
            found += codes.get_unused_codes()

        assert len(set(found)) == 20
        assert all(re.fullmatch(r"\d{8}", code) for code in found)  # 26.5 bits
        assert len({code[:1] for code in found}) > 2

    def test_before_they_were_shown_there_are_none(self, anwen_here):
        HashedCodes.activate(anwen_here)

        assert self.kept(anwen_here).data == {}
        assert not self.kept(anwen_here).wrap().validate_code("00000000")

    def test_of_two_windows_one_shows_them(self, anwen_here):
        HashedCodes.activate(anwen_here)
        first, second = self.kept(anwen_here).wrap(), self.kept(anwen_here).wrap()

        first.mark_as_viewed()
        second.mark_as_viewed()

        assert second.get_unused_codes() == ["****"] * 10
        assert self.kept(anwen_here).wrap().validate_code(first.get_unused_codes()[0])

    def test_one_that_two_use_at_once_counts_once(self, anwen_here):
        codes = HashedCodes.activate(anwen_here)
        codes.mark_as_viewed()
        code = codes.get_unused_codes()[3]
        first, second = self.kept(anwen_here).wrap(), self.kept(anwen_here).wrap()

        assert first.validate_code(f" {code[:4]}-{code[4:]} ")
        assert not second.validate_code(code)
        assert len(self.kept(anwen_here).data["hashes"]) == 9

    @pytest.mark.parametrize("is_seen", [True, False])
    def test_what_the_version_before_kept_works_and_is_hashed_by_the_day(self, anwen_here, is_seen):
        seed = {"seed": encrypt(BEFORE.generate_seed()), "used_mask": 0} | ({"viewed_at": 1.0} if is_seen else {})
        old = Authenticator.objects.create(user=anwen_here, type="recovery_codes", data=seed)
        codes = BEFORE(old).generate_codes()
        assert self.kept(anwen_here).wrap().validate_code(codes[0])

        hash_recovery_codes.call(timezone.now().isoformat())

        now = self.kept(anwen_here)
        assert "seed" not in now.data
        assert [now.wrap().validate_code(code) for code in codes[:3]] == [False, is_seen, is_seen]

    def test_a_seed_whose_key_is_lost_is_left(self, anwen_here):
        seed = {"seed": "not sealed by us", "used_mask": 0, "viewed_at": 1.0}
        Authenticator.objects.create(user=anwen_here, type="recovery_codes", data=seed)

        hash_recovery_codes.call(timezone.now().isoformat())

        assert self.kept(anwen_here).data == seed


def test_changing_a_factor_ends_the_other_sessions_and_changes_the_key_of_this_one(anwen_here):
    client, others = browser(), [browser() for _ in range(3)]
    for one in [client, *others]:
        sign_in(one)
    before = client.session.session_key

    set_up(client)

    assert not any(is_signed_in(one) for one in others)
    assert is_signed_in(client)
    assert client.session.session_key != before
    with_it = browser()
    with_it.cookies["system_review"] = before
    assert not is_signed_in(with_it)


def test_a_new_password_keeps_this_session_and_ends_the_others(anwen_here):
    client, other = browser(), browser()
    sign_in(client)
    sign_in(other)
    new = {"oldpassword": PASSWORD, "password1": "seven quiet harbours", "password2": "seven quiet harbours"}

    assert client.post("/me/password/", new).status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_who_does_not_know_the_password_until_now_sets_no_new_one(anwen_here):
    client, before = browser(), anwen_here.password
    sign_in(client)
    new = {"oldpassword": "three other words", "password1": "seven quiet harbours", "password2": "seven quiet harbours"}

    answer = client.post("/me/password/", new)

    anwen_here.refresh_from_db()
    assert answer.status_code == 422
    assert anwen_here.password == before


def test_before_changing_anything_one_confirms_who_one_is(anwen_here):
    from datetime import timedelta

    from system_review.people.models import Session

    client = browser()
    sign_in(client)
    Session.objects.update(began_at=timezone.now() - timedelta(minutes=6))

    answer = client.get("/me/ways/app/")

    assert answer.headers["Location"].startswith("/me/confirm/?next=")
    assert client.post("/me/confirm/?next=/me/ways/app/", {"password": "wrong"}).status_code == 422
    answer = client.post("/me/confirm/?next=/me/ways/app/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/me/ways/app/"
    assert client.get("/me/ways/app/").status_code == 200


def test_the_trail_tells_of_factors(anwen_here):
    client = browser()
    sign_in(client)
    set_up(client)
    client.post("/me/ways/app/remove/")

    kinds = [kind for kind in Event.objects.order_by("seq").values_list("kind", flat=True) if kind.startswith("factor")]

    assert kinds == ["factor.added", "factor.removed"]
    assert set(Particular.objects.filter(field="kind").values_list("text", flat=True)) == {"app"}
    assert not Authenticator.objects.exists()


def test_the_page_with_the_picture_alone_allows_one(anwen_here):
    client = browser()
    sign_in(client)

    assert "img-src 'self' data:" in client.get("/me/ways/app/").headers["Content-Security-Policy"]
    assert "data:" not in client.get("/me/ways/").headers["Content-Security-Policy"]


class TestAsked:
    """A partnership that asks everybody for a second step."""

    @pytest.fixture
    def here(self, eastmere, anwen_here):
        eastmere.asks_second_step = True
        eastmere.save()
        Member.unscoped.create(partnership=eastmere, person=anwen_here, roles=[Role.REVIEW_LEAD])
        return f"/{eastmere.slug}/"

    @pytest.mark.parametrize("more", [{}, {"HTTP_HX_REQUEST": "true"}])
    def test_without_one_every_address_leads_to_setting_it_up(self, here, more):
        client = browser()
        sign_in(client)

        for path in (here, f"{here}search/?q=x", f"{here}plan/", f"{here}no-such-page/"):
            answer = client.get(path, **more)
            assert answer.headers.get("Location") == "/me/ways/?needed" or answer.status_code == 404, path
        assert client.get(here).status_code == 302
        assert client.post(here, {"x": 1}).headers["Location"] == "/me/ways/?needed"
        assert "Your partnership asks everybody for a second step" in client.get("/me/ways/?needed").text

    def test_with_one_the_pages_open(self, here):
        client = browser()
        sign_in(client)

        set_up(client)

        assert client.get(here).status_code == 200

    def test_a_session_without_the_step_is_asked_for_it(self, here, anwen_here):
        secret = with_app(anwen_here)
        client = browser()
        client.force_login(anwen_here)  # as a link signs in, without the steps

        answer = client.get(here)

        assert answer.headers["Location"].startswith("/me/confirm/code/?next=")
        assert give(client, code_of(secret), answer.headers["Location"]).status_code == 302
        assert client.get(here).status_code == 200

    def test_taking_the_factor_away_closes_the_pages_again(self, here):
        client = browser()
        sign_in(client)
        set_up(client)

        client.post("/me/ways/app/remove/")

        assert client.get(here).headers["Location"] == "/me/ways/?needed"

    def test_the_step_of_one_person_does_not_count_for_the_next_in_the_same_browser(self, here, anwen_here, eastmere):
        ben = with_password("ben@example.org", "Ben")
        Member.unscoped.create(partnership=eastmere, person=ben, roles=[Role.REVIEW_LEAD])
        secret = with_app(anwen_here)
        client = browser()
        sign_in(client)
        give(client, code_of(secret))

        client.force_login(ben)

        assert client.get(here).headers["Location"] == "/me/ways/?needed"


def test_a_change_of_rights_gives_every_session_another_key(anwen_here):
    client = browser()
    sign_in(client)
    before = client.session.session_key

    renew_keys(anwen_here)

    assert is_signed_in(client)
    assert client.session.session_key != before
    with_it = browser()
    with_it.cookies["system_review"] = before
    assert not is_signed_in(with_it)
