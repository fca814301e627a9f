"""Fifty people edit ten texts of one review for two minutes, over real HTTP, on two servers: no line is lost."""

from __future__ import annotations

import html
import time
from dataclasses import dataclass, field

from tests.bench.serving import Server, Visitor
from tests.drill.crowd import crowd
from tests.forms_on_pages import forms_on

EDITORS, EDITING = 50, 120  # people, seconds


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


def test_fifty_editors_lose_no_line(filled, tell):
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
