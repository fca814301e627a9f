"""Every form of every page, sent as nobody's browser would send it: with odd texts (I1), and with fields that it does
not have (I9). Forms are found on the pages, fields to add in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes, urlencode, urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from system_review.partnerships.models import Member
from tests.doors.filling import _filled, _view_at
from tests.doors.test_every_field import furnished, pages
from tests.doors.walking import WRITES, Asking
from tests.doors.world import STRONGEST, build
from tests.forms_on_pages import FormOnPage, forms_on

pytestmark = [pytest.mark.django_db, pytest.mark.long]

OUTSIDE = ("/", "/new/", "/me/", "/me/data/", "/me/password/", "/me/ways/", "/me/ways/app/", "/sign-in/forgotten/")
TYPES = {"text", "search", "email", "date", "number", "url", "tel", "password", "hidden", "time"}
MARK = "zyxmass"
# What is refused wherever it is kept, and what is kept as it is; bytes, since a browser can send any.
UNSTORABLE = {
    "NUL": b"a\x00b",
    "NUL alone": b"\x00",
    "half of a pair": b"a\xed\xa0\x80b",
    "no UTF-8": b"a\xff\xfe\xc3",
}
ODD = {
    "all of it": "\u202egnp\u202c a\u200bb e" + "\u0301" * 300 + " 👩‍👩‍👧‍👦 \ufeff\ufffe\ud7ff \x07\x1b \x85",
    "a number": "١٢٣",
    "a large number": "9" * 400,
    "not a number": "NaN",
    "below nothing": "-1",
    "a formula": "=1+1",
    "a list": '["a", {"b": null}]',
    "an injection": "x' OR '1'='1'; --",
    "a lookup": "pk__in",
    "a day that is none": "2027-02-30",
    "very long": "a" * 30_000,
}
SOME = {name: ODD[name] for name in ("all of it", "a large number", "very long")}
# By address: what the same address reads in another of its forms, and why that does no harm.
OTHER_FORMS = {"documents:exports": "which part is wanted alone: nothing changes but what the file holds"}


@dataclass
class Form:
    """A form: what its address is called, where it goes, what it sends, and the names of what is typed there."""

    view: str
    path: str
    values: dict[str, list[str]]
    typed: list[str]
    names: frozenset[str]  # of all its fields

    def sent(self, odd: bytes) -> bytes:
        """The body with this in everything that is typed."""
        kept = {name: values for name, values in self.values.items() if name not in self.typed}
        parts = [urlencode(kept, doseq=True), *(f"{name}={quote_from_bytes(odd)}" for name in self.typed)]
        return "&".join(filter(None, parts)).encode()


@dataclass
class Found:
    """What came of it."""

    forms: int = 0
    broken: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    assigned: list[str] = field(default_factory=list)
    wrote: int = 0
    refused: int = 0


@contextmanager
def written() -> Iterator[list[tuple[str, Any]]]:
    """The statements that change something, with their values, while it lasts."""
    found: list[tuple[str, Any]] = []

    def noted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield found


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Everything is sent once, in a partnership that is gone afterwards. `bin/drill forms` sends all that is odd."""
    return sent_everywhere(SOME, django_db_blocker, tmp_path_factory)


def sent_everywhere(odd: dict[str, str], django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What comes of sending these texts, and fields that are not there, by every form."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.DATA_FOLDER", tmp_path_factory.mktemp("forms"))
        patch.setattr("django.conf.settings.CAN_MAIL", True)
        world, result = build(), Found()
        more = furnished(Member.unscoped.get(public_id=world.own[STRONGEST]["member"]))
        asking = Asking(world.walkers[STRONGEST].person)
        for form in every_form(asking, [*pages(world, more), *OUTSIDE]):
            result.forms += 1
            is_sqlite = connection.vendor == "sqlite"
            send_odd(asking, form, odd if is_sqlite else {}, result)  # on PostgreSQL what it does not store
            if is_sqlite:
                send_more(asking, form, result)
        transaction.set_rollback(True)
    return result


def every_form(asking: Asking, paths: list[str]) -> list[Form]:
    """The forms of these pages: one of each kind, however often it is shown."""
    found: dict[tuple[str, ...], Form] = {}
    for path in paths:
        answer = asking.get(path)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            for form in forms_on(answer.body.decode()):
                for one in _sent_to(path, form):
                    found.setdefault((one.view, *sorted(one.values)), one)
    return list(found.values())


def _sent_to(page: str, form: FormOnPage) -> Iterator[Form]:
    values = {name: given for name, given in _filled(form).items() if name != "csrfmiddlewaretoken"}
    typed = [name for name in (*form.kinds, *form.long) if name in form.long or form.kinds.get(name) in TYPES]
    typed = [name for name in dict.fromkeys(typed) if name not in ("csrfmiddlewaretoken", "draft", "key")]
    for action in dict.fromkeys([form.action, *form.elsewhere]):
        path = urlsplit(urljoin(page, action)).path if action else page
        yield Form(_view_at(path), path, values, typed, frozenset((*form.values, *form.offered, *form.long)))


def send_odd(asking: Asking, form: Form, texts: dict[str, str], result: Found) -> None:
    """Send odd texts in everything that is typed: nothing breaks, and nothing is stored that no database holds."""
    odd = UNSTORABLE | {name: text.encode() for name, text in texts.items()}
    for name, words in odd.items() if form.typed else ():
        with written() as statements:
            answer = asking.generic("POST", form.path, form.sent(words), "application/x-www-form-urlencoded")
        if answer.status_code >= 500:
            result.broken.append(f"{form.view}, {name}: {answer.status_code}")
        held = [params for _, params in statements if "\x00" in str(params) or "\\x00" in repr(params)]
        result.stored += [f"{form.view}, {name}: {params!r:.100}" for params in held]


def send_more(asking: Asking, form: Form, result: Found) -> None:
    """Send the form as it is, and with a value for every column of every table that it does not have."""
    plain, again, more = (
        _changes(asking, form, values) for values in (form.values, form.values, every_column(form) | form.values)
    )
    steady = [one if one == other else None for one, other in zip(plain, again, strict=False)]
    result.wrote += bool(plain)
    if len(more) not in (0, len(plain)):  # none: the whole was refused
        result.assigned.append(f"{form.view}: {len(plain)} statements became {len(more)}")
    result.refused += bool(plain) and not more
    changed = [other for one, other in zip(steady, more, strict=False) if one is not None and one != other]
    result.assigned += [f"{form.view}: {change:.400}" for change in changed[:1]]
    result.assigned += [f"{form.view} stores {MARK}" for change in more if MARK in change or "987654321" in change]


def _changes(asking: Asking, form: Form, values: dict[str, list[str]]) -> list[str]:
    with written() as statements:
        asking.post(form.path, values)
    return [VARYING.sub("*", f"{sql} {params!r}") for sql, params in statements]


# What is drawn anew each time, or counted: identifiers, keys, moments, hashes, numbers of rows.
VARYING = re.compile(
    r"(?<![0-9a-z])[2-9a-km-z]{22}(?![0-9a-z])|[0-9a-f]{32,64}|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*(?:\+00:00)?"
    r"|datetime\.datetime\([^)]*\)|b'[^']*'|[A-Za-z0-9_-]{43}|\bs\d+_x\d+\b"
)


def every_column(form: Form) -> dict[str, list[str]]:
    """A telling value for each column that some table has and this form has not."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.get_fields():
            for name in {column.name, getattr(column, "attname", column.name)}:
                if not any(each == name or each.startswith(f"{name}-") for each in form.names):
                    found[name] = [_telling(column)]
    return found


def _telling(column: Any) -> str:
    if isinstance(column, models.BooleanField):
        return "on"
    if isinstance(column, models.DateTimeField | models.DateField):
        return "2001-02-03"
    if column.is_relation or isinstance(column, models.IntegerField):
        return "987654321"
    if getattr(column, "choices", None):
        return str(list(column.choices)[-1][0])
    return MARK


def test_no_odd_text_breaks_anything(found):
    assert found.forms > 60
    assert found.broken == []  # on both databases: what one stores, the other refuses


def test_what_no_database_holds_is_stored_in_none(found):
    assert found.stored == []


@pytest.mark.only_sqlite
def test_a_field_that_the_form_does_not_have_changes_nothing(found):
    assert found.wrote - found.refused > 30  # forms that did change something, both times
    assert [one for one in found.assigned if not one.startswith(tuple(OTHER_FORMS))] == []
