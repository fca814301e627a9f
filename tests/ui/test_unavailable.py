"""A full disk, a database that is gone or too busy: a page that says so, reading goes on, and nothing is half done."""

from __future__ import annotations

import errno
import sqlite3
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.urls import reverse

from system_review.audit.models import Event
from system_review.people.models import Session, SessionStore
from system_review.people.services.sessions import see
from system_review.reviews.models import Finding
from system_review.ui.unavailable import Unavailable, why_unavailable
from tests import factories
from tests.ui.inspect import Page


def caused_by(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    problem = kind("said by the database")
    problem.__cause__ = cause
    return problem


def of_sqlite(code: int) -> sqlite3.OperationalError:
    problem = sqlite3.OperationalError("said by SQLite")
    problem.sqlite_errorcode = code
    return problem


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "FULL"),
        (caused_by(of_sqlite(sqlite3.SQLITE_FULL)), "FULL"),
        (caused_by(of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)), "BUSY"),
        (caused_by(of_sqlite(sqlite3.SQLITE_IOERR_WRITE)), "AWAY"),
        (caused_by(psycopg.OperationalError("server closed the connection unexpectedly")), "AWAY"),
        (caused_by(psycopg.errors.AdminShutdown()), "AWAY"),
        (caused_by(psycopg.errors.CannotConnectNow()), "AWAY"),
        (caused_by(psycopg.errors.DiskFull()), "FULL"),
        (caused_by(psycopg.errors.QueryCanceled()), "BUSY"),
        (caused_by(psycopg.errors.DeadlockDetected()), "BUSY"),
        (caused_by(psycopg.InterfaceError("the connection is closed"), InterfaceError), "AWAY"),
        (caused_by(of_sqlite(sqlite3.SQLITE_ERROR)), None),
        (caused_by(psycopg.errors.UniqueViolation(), IntegrityError), None),
        (caused_by(psycopg.errors.StatementTooComplex()), None),
        (OSError(errno.ENOENT, "No such file"), None),
        (KeyError("a fault of ours"), None),
    ],
)
def test_what_lies_in_the_database_or_disk_is_told_from_faults_of_ours(problem, why):
    assert why_unavailable(problem) is (Unavailable[why] if why else None)


class Full:
    """A database that takes nothing any more, and still tells everything. Leaves out what does not write."""

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            raise caused_by(of_sqlite(sqlite3.SQLITE_FULL))
        return execute(sql, params, many, context)


def gone(execute, sql, params, many, context):
    raise caused_by(psycopg.OperationalError("the connection is lost"))


def test_on_a_full_disk_a_save_says_so_and_reading_goes_on(as_, anwen, review):
    cell = factories.cell(review)
    there = factories.finding(cell, text="Written while there was space.")
    client, slug = as_(anwen), review.partnership.slug
    form = reverse("reviews:new-finding", args=[slug, cell.public_id])
    counts = Finding.unscoped.count(), Event.objects.count()
    for _ in range(2):  # so that the session is noted as used: the transaction around a test bears no fault
        client.get(form)

    with connection.execute_wrapper(Full()):
        refused = client.post(form, {"text": "Half of this", "colour": "red", "key": "k1"})
        page = client.get(reverse("reviews:sheet", args=[slug, review.public_id, cell.domain, cell.level]))
    again = client.post(form, {"text": "Half of this", "colour": "red", "key": "k1"})

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert "The disk of System Review is full. What you just sent was not saved." in refused.text
    assert Page(refused.text).faults() == []
    assert page.status_code == 200 and there.text in page.text
    assert again.status_code == 302  # as soon as there is space
    assert (Finding.unscoped.count(), Event.objects.count()) == (counts[0] + 1, counts[1] + 1)


def test_a_session_that_cannot_be_noted_as_used_keeps_nobody_from_reading(as_, anwen):
    client = as_(anwen)
    store = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    store.load()
    before = store.row.seen_at

    with connection.execute_wrapper(Full()):
        see(store, at=before + timedelta(seconds=30))  # the middleware's one write on the way to a page
    transaction.set_rollback(False)  # a request has no transaction around it, as this test has
    see(store, at=before + timedelta(seconds=60))

    assert Session.objects.get(pk=store.row.pk).seen_at == before + timedelta(seconds=60)


def test_while_the_database_is_gone_every_page_says_so_and_asks_for_nothing(as_, anwen, review):
    client, slug = as_(anwen), review.partnership.slug
    client.raise_request_exception = False  # the answer that a server gives, too, where a middleware failed
    with connection.execute_wrapper(gone):
        read = client.get(reverse("reviews:overview", args=[slug, review.public_id]))
        sent = client.post(reverse("reviews:new-finding", args=[slug, "x"]), {"text": "Mine"})

    for answer in (read, sent):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "System Review cannot reach its data just now." in answer.text
        assert "private, no-store" in answer.headers["Cache-Control"]
        assert Page(answer.text).faults() == []
    assert "Everything that was saved is still there." in read.text
    assert "it is not saved twice" in sent.text
