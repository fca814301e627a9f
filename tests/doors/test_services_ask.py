"""Every service asks permission, and for the one that the table names: taking any question out is noticed."""

from __future__ import annotations

import ast

import pytest

from system_review.partnerships.rules import Permission
from tests.doors.asking import Service, asked_by, is_question, services, without
from tests.doors.services_table import ASKS, LEAVES_IT


def named(service: Service) -> str:
    return service.name.removeprefix("system_review.")


def asked(own: list[Service], tree: ast.Module) -> dict[str, set[str]]:
    """What each of these services asks for, which all stand in this module."""
    sources = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    return {named(service): asked_by(sources[service.source.name], tree) for service in own}


EXPECTED = {name: set(what.split()) for name, what in ASKS.items()} | {name: set() for name in LEAVES_IT}
SERVICES: dict[str, list[Service]] = {}  # by the module that they stand in
for one in services():
    SERVICES.setdefault(one.module.dotted, []).append(one)
MODULES = [own[0].module for own in SERVICES.values()]
QUESTIONS = [
    (module, call)
    for module in MODULES
    for call in ast.walk(module.tree)
    if isinstance(call, ast.Call) and is_question(call)
]


def test_every_service_asks_for_what_the_table_says():
    found: dict[str, set[str]] = {}
    for module in MODULES:
        found |= asked(SERVICES[module.dotted], module.tree)

    assert found == EXPECTED


def test_the_table_names_permissions_that_there_are():
    assert {what for names in EXPECTED.values() for what in names} <= set(Permission.__members__)


def test_who_leaves_the_question_to_others_says_to_whom():
    assert all(len(why.split()) >= 4 for why in LEAVES_IT.values())


@pytest.mark.parametrize(("module", "question"), QUESTIONS, ids=[module.at(call) for module, call in QUESTIONS])
def test_a_question_taken_out_is_noticed(module, question):
    own = asked(SERVICES[module.dotted], without(question, module.tree))

    assert own != {name: EXPECTED[name] for name in own}
