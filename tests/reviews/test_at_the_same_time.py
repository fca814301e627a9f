"""People who save at the same moment, each in a thread of their own, on both databases: nothing is lost or doubled.

The long forms of these tests, over real HTTP and with kills of the server, are in tests/drill.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from system_review.audit.queries import verify
from system_review.partnerships.models import Lead
from system_review.partnerships.rules import Role
from system_review.reviews.forms.fields import Creating
from system_review.reviews.models import Finding
from tests import factories
from tests.cast import sample_review
from tests.creating_forms import CREATING_FORMS
from tests.factories import cell
from tests.forms_on_pages import creating_form_on

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS, LINES = 5, 4
WRITERS, FINDINGS = 8, 5


def at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    """What `act(0)`, `act(1)` … give when they start at the same moment, each in its own thread and connection."""
    start = Barrier(number)

    def run(which: int) -> Any:
        start.wait(30)
        try:
            return act(which)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def signed_in(member: Any) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(member.person)
    return client


def names_in(review: Any) -> dict[str, str]:
    finding = Finding.unscoped.filter(review=review).order_by("pk")[0]
    names = {"review": review.public_id, "finding": finding.public_id, "cell": finding.cell.public_id}
    names["comment"] = factories.comment(finding).public_id
    names["role"] = Lead.unscoped.create(partnership=review.partnership, role="Designated nurse").public_id
    return {"partnership": review.partnership.slug, **names}


def test_every_form_that_makes_something_is_tried() -> None:
    assert {form.kind for form in CREATING_FORMS} == set(Creating.__subclasses__())


@pytest.mark.parametrize("form", CREATING_FORMS, ids=lambda form: form.kind.__name__)
def test_a_form_posted_twice_at_once_makes_one_thing(anwen, review, form, settings):
    settings.CAN_MAIL = True  # an invitation goes by letter
    anwen.roles = [*anwen.roles, Role.SCRUTINEER]
    anwen.save(update_fields=["roles"])
    url, things = form.page.format(**names_in(review)), apps.get_model(form.makes).unscoped
    found = creating_form_on(signed_in(anwen).get(url).content.decode())

    def post(client):
        files = {form.file: SimpleUploadedFile("minutes.txt", b"Words.")} if form.file else {}
        return client.post(found.action or url, found.filled(**form.values("Said at the same moment"), **files))

    clients, before = [signed_in(anwen) for _ in range(2)], things.count()

    answers = [*at_once(2, lambda which: post(clients[which])), post(clients[0])]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert things.count() == before + 1
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert not any(verify().values())


def test_of_people_who_change_the_same_words_one_is_faster_and_the_others_see_both_texts(anwen, review):
    finding = factories.finding(cell(review), text="As it was.")
    url = f"/{review.partnership.slug}/findings/{finding.public_id}/"
    clients = [signed_in(anwen) for _ in range(4)]

    answers = at_once(4, lambda which: clients[which].post(url, {"text": f"Words of {which}.", "version": 1}))

    finding.refresh_from_db()
    winner = next(which for which, answer in enumerate(answers) if answer.status_code == 302)
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]
    assert (finding.text, finding.version) == (f"Words of {winner}.", 2)
    for which, answer in enumerate(answers):
        if which != winner:
            page = answer.content.decode()
            assert f"Words of {which}." in page and finding.text in page


def test_editors_of_one_text_lose_no_line(anwen, review):
    finding = factories.finding(cell(review), text="Minutes")
    url = f"/{review.partnership.slug}/findings/{finding.public_id}/"
    clients = [signed_in(anwen) for _ in range(EDITORS)]

    def add_lines(which: int) -> list[str]:
        """Add lines as a careful person does: look, add, save; where somebody was faster, look again."""
        mine = [f"Line {number} of {which}" for number in range(LINES)]
        for line in mine:
            status = 409
            while status == 409:
                now = Finding.unscoped.get(pk=finding.pk)
                data = {"text": f"{now.text}\n{line}", "version": now.version}
                status = clients[which].post(url, data).status_code
            assert status == 302
        return mine

    lines = [line for mine in at_once(EDITORS, add_lines) for line in mine]

    finding.refresh_from_db()
    assert sorted(finding.text.splitlines()[1:]) == sorted(lines)
    assert finding.version == 1 + EDITORS * LINES
    assert not any(verify().values())


def test_many_who_write_at_once_are_all_served(anwen, esme, review):
    theirs = sample_review(esme)
    before = Finding.unscoped.count()
    people = [(anwen, review) if which % 2 else (esme, theirs) for which in range(WRITERS)]
    clients = [signed_in(member) for member, _ in people]

    def write(which: int) -> list[int]:
        of = people[which][1]
        url = f"/{of.partnership.slug}/cells/{cell(of, which).public_id}/new-finding/"
        data = [{"text": f"{n} of {which}", "colour": "red", "key": f"{n}-{which}"} for n in range(FINDINGS)]
        return [clients[which].post(url, one).status_code for one in data]

    statuses = [status for mine in at_once(WRITERS, write) for status in mine]

    assert statuses == [302] * WRITERS * FINDINGS
    assert Finding.unscoped.count() == before + WRITERS * FINDINGS
    assert not any(verify().values())
