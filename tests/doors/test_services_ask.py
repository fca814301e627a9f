"""Every service asks permission, and for the one that the table names: taking any question out is noticed."""

from __future__ import annotations

import ast

import pytest

from system_review.partnerships.rules import Permission
from tests.doors.asking import Service, asked_by, is_question, services, without
from tests.doors.services_table import ASKS, LEAVES_IT


def named(service: Service) -> str:
    return service.name.removeprefix("system_review.")


def asked(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """What each service asks for, with these modules in the place of their own."""
    found = {}
    for service in services():
        tree = trees.get(service.module.dotted, service.module.tree)
        source = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == service.source.name)
        found[named(service)] = asked_by(source, tree)
    return found


EXPECTED = {name: set(what.split()) for name, what in ASKS.items()} | {name: set() for name in LEAVES_IT}
QUESTIONS = [
    (module, call)
    for module in {service.module.dotted: service.module for service in services()}.values()
    for call in ast.walk(module.tree)
    if isinstance(call, ast.Call) and is_question(call)
]


def test_every_service_asks_for_what_the_table_says():
    assert asked({}) == EXPECTED


def test_the_table_names_permissions_that_there_are():
    assert {what for names in EXPECTED.values() for what in names} <= set(Permission.__members__)


def test_who_leaves_the_question_to_others_says_to_whom():
    assert all(len(why.split()) >= 4 for why in LEAVES_IT.values())


@pytest.mark.parametrize(("module", "question"), QUESTIONS, ids=[module.at(call) for module, call in QUESTIONS])
def test_a_question_taken_out_is_noticed(module, question):
    assert asked({module.dotted: without(question, module.tree)}) != EXPECTED
