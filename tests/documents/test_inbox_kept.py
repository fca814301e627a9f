"""The inbox of a text is drawn once and kept until something changes; what is one request's own is its own."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from system_review.audit.keeping import forget
from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Passage
from system_review.documents.services import inbox as services
from system_review.documents.services.applying import apply_document
from system_review.documents.views import drawing
from system_review.partnerships.rules import Role
from system_review.reviews.services.findings import add_finding, edit_finding
from system_review.reviews.services.moves import archive_finding
from system_review.rows.models import touch
from tests import factories
from tests.documents.inboxes import NOW, brought_in, inbox_with
from tests.documents.test_inbox_staging import as_action, as_finding

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")


@pytest.fixture
def inbox(anwen):
    return inbox_with(by=anwen)


def address(inbox, **query):
    return EASTMERE.document(inbox.document.public_id) + "".join(f"?{name}={value}" for name, value in query.items())


def values(page, name):
    return set(re.findall(rf'name="{name}" value="(\w+)"', page))


def test_the_second_reading_asks_for_no_pieces(as_, anwen, inbox):
    client = as_(anwen)
    first = client.get(address(inbox)).text

    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = client.get(address(inbox)).text

    assert not [query for query in asked.captured_queries if "sources" in query["sql"]]
    assert re.findall(r'id="bit-(\w+)"', again) == re.findall(r'id="bit-(\w+)"', first)


def test_each_reading_has_a_token_and_a_key_of_its_own_that_work(as_, anwen, inbox):
    as_finding(inbox, "Nobody")
    client = Client(enforce_csrf_checks=True)
    client.cookies = as_(anwen).cookies
    pages = [client.get(address(inbox)).text for _ in range(2)]

    [key] = values(pages[1], "key")
    [token] = values(pages[1], "csrfmiddlewaretoken")
    done = client.post(
        EASTMERE.document(inbox.document.public_id, "application"),
        {"version": inbox.fresh().version, "key": key, "csrfmiddlewaretoken": token},
    )

    assert values(pages[0], "key") != {key} and values(pages[0], "csrfmiddlewaretoken") != {token}
    assert "-fill-" not in "".join(pages)
    assert done.status_code == 302


def test_only_the_piece_that_is_open_is_marked_as_that(as_, anwen, inbox):
    client = as_(anwen)

    for beginning in ("Nobody", "Rating", "Nobody"):
        key = inbox.piece(beginning).public_id
        page = client.get(address(inbox, piece=key)).text

        assert re.findall(r'id="bit-(\w+)" aria-current="true"', page) == [key]
        assert f"piece={key}" not in page.partition(f'id="bit-{key}"')[2].partition("</li>")[0]


def test_a_finding_that_is_edited_elsewhere_is_offered_in_its_new_words(as_, anwen, inbox):
    finding = add_finding(cell=inbox.cells[0], text="As it was", colour="red", by=anwen, at=NOW)
    client = as_(anwen)
    assert "As it was" in client.get(address(inbox)).text

    more = {"about": (), "on_behalf_of": None, "evidence": ()}
    edit_finding(finding=finding, seen=finding.version, text="As it is", **more, by=anwen, at=NOW)
    page = client.get(address(inbox)).text

    assert "As it is" in page
    assert "As it was" not in page


def test_what_changes_beyond_what_the_inbox_shows_draws_nothing_anew(as_, anwen, inbox, monkeypatch):
    long = "They describe places well, but seldom say who could make them any safer than today, so far"
    finding = add_finding(cell=inbox.cells[0], text=long, colour="red", by=anwen, at=NOW)
    client = as_(anwen)
    client.get(address(inbox))
    drawn = []
    real = drawing.render_to_string
    monkeypatch.setattr(drawing, "render_to_string", lambda name, *given: drawn.append(name) or real(name, *given))

    more = {"about": (), "on_behalf_of": None, "evidence": (), "by": anwen, "at": NOW}
    edit_finding(finding=finding, seen=finding.version, text=f"{long}, and now", **more)
    page = client.get(address(inbox)).text
    for_its_end, drawn[:] = list(drawn), []
    finding.refresh_from_db()
    edit_finding(finding=finding, seen=finding.version, text=f"Today {long}", **more)
    again = client.get(address(inbox)).text

    assert "They describe places well" in page and "Today They describe" in again
    assert for_its_end == []
    assert "documents/_inbox_body.html" in drawn


def test_who_may_only_look_is_not_shown_what_was_drawn_for_who_may_change(as_, anwen, inbox):
    reader = factories.member(inbox.review.partnership, "Gwen", Role.CONTRIBUTOR)
    as_(anwen).get(address(inbox))

    page = as_(reader).get(address(inbox))

    assert page.status_code != 200 or "data-aside" not in page.text


def test_of_much_that_is_placed_the_beginning_is_shown_until_all_is_asked_for(as_, anwen, inbox):
    inbox.document = brought_in(inbox.review, "\n\n".join(f"Finding number {n}." for n in range(45)), by=anwen)
    for n in range(45):
        as_finding(inbox, f"Finding number {n}.")
    client = as_(anwen)

    some, every = client.get(address(inbox)).text, client.get(address(inbox, placed="all")).text

    assert (some.count('<li class="placed">'), every.count('<li class="placed">')) == (40, 45)
    assert "Show all 45 that are placed" in some
    assert "Show all" not in every


def test_whatever_changes_the_page_is_what_would_be_drawn_afresh(as_, anwen, inbox):
    """One change after another, each of which shows: what was kept is never shown in its stead."""
    cells, client = inbox.cells, as_(anwen)
    finding = add_finding(cell=cells[0], text="As it was", colour="red", by=anwen, at=NOW)
    as_action(inbox, "Brief", under_finding=finding)
    as_finding(inbox, "Some teams", cell=1, colour="amber")
    as_action(inbox, "what a place", under=inbox.piece("Some teams"))
    more = {"about": (), "on_behalf_of": None, "evidence": ()}

    def reword():
        piece = inbox.piece("Some teams")
        services.edit_passage(passage=piece, seen=piece.version, text="Some teams know", by=anwen, at=NOW)

    def apply():
        apply_document(document=inbox.fresh(), seen=inbox.fresh().version, by=anwen, at=NOW)

    def take_words_out():
        Passage.unscoped.filter(document=inbox.document, text__startswith="RESULTS").update(text="Taken out")
        touch(inbox.fresh())  # as whoever takes words out does
        add_finding(cell=cells[2], text="Another event", colour="green", by=anwen, at=NOW)

    def edit():
        finding.refresh_from_db()
        edit_finding(finding=finding, seen=finding.version, text="As it is", **more, by=anwen, at=NOW)

    changes = [
        edit,
        reword,
        lambda: as_finding(inbox, "Some teams", cell=3, colour="red"),
        lambda: services.set_aside(passage=inbox.piece("page 1"), seen=1, by=anwen, at=NOW),
        apply,
        lambda: archive_finding(finding=finding, seen=2, by=anwen, at=NOW),
        take_words_out,
    ]
    before = drawn(client, inbox)
    for number, change in enumerate(changes):
        change()
        kept = drawn(client, inbox)
        forget()
        assert kept == drawn(client, inbox), number
        assert kept != before, number
        before = kept


def drawn(client, inbox):
    """The page without what is each reading's own."""
    page = client.get(address(inbox, piece=inbox.piece("Chairs").public_id)).text
    return re.sub(r'(name="(?:key|csrfmiddlewaretoken|draft)" value=")\w+', r"\1", page)
