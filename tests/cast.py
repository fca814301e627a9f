"""The people of every test. Eastmere has Anwen (administrator and review lead), Ben (police) and Carys (health), both
agency representatives, Dev (lead), Farid (scrutineer), Gita (approver), Huw (reader), Ines (guest, ended) and Jack
(former member); Westfold has Esme (review lead), who must never see Eastmere's things; Kit belongs to both.

Every text of Eastmere's review carries the word in `CANARY`, which must never be seen in Westfold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from lxml import etree

from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding, Review
from tests import factories
from tests.browser import session_cookie_for
from tests.factories import AT

CANARY = "quillonbird"


@pytest.fixture
def eastmere(db: None) -> Partnership:
    return factories.partnership("Eastmere Safeguarding Partnership")


@pytest.fixture
def westfold(db: None) -> Partnership:
    return factories.partnership("Westfold Safeguarding Partnership")


def _member(name: str, *roles: Role, partnership: str = "eastmere", ended: bool = False) -> Any:
    @pytest.fixture(name=name)
    def made(request: pytest.FixtureRequest) -> Member:
        found = factories.member(request.getfixturevalue(partnership), name.capitalize(), *roles)
        if ended:
            found.ended_at = AT
            found.save(update_fields=["ended_at"])
        return found

    return made


anwen = _member("anwen", Role.ADMINISTRATOR, Role.REVIEW_LEAD)
ben = _member("ben", Role.CONTRIBUTOR)
carys = _member("carys", Role.CONTRIBUTOR)
dev = _member("dev", Role.ACTION_LEAD)
farid = _member("farid", Role.SCRUTINEER)
gita = _member("gita", Role.APPROVER)
huw = _member("huw", Role.READER)
ines = _member("ines", Role.GUEST, ended=True)
jack = _member("jack", Role.REVIEW_LEAD, ended=True)
esme = _member("esme", Role.ADMINISTRATOR, Role.REVIEW_LEAD, partnership="westfold")


@pytest.fixture
def kit(eastmere: Partnership, westfold: Partnership) -> Member:
    factories.member(westfold, "Kit", Role.REVIEW_LEAD)
    return factories.member(eastmere, "Kit", Role.REVIEW_LEAD)


@pytest.fixture(params=["contextual-safeguarding", "section-175-schools"])
def framework_key(request: pytest.FixtureRequest) -> str:
    """Each of the shipped frameworks in turn: with levels and without."""
    return str(request.param)


@pytest.fixture
def review(anwen: Member) -> Review:
    """Eastmere's review: in its first stage a red and an amber finding, three actions of which one has no lead."""
    return sample_review(anwen)


@pytest.fixture
def ben_wrote(review: Review, ben: Member) -> None:
    """The findings and actions of Eastmere's review are Ben's to change: he wrote them."""
    for model in (Finding, Action):
        model.unscoped.filter(review=review).update(written_by=ben)


def sample_review(by: Member, key: str = "contextual-safeguarding", word: str = CANARY) -> Review:
    """The sample review on a framework, begun by this member, with the word in every text."""
    made = factories.review(by, title=f"System Review 2027 {word}", key=key)
    first = factories.cell(made)
    red = factories.finding(first, "red", f"Nobody asks about places. {word}")
    amber = factories.finding(first, "amber", f"The new form asks about friends. {word}")
    jo = LeadName(f"Jo {word}", "", f"Police {word}")
    factories.action(red, f"Brief the practices {word}", jo, due_words="by the end of June")
    factories.action(red, f"Write to the ambulance service {word}")
    factories.action(amber, f"Count the empty boxes {word}", jo)
    return made


SEEN = 'UPDATE "people_session" SET "seen_at"'  # at most once a second: on a busy machine now and then


class Inspecting(Client):
    """A client that looks at every page it fetches: what holds for all pages costs no test a line."""

    most_queries = 15

    def request(self, **request: Any) -> Any:
        queries: list[dict[str, str]] = []

        def noted(execute: Any, sql: str, *more: Any) -> Any:
            if not sql.startswith(SEEN):
                queries.append({"sql": sql})
            return execute(sql, *more)

        with connection.execute_wrapper(noted):  # Django's own way asks SQLite to write out each statement's values
            response = super().request(**request)
        response.queries = queries
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and response.content and (response.status_code == 200 or response.status_code >= 400):
            inspect(response)
        return response


def inspect(response: Any) -> None:
    """Fail on a page that breaks a promise of all pages."""
    page = response.content.decode()
    found = _Reading()
    etree.fromstring(page, etree.HTMLParser(target=found))
    assert found.language, "the page names no language"
    assert found.h1 == 1, f"the page has {found.h1} h1"
    assert not found.repeated, f"ids that stand there twice: {found.repeated}"
    assert not found.unlabelled, f"fields without a label: {found.unlabelled}"
    assert not found.inline, f"inline script or style: {found.inline}"
    assert not re.search(r"\{%|None</", page), "a template shows through"


class _Reading:
    """What lxml tells of a page, which reads it ten times as fast as Python's own parser: there are thousands."""

    def __init__(self) -> None:
        self.h1, self.language = 0, ""
        self.ids: set[str] = set()
        self.repeated: list[str] = []
        self.inline: list[str] = []
        self.fields: dict[str, str] = {}
        self.labelled: set[str] = set()
        self.inside_label = 0

    @property
    def unlabelled(self) -> list[str]:
        return [name for identifier, name in self.fields.items() if identifier not in self.labelled]

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if identifier := given.get("id"):
            if identifier in self.ids:
                self.repeated.append(identifier)
            self.ids.add(identifier)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "h1":
            self.h1 += 1
        if tag == "label":
            self.inside_label += 1
            if named := given.get("for"):
                self.labelled.add(named)
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit", "button"):
            if not (self.inside_label or given.get("aria-label") or given.get("aria-labelledby")):
                self.fields[given.get("id") or ""] = given.get("name") or ""
        if "style" in given or any(name.startswith("on") for name in given) or (tag == "style"):
            self.inline.append(tag)
        if tag == "script" and "src" not in given:
            self.inline.append(tag)

    def end(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1

    def close(self) -> None:
        """lxml asks for it."""


@pytest.fixture
def as_(db: None) -> Callable[[Member | None], Inspecting]:
    """`as_(anwen)` is a browser in which this member's person is signed in; `as_(None)` one in which nobody is."""

    def sign_in(who: Member | None) -> Inspecting:
        client = Inspecting(HTTP_HOST="localhost")
        if who is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = session_cookie_for(who.person)  # no event of the trail
        return client

    return sign_in
