"""Two partnerships at the same moment: forms go where they came from, pages never cross, errors tell nothing."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from system_review.config.bodies import Bodies
from system_review.partnerships.models import Member
from system_review.reviews.models import Finding
from tests.cast import CANARY, sample_review
from tests.forms_on_pages import forms_on

HERE, THERE = "/eastmere-safeguarding-partnership", "/westfold-safeguarding-partnership"
FOREIGN = "marlinspike"
# What no answer may tell: a statement, a path, a name out of our source, a setting.
INSIDES = re.compile(r"SELECT |Traceback|system_review[./]\w|\.py\b|SECRET|/(?:root|home|tmp|work|usr)/|[Dd]jango")


def both(kit: Member) -> tuple[Finding, Finding]:
    """The first finding of a review in each of the two partnerships that Kit belongs to."""
    members = [kit, Member.unscoped.get(person=kit.person, partnership__name__startswith="Westfold")]
    reviews = [sample_review(member, word=word) for member, word in zip(members, (CANARY, FOREIGN), strict=True)]
    here, there = (Finding.unscoped.filter(review=review).order_by("pk").first() for review in reviews)
    return here, there


@pytest.mark.django_db
def test_a_form_of_one_partnership_writes_there_whatever_was_opened_since(as_: Any, kit: Member) -> None:
    here, there = both(kit)
    client = as_(kit)
    old_tab = client.get(f"{HERE}/findings/{here.public_id}/").text
    assert client.get(f"{THERE}/findings/{there.public_id}/").status_code == 200
    form = next(one for one in forms_on(old_tab) if "text" in one.values)

    answer = client.post(form.action or f"{HERE}/findings/{here.public_id}/", form.filled(text="Of the old tab"))
    crossed = client.post(f"{THERE}/findings/{here.public_id}/", form.filled(text="Crossed"))

    assert (answer.status_code, crossed.status_code) == (302, 404)
    assert Finding.unscoped.get(pk=here.pk).text == "Of the old tab"
    assert FOREIGN in Finding.unscoped.get(pk=there.pk).text
    assert not Finding.unscoped.filter(text="Crossed").exists()


@pytest.mark.django_db
def test_every_page_names_the_partnership_that_one_is_in(as_: Any, kit: Member) -> None:
    here, there = both(kit)
    client = as_(kit)

    for base, finding, name, other in ((HERE, here, "Eastmere", "Westfold"), (THERE, there, "Westfold", "Eastmere")):
        page = client.get(f"{base}/reviews/{finding.review.public_id}/").text
        assert f"{name} Safeguarding Partnership" in page and f"{other} Safeguarding" not in page


@pytest.mark.django_db(transaction=True)
def test_pages_of_two_people_at_once_never_cross(anwen: Member, esme: Member) -> None:
    reviews = [sample_review(anwen), sample_review(esme, word=FOREIGN)]
    parts = ("", "sheet/target/level-1/", "plan/", "search/?q=ask")
    asked = [
        (member, f"{base}/reviews/{review.public_id}/{part}", mine, theirs)
        for part in parts
        for member, base, review, mine, theirs in (
            (anwen, HERE, reviews[0], CANARY, FOREIGN),
            (esme, THERE, reviews[1], FOREIGN, CANARY),
        )
    ]

    def look(offset: int) -> list[str]:
        clients = {member.pk: Client(HTTP_HOST="localhost") for member in (anwen, esme)}
        for member in (anwen, esme):
            clients[member.pk].force_login(member.person)
        try:
            wrong = []
            for turn in range(2 * len(asked)):
                member, path, mine, theirs = asked[(turn + offset) % len(asked)]
                page = clients[member.pk].get(path).content.decode()
                wrong += [path] if theirs in page or mine not in page else []
            return wrong
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert [path for wrong in pool.map(look, range(4)) for path in wrong] == []


@pytest.mark.django_db
def test_an_answer_that_refuses_or_breaks_tells_nothing_of_the_inside(
    as_: Any, anwen: Member, huw: Member, review: Any, esme: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_review(esme, word=FOREIGN)
    sheet = f"{HERE}/reviews/{review.public_id}/"
    client, reader = as_(anwen), as_(huw)
    client.raise_request_exception = False
    checking = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    checking.cookies = client.cookies
    finding = Finding.unscoped.filter(review=review).first()
    answers = {
        400: client.get(sheet, HTTP_HOST="evil.example"),
        403: reader.get(f"{HERE}/people/"),
        404: client.get(f"{THERE}/"),
        405: client.post(sheet),
        409: client.post(f"{HERE}/findings/{finding.public_id}/", {"text": "x", "version": 99}),
        422: client.post(f"{HERE}/findings/{finding.public_id}/", {"text": "", "version": 1}),
        "csrf": checking.post(f"{HERE}/findings/{finding.public_id}/", {"text": "x", "version": 1}),
    }

    def broken(*args: object, **options: object) -> None:
        raise RuntimeError(f"SELECT secret FROM {settings.DATA_FOLDER} {FOREIGN}")

    monkeypatch.setattr("system_review.reviews.views.overview.review_context", broken)
    answers[500] = client.get(sheet)

    assert [code for code, answer in answers.items() if answer.status_code != (403 if code == "csrf" else code)] == []
    for code, answer in answers.items():
        told = re.sub(r'(?:src|href)="[^"]*"|nonce="[^"]*"', "", answer.content.decode())
        assert INSIDES.search(told) is None, (code, INSIDES.search(told))
        assert FOREIGN not in told


@pytest.mark.django_db
def test_what_is_refused_for_its_size_or_number_tells_nothing_of_the_inside_either(
    eastmere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(HTTP_HOST="localhost")
    guesses = [client.post("/sign-in/", {"login": "nobody@example.org", "password": "wrong"}) for _ in range(6)]
    told = {429: guesses[-1].content.decode()}
    monkeypatch.setattr("system_review.config.bodies.PATIENCE", 0.1)
    for status, length in ((413, 1024**4), (408, 9), (503, 9)):
        sent, started = {"CONTENT_LENGTH": str(length)}, list[str]()
        bodies = Bodies(lambda environ, start: [])
        while status == 503 and bodies.turns.acquire(blocking=False):
            pass
        environ = {**sent, "wsgi.input": Breaking()}
        page = b"".join(bodies(environ, lambda said, headers, started=started: started.append(said))).decode()
        assert started and started[0].startswith(str(status))
        told[status] = page

    assert guesses[-1].status_code == 429 and guesses[-1].headers["Retry-After"]
    for status, page in told.items():
        shown = re.sub(r'(?:src|href)="[^"]*"', "", page)
        assert INSIDES.search(shown) is None, (status, INSIDES.search(shown))


class Breaking(io.BytesIO):
    """A sender that went away."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError(f"SELECT secret FROM {settings.DATA_FOLDER}")
