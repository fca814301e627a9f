"""Many people on one review, over real HTTP, on the shipped settings."""

from __future__ import annotations

import time

from tests.bench.serving import Server, Visitor
from tests.creating_forms import CREATING_FORMS, CreatingForm
from tests.drill.crowd import Ledger, crowd
from tests.forms_on_pages import creating_form_on

WRITERS, WRITING = 50, 60  # people, seconds
LONGEST = 2000  # milliseconds that 99 of 100 saves wait at most
ROUNDS = 5
FORMS = [form for form in CREATING_FORMS if not (form.file or form.needs_more)]


def test_fifty_writers_are_all_served(filled, tell):
    address, ledger = filled.address("/{partnership}/cells/{cell}/new-finding/"), Ledger()
    with Server(filled.place) as server:
        first = Visitor.signed_in(server)
        first.form(address)
        until = time.monotonic() + WRITING
        crowd(
            [first.another() for _ in range(WRITERS)],
            lambda which, visitor: ledger.write_findings(visitor, address, f"w{which}", until=until),
        )
        said = "".join(server.said)

    found = filled.findings()
    tell(f"{len(ledger.acknowledged)} findings, {len(ledger.acknowledged) / WRITING:.0f} a second; {ledger.waited}")
    assert set(ledger.statuses) == {302}, said[-2000:]
    assert "locked" not in said
    assert ledger.wait_of(99) < LONGEST
    assert (ledger.lost(found), ledger.doubled(found)) == (set(), [])
    assert filled.is_sound()


def test_every_creating_form_posted_twice_at_once_makes_one_thing(filled, tell):
    problems, made, counts = [], {}, filled.rows()
    with Server(filled.place) as server:
        visitor = Visitor.signed_in(server)
        for form in FORMS:
            address, before = filled.address(form.page), counts[form.makes]
            problems += [_posted_twice(visitor, form, address, f"Said at once, {number}") for number in range(ROUNDS)]
            counts = filled.rows()
            made[form.kind.__name__] = counts[form.makes] - before

    tell(f"{len(FORMS)} forms, each {ROUNDS} times")
    assert [problem for problem in problems if problem] == []
    assert made == {form.kind.__name__: ROUNDS for form in FORMS}
    assert filled.is_sound()


def _posted_twice(visitor: Visitor, form: CreatingForm, address: str, mark: str) -> str:
    """Post it from two connections at once, and once more when both are answered; what was wrong, if anything."""
    found = creating_form_on(visitor.form(address))
    data = found.filled(**form.values(mark))
    data.pop("csrfmiddlewaretoken")
    target = found.action or address
    pair = [visitor.another() for _ in range(2)]
    answers = [*crowd(pair, lambda _, one: one.post(target, data)), visitor.post(target, data)]
    if {answer.status for answer in answers} != {302}:
        return f"{form.kind.__name__} was answered with {[answer.status for answer in answers]}"
    return "" if len({answer.location for answer in answers}) == 1 else f"{form.kind.__name__} led to two places"
