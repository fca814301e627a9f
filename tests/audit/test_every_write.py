"""Every service that writes leaves an event, and every kind of event reads as a sentence.

Services are found in the product's source and followed from function to function: whatever views, commands and jobs
call must, where it saves something, record in the same function or in one that it calls. What is called by other
services alone is a part of those. What needs no event is named here with the reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _house import ROOT

from system_review.audit.sentences import SENTENCES, sentence

PRODUCT = ROOT / "system_review"

SAVING = {
    "save", "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete",
    "change", "touch", "once", "set_password", "create_user",
}  # fmt: skip
RECORDING = {"record", "record_erasing"}

# Rooms whose rows are the product's own bookkeeping: what people did stands in the event of what made the row.
NO_EVENTS_IN = {
    "audit": "it is the trail",
    "jobs": "the queue: what a job does is recorded by the service that it calls",
    "drafts": "words that nobody has said yet: saving them is the event of the form's own service",
}
# Services that save without an event, and why.
WITHOUT = {
    "documents.wait_again": "inside the transaction of whoever has it tried again, who records",
    "documents.write": "the staging of a piece: whoever calls it records",
    "files.add": "the room of the thing that a file hangs on asks, and records",
    "files.remove": "the same",
    "files.restore": "the same",
    "people.ask_to_tell_of_change": "it only waits for the worker; what changed is the event",
    "partnerships.ask_for_letter": "it only waits for the worker; that somebody was invited is the event",
    "people.ask_for_new_password": "it only waits for the worker; that the password was changed is the event",
    "people.count_try": "counting tries; that somebody was refused is an event of its own",
    "people.give_try_back": "the same",
    "people.forget_tries": "the same",
    "people.see": "when a session was last used; signing in and its end are events",
    "people.forget_sessions": "sessions that are over by the clock",
    "partnerships.add_first_member": "beginning a partnership is the event",
    "partnerships.join": "inside the transaction of whoever adds a member or accepts an invitation, which records it",
    "partnerships.leads_named": "each new lead and agency records itself",
    "partnerships.letter_of": "only words: the letter of an invitation that was made",
    "reviews.may_agree": "only asks",
    "upkeep.search_files": "looking for words changes nothing that people wrote; taking them out is the event",
    "upkeep.look_into_all": "the same",
    "upkeep.look_into_some": "the same",
    "upkeep.end_search": "the same",
    "upkeep.forget_searches": "the same",
    "reviews.require_agreeing": "only asks",
}


@dataclass
class Function:
    """A function of a services module: whether it saves or records, and which functions of services it calls."""

    name: str
    is_public: bool
    saves: bool = False
    records: bool = False
    calls: set[str] = field(default_factory=set)


def functions_in(room: str, source: str) -> Iterator[Function]:
    """The functions of one module. A nested function is part of the one around it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found = Function(f"{room}.{node.name}", not node.name.startswith("_"))
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call):
                    _note(found, inner, room)
                elif isinstance(inner, ast.Name):
                    found.calls.add(inner.id)  # also one that is handed on, such as `make=`
            yield found


def _note(found: Function, call: ast.Call, room: str) -> None:
    if isinstance(call.func, ast.Name):
        found.saves |= call.func.id in SAVING
        found.records |= call.func.id in RECORDING
    elif isinstance(call.func, ast.Attribute):
        found.calls.add(call.func.attr)
        found.saves |= call.func.attr in SAVING and _is_of_a_table(call.func.value)


def _is_of_a_table(value: ast.expr) -> bool:
    """Whether a method is called on rows: `Model.unscoped…`, `row.save()`; not on a set, a dictionary or a hash."""
    text = ast.unparse(value)
    return any(word in text for word in ("unscoped", "objects", "visible_to", "filter(")) or text.isidentifier()


def services() -> dict[str, Function]:
    """Every function of every services module, by room and name."""
    found: dict[str, Function] = {}
    for room in sorted(path for path in PRODUCT.iterdir() if path.is_dir()):
        modules = [room / "services.py", *sorted((room / "services").glob("*.py"))]
        for module in (path for path in modules if path.is_file()):
            for function in functions_in(room.name, module.read_text(encoding="utf-8")):
                found[f"{function.name} {module.stem}"] = function
    return found


def silent(functions: Iterable[Function]) -> list[str]:
    """The public services that save, themselves or by what they call, and never record."""
    every = list(functions)
    by_name: dict[str, list[Function]] = {}
    for one in every:
        by_name.setdefault(one.name.partition(".")[2], []).append(one)

    def reached(one: Function, seen: set[str]) -> Iterator[Function]:
        yield one
        for name in one.calls:
            for other in by_name.get(name, ()):
                if other.name not in seen:
                    seen.add(other.name)
                    yield from reached(other, seen)

    found = []
    for one in every:
        room = one.name.partition(".")[0]
        if one.is_public and room not in NO_EVENTS_IN and one.name not in WITHOUT:
            along = list(reached(one, {one.name}))
            if any(other.saves for other in along) and not any(other.records for other in along):
                found.append(one.name)
    return sorted(found)


def named_outside() -> set[str]:
    """Every name in the product's source outside services: views, commands, jobs, middleware."""
    found: set[str] = set()
    for path in PRODUCT.rglob("*.py"):
        if "services" not in (path.stem, path.parent.name) and "migrations" not in path.parts:
            found |= set(re.findall(r"[A-Za-z_]\w*", path.read_text(encoding="utf-8")))
    return found


def test_every_service_that_writes_leaves_an_event() -> None:
    found, named = services(), named_outside()

    without = [name for name in silent(found.values()) if name.partition(".")[2] in named]

    assert len(found) > 100
    assert without == [], "let them call `record`, or name them in WITHOUT with the reason"


BROKEN = """
def rename(*, agency, name, by, at):
    require(by, Permission.AGENCY_CHANGE)
    change(agency, seen=1, name=name)
"""
BROKEN_FURTHER_DOWN = """
def rename(*, agency, name, by, at):
    return _renamed(agency, name)

def _renamed(agency, name):
    Agency.unscoped.filter(pk=agency.pk).update(name=name)
"""
SOUND = (
    BROKEN
    + """    record("agency.renamed", subject=agency, by=by, at=at)
"""
)
READS = """
def look(*, by):
    seen = set()
    seen.update(Agency.objects.visible_to(by))
    return seen
"""


@pytest.mark.parametrize(
    ("source", "found"),
    [(BROKEN, ["agencies.rename"]), (BROKEN_FURTHER_DOWN, ["agencies.rename"]), (SOUND, [])],
)
def test_a_service_that_writes_without_an_event_is_found(source: str, found: list[str]) -> None:
    assert silent(functions_in("agencies", source)) == found


def test_taking_record_out_of_a_service_is_found() -> None:
    missed, every = [], services().values()
    for path in sorted(PRODUCT.glob("*/services/*.py")):
        room, source = path.parts[-3], path.read_text(encoding="utf-8")
        if "record(" not in source or room in NO_EVENTS_IN:
            continue
        others = [one for one in every if one.name.partition(".")[0] not in (room, *NO_EVENTS_IN)]
        without = list(functions_in(room, source.replace("record(", "forget(").replace("record_erasing(", "forget(")))
        if not silent([*without, *others]):
            missed.append(path.name)

    assert missed == []


def kinds() -> dict[str, str]:
    """Every kind of event that the source names, and where."""
    found = {}
    for path in sorted(PRODUCT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RECORDING and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and "." in str(part.value):
                        found[str(part.value)] = str(Path(path).relative_to(ROOT))
    return {kind: where for kind, where in found.items() if not kind.endswith(".")}


def test_every_kind_of_event_is_a_sentence() -> None:
    found = kinds()

    assert len(found) > 50
    without = {kind: where for kind, where in found.items() if kind not in SENTENCES}
    assert without == {}, "give it a line in system_review/audit/sentences.py"


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_sentence_needs_nothing_but_who(kind: str) -> None:
    said = sentence(kind, "Anwen", {})

    assert said[0].isupper() and "%" not in said and "(" not in said


def test_a_name_with_a_percent_sign_does_no_harm() -> None:
    assert sentence("agency.added", "Anwen %(x)s", {"name": "100 %"}) == "Anwen %(x)s added the agency 100 %"


def test_a_kind_that_is_not_known_is_still_readable() -> None:
    assert sentence("moon.walked_on", "Anwen", {}) == "Anwen: moon walked on"
