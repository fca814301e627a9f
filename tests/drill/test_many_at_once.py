"""Many people on one review, over real HTTP, on the shipped settings."""

from __future__ import annotations

import html
import time
from dataclasses import dataclass, field

from tests.bench.serving import Server, Visitor
from tests.creating_forms import CREATING_FORMS, CreatingForm
from tests.drill.crowd import Ledger, crowd
from tests.forms_on_pages import creating_form_on, forms_on

EDITORS, EDITING = 20, 20  # people, seconds
WRITERS, WRITING = 30, 15
ROUNDS = 5
FORMS = [form for form in CREATING_FORMS if not (form.file or form.needs_more)]


@dataclass
class Editing:
    """What one editor did: lines that were acknowledged, pages with both texts, and what was not as it should be."""

    lines: list[str] = field(default_factory=list)
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)


def edit(visitor: Visitor, address: str, name: str, until: float) -> Editing:
    """Add lines to a text as a careful person does: look, add, save; where somebody was faster, look again."""
    done, number = Editing(), 0
    while time.monotonic() < until:
        before, version = _looked_at(visitor, address)
        line = f"{name}.{number}"
        answer = visitor.post(address, {"text": f"{before}\n{line}", "version": version})
        if answer.status == 302:
            done.lines.append(line)
            number += 1
        elif answer.status == 409:
            done.conflicts += 1
            page = html.unescape(answer.body.decode())
            theirs = _looked_at(visitor, address)[0].split("\n")[before.count("\n") + 1]
            done.wrong += [f"409 without {text}" for text in (line, theirs) if text not in page]
        else:
            done.wrong.append(f"{name} was answered with {answer.status}")
    return done


def _looked_at(visitor: Visitor, address: str) -> tuple[str, str]:
    form = next(form for form in forms_on(visitor.form(address)) if "version" in form.values)
    return form.values["text"][0].replace("\r\n", "\n"), form.values["version"][0]


def test_twenty_editors_lose_no_line(filled, tell):
    texts = [f"/{filled.names['partnership']}/findings/{finding}/" for finding in filled.names["findings"]]
    with Server(filled.place) as one, Server(filled.place) as other:  # two processes on one database
        visitors = [Visitor.signed_in((one, other)[which % 2]) for which in range(EDITORS)]
        until = time.monotonic() + EDITING
        done = crowd(visitors, lambda which, one: edit(one, texts[which // 2 % len(texts)], f"e{which}", until))
        saved = [line for text in texts for line in _looked_at(visitors[0], text)[0].split("\n")[1:]]

    lines = [line for one in done for line in one.lines]
    tell(f"{len(lines)} lines acknowledged, {sum(one.conflicts for one in done)} pages with both texts")
    assert [problem for one in done for problem in one.wrong] == []
    assert len(lines) > EDITORS
    assert sorted(saved) == sorted(lines)
    assert filled.is_sound()


def test_thirty_writers_are_all_served(filled, tell):
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
