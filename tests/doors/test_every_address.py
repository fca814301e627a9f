"""Every address of the product, asked for by everybody: what the table says, and no word of another partnership.

All is walked once, and each test looks at another side of what was found. What a browser sends beside a plain request
(htmx's headers) makes no difference: no module of the product reads it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.middleware.csrf import get_token
from pypdfium2 import PdfDocument

from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from tests import factories
from tests.architecture.sources import modules
from tests.cast import CANARY, sample_review
from tests.doors.doors_table import CLOSED, DOORS, PUBLIC, SIGNED_IN
from tests.doors.walking import ABSENT, IN, SIGN_IN, Asking, addresses, outcome, told
from tests.doors.world import FOREIGN, MANY, STRONGEST, World, build
from tests.headers import faults
from tests.reviews.test_before_the_day import FORMATS, TOKENS
from tests.reviews.test_doors import address

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ROUTES = addresses()
METHODS = ("GET", "POST")
# What a door's line cannot say, by address, method and role, and why.
ELSE = {
    ("reviews:versions", "POST", "review_lead"): ("403", "where there is an approver, only they agree a version"),
}
# Tells of the person who is signed in, hence asked for by everybody; other addresses outside partnerships by two.
ABOUT_ONESELF = {"people:me", "reviews:first-page", "reviews:begin"}
# Pages that count or list what there is.
COUNTING = (
    "reviews:first-page", "reviews:home", "reviews:overview", "reviews:findings", "reviews:stages", "reviews:plan",
    "reviews:sheet", "reviews:evidence", "reviews:comments", "reviews:search", "reviews:challenges", "reviews:archive",
    "reviews:lead", "reviews:agency", "reviews:agreed-versions", "reviews:new-action", "documents:texts",
    "documents:inbox", "administration:people", "administration:agencies", "upkeep:history",
)  # fmt: skip
# Who may what is asked of the same code whatever the database: on PostgreSQL these walk, to whom it answers otherwise.
ON_POSTGRESQL = (STRONGEST, Role.CONTRIBUTOR.value)
ABSENT_IDS = {"partnership": "no-such-partnership"}
NOT_IDS = {"domain", "level", "part"}


@dataclass
class Found:
    """What the walk found amiss, by the side of it."""

    walked: int = 0
    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    taken_out: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    weakened: list[str] = field(default_factory=list)
    without_token: list[str] = field(default_factory=list)
    bare: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The whole walk, on two partnerships that are gone afterwards."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.DATA_FOLDER", tmp_path_factory.mktemp("doors"))
        world, result = build(), Found()
        for who in ON_POSTGRESQL if connection.vendor == "postgresql" else world.walkers:
            walk(world, who, list(ROUTES), result)
        compare_foreign_with_absent(world, result)
        if connection.vendor == "sqlite":
            send_without_tokens(world, result)
            take_everything_out(world, result)
            compare_with_more_elsewhere(world, result)
            result.weakened = with_one_question_fewer(world, patch)
        transaction.set_rollback(True)
    return result


def walk(world: World, who: str, names: list[str], result: Found) -> None:
    """Ask for addresses as one of the walkers, and note what is not as it should be."""
    walker = world.walkers[who]
    asking = Asking(walker.person)
    for name in names:
        door = DOORS.get(name)
        if door is None or not is_for(who, name):
            continue
        path = address(ROUTES[name], world.identifiers(who, name))
        for method in methods_for(who, name):
            answer = asking.at(path, method, {"version": 1, "finding": world.own[who]["finding"]})
            expected = {ELSE[name, method, who][0]} if (name, method, who) in ELSE else walker.expects(door, method)
            got = outcome(answer)
            is_right = got in expected or (expected == {IN} and is_outside(name) and got != SIGN_IN)
            if not is_right:
                result.wrong.append(f"{method} {name}: {who} is to find {expected}, got {answer.status_code}")
            if got != IN and answer.wrote:
                result.written.append(f"{method} {name}: {who} made it write: {answer.wrote[0][:80]}")
            cookies = [("Set-Cookie", one.OutputString()) for one in answer.cookies.values()]
            result.bare |= {
                f"{method} {name}: {one}" for one in faults(answer.status_code, [*answer.headers.items(), *cookies])
            }
            if walker.person is None and cookies and not holds_a_form(answer):
                result.bare.add(f"{method} {name}: {cookies} for a reader")
            words = told(answer).casefold()
            result.leaks += [f"{method} {name}: {who} is told “{w}”" for w in walker.secrets if w.casefold() in words]
            result.walked += 1


def holds_a_form(answer: Any) -> bool:
    """Whether an answer has a reason to set a cookie: something on its page can be sent."""
    return b'name="csrfmiddlewaretoken"' in answer.body or b"X-CSRFToken" in answer.body


def methods_for(who: str, name: str) -> list[str]:
    """What an address does not take it takes from nobody: whoever may do everything tries that, and nothing else."""
    door = DOORS[name]
    closed = [method for method, asks in (("GET", door.get), ("POST", door.post)) if asks == CLOSED]
    return closed if who == STRONGEST else [method for method in METHODS if method not in closed]


def is_outside(name: str) -> bool:
    """Whether an address is no partnership's, and the same for everybody who comes."""
    return DOORS[name].known_to in (PUBLIC, SIGNED_IN) and name != "reviews:begin"


def is_for(who: str, name: str) -> bool:
    """Whether this walker goes there: what is the same for everybody is asked for by two."""
    return not is_outside(name) or name in ABOUT_ONESELF or who in ("signed out", "stranger")


def send_without_tokens(world: World, result: Found) -> None:
    """Send something to every address as another site's page would: as a form, and as a text, from elsewhere."""
    asking = Asking(world.walkers[STRONGEST].person, tokens_are_asked=True)
    token = get_token(asking.get("/").wsgi_request)  # of another page: no cookie goes with it
    for name in (name for name, door in DOORS.items() if door.post != CLOSED):
        path = address(ROUTES[name], world.identifiers(STRONGEST, name))
        answers = [
            asking.post(path, {"version": 1}),
            asking.post(path, {"version": 1, "csrfmiddlewaretoken": token}, HTTP_ORIGIN="https://evil.example"),
            asking.generic("POST", path, b'{"version": 1}', content_type="text/plain"),
        ]
        if any(answer.status_code != 403 or answer.wrote for answer in answers):
            result.without_token.append(f"{name}: {[answer.status_code for answer in answers]}")


def compare_foreign_with_absent(world: World, result: Found) -> None:
    """Put what is another partnership's, and what never was, into every place of every address."""
    asking = Asking(world.walkers[STRONGEST].person)
    for name, route in ROUTES.items():
        own, foreign = world.identifiers(STRONGEST, name), world.foreign_to(name)
        kinds = [part.strip("<>").split(":")[-1] for part in route.split("/") if part.startswith("<")]
        for kind in kinds if "partnership" in kinds else ():
            if kind in NOT_IDS:
                continue
            there = address(route, own | {kind: foreign[kind]})
            nowhere = address(route, own | {kind: ABSENT_IDS.get(kind, "a" * 22)})
            for method in methods_for("anybody else", name):
                answers = [asking.at(path, method, {"version": 1}) for path in (there, nowhere)]
                here, gone = ((TOKENS.sub(r"\1", told(answer)), answer.asked) for answer in answers)
                if here != gone or outcome(answers[0]) != ABSENT:
                    result.differences.append(f"{method} {name}, {kind}: {[one.status_code for one in answers]}")


def take_everything_out(world: World, result: Found) -> None:
    """Every file that leaves the walked partnership, whole: it holds its own words and none of the other's."""
    walker = world.walkers[STRONGEST]
    asking = Asking(walker.person)
    whole = {"whole": "on", "comments": "on", "notes": "on", "challenges": "on"}
    for name, bodies in (
        ("documents:exports", [{"format": form} | whole for form in FORMATS]),
        ("documents:agreed-exports", [{"format": form} for form in FORMATS]),
        ("upkeep:history-file", [{"format": "jsonl"}, {"format": "csv"}]),
        ("reviews:lead-calendar", [{}]),
        ("reviews:agency-calendar", [{}]),
    ):
        for body in bodies:
            path = address(ROUTES[name], world.identifiers(STRONGEST, name))
            answer = asking.at(path, "POST", body)
            words = "\n".join((told(answer), *inside(answer.body))).casefold()
            result.taken_out[f"{name} {body.get('format', '')}".strip()] = (CANARY in words, FOREIGN in words)


def compare_with_more_elsewhere(world: World, result: Found) -> None:
    """Look at every page that counts or lists, before and after there is more in the other partnership."""
    asking = Asking(world.walkers[STRONGEST].person)

    def pages() -> dict[str, str]:
        found = {}
        for name in COUNTING:
            answer = asking.get(address(ROUTES[name], world.identifiers(STRONGEST, name)))
            assert answer.status_code == 200, name
            found[name] = TOKENS.sub(r"\1", answer.body.decode())
        return found

    before = pages()
    there = Member.unscoped.get(public_id=world.foreign["member"])
    sample_review(there, word=FOREIGN)
    factories.member(there.partnership, f"Further {FOREIGN}", *MANY)
    after = pages()
    result.counted = [name for name in COUNTING if before[name] != after[name]]


def inside(data: bytes) -> Iterator[str]:
    """What a file says to those who open it: every part of a packed one, a PDF's pages and properties."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name).decode(errors="replace") for name in packed.namelist())
    elif data.startswith(b"%PDF"):
        document = PdfDocument(data)
        yield str(document.get_metadata_dict())
        yield from (page.get_textpage().get_text_range() for page in document)


def with_one_question_fewer(world: World, patch: pytest.MonkeyPatch) -> list[str]:
    """What the walk notes when one view after another does not ask what it should."""
    noted = []
    for name, where in (
        ("reviews:rating", "system_review.reviews.views.ratings.require"),
        ("reviews:about", "system_review.reviews.views.beginning.require"),
        ("administration:people", "system_review.administration.views.people.require"),
    ):
        weaker = Found()
        with patch.context() as inner:
            inner.setattr(where, lambda member, permission: None)
            walk(world, "scrutineer", [name], weaker)
        noted.append(name if weaker.wrong else "")
    return noted


@pytest.mark.only_sqlite
def test_every_address_has_its_line():
    assert set(DOORS) == set(ROUTES)


@pytest.mark.only_sqlite
def test_an_address_that_names_a_partnership_is_for_its_members_alone():
    inside = {name for name, route in ROUTES.items() if route.startswith("<slug:partnership>/")}

    assert {name for name in ROUTES if DOORS[name].known_to not in (PUBLIC, SIGNED_IN)} == inside


def test_everybody_finds_what_the_table_says(found):
    assert found.walked > (300 if connection.vendor == "postgresql" else 2000)
    assert found.wrong == []


def test_nobody_is_told_a_word_of_another_partnership(found):
    assert found.leaks == []


def test_every_answer_carries_its_headers_and_no_cookie_but_ours(found):
    assert sorted(found.bare) == []


def test_what_is_refused_writes_nothing(found):
    assert found.written == []


@pytest.mark.only_sqlite
def test_nothing_is_taken_that_a_page_of_ours_did_not_send(found):
    assert found.without_token == []


def test_what_is_foreign_and_what_is_absent_get_the_same_answer_for_as_many_queries(found):
    assert found.differences == []


@pytest.mark.only_sqlite
def test_no_page_changes_with_what_another_partnership_has(found):
    assert found.counted == []


@pytest.mark.only_sqlite
def test_no_file_that_is_taken_out_holds_a_word_of_another_partnership(found):
    assert [name for name, (_, theirs) in found.taken_out.items() if theirs] == []
    assert sum(own for own, _ in found.taken_out.values()) == 2 * len(FORMATS) + 2  # a calendar without days is empty


@pytest.mark.only_sqlite
def test_a_view_that_does_not_ask_is_noticed(found):
    assert found.weakened == ["reviews:rating", "reviews:about", "administration:people"]


@pytest.mark.only_sqlite
def test_no_answer_depends_on_what_htmx_sends():
    lines = [line for module in modules() for line in module.lines]

    assert [line for line in lines if "HTTP_HX" in line or "HX-" in line or "request.htmx" in line] == []
