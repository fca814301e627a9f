"""Letters leave by one door, and each that the product writes has its line, which says who gets it."""

from __future__ import annotations

import ast

from _house import ROOT

from tests.architecture.sources import modules
from tests.doors.letters_table import LETTERS


def functions_that_call(name: str) -> set[str]:
    """The functions that call something of this name, as `room.module.function`."""
    return {
        f"{module.dotted}.{node.name}".removeprefix("system_review.")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name
    }


def test_letters_leave_by_one_door():
    assert functions_that_call("EmailMultiAlternatives") == {"people.letters._post"}
    lines = [line for module in modules() for line in module.lines if "django.core.mail import" in line]
    assert lines == ["from django.core.mail import EmailMultiAlternatives, get_connection"]


def test_every_letter_has_its_line_and_its_test():
    assert {name for name in functions_that_call("Writing") if ".letters." in name} == set(LETTERS)
    assert all(len(who.split()) >= 3 and (ROOT / test).is_file() for who, test in LETTERS.values())
