"""No rule about a text takes long, whatever the text is (I11): not one pattern that tries everything again.

The rules are found in the source: every function of a pure module that takes one text and needs nothing else.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

import system_review
from system_review.errors import Problem, Refused

LONG = int(os.environ.get("LONG", "10000"))  # characters; LONG=100000 looks further
MOST = 1.0  # seconds of the processor
WORSE_THAN_TWICE = 3.0
NOTICED = 0.05  # seconds; below that a ratio says nothing
# Readers of documents run in a child with a clock of its own (tests/documents/hostile).
PURE = (".rules", "system_review.texts", "system_review.people.going_on", ".csv_guard")
PATTERNS = {
    "letters": "a",
    "spaces": " ",
    "spaces and a line end": " \n",
    "digits and points": "1.",
    "commas": ", ",
    "brackets": "(",
    "dashes": "-",
    "words": "by the end of ",
    "dates": "1 June ",
    "at signs": "a@",
    "full stops": "a. ",
    "quotation marks": "\"'",
    "equal signs": "=",
    "marks": "e\u0301\u0323",
    "escapes": "_x0041_",
}


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(system_review.__path__, "system_review."):
        name = found.name
        if any(f"{part}." in f"{name}." for part in PURE):
            yield importlib.import_module(name)


def rules() -> dict[str, Callable[[str], Any]]:
    """Every rule that one text is enough for, by its name."""
    found: dict[str, Callable[[str], Any]] = {}
    for module in modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and takes_a_text(function):
                found[f"{module.__name__.removeprefix('system_review.')}.{name}"] = function
    return found


def takes_a_text(function: Callable[..., Any]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    needed = [one for one in parameters if one.default is one.empty and one.kind not in stars]
    is_letter = bool(needed) and needed[0].name in ("character", "letter")
    return (
        len(needed) == 1
        and not is_letter
        and needed[0].annotation in ("str", str)
        and needed[0].kind is not needed[0].KEYWORD_ONLY
    )


RULES = rules()


def seconds(function: Callable[[str], Any], text: str) -> float:
    began = time.process_time()
    with suppress(Refused, Problem, ValueError, KeyError, LookupError, OSError):
        found = function(text)
        if inspect.isgenerator(found):
            list(found)
    return time.process_time() - began


def slow(function: Callable[[str], Any]) -> list[str]:
    """By which of the patterns a rule takes long, or more than in proportion."""
    found = []
    for name, part in PATTERNS.items():
        text = (part * (LONG // len(part) + 1))[:LONG] + "\x07"
        took = seconds(function, text)
        if took > MOST:
            found.append(f"{name}: {took:.1f} s")
        elif took > NOTICED:
            half = max(seconds(function, text[: LONG // 2] + "\x07"), 0.001)
            if min(took, seconds(function, text)) / half >= WORSE_THAN_TWICE:
                found.append(f"{name}: twice the text, {took / half:.1f} times the time")
    return found


@pytest.mark.parametrize("name", RULES)
def test_a_rule_takes_no_longer_than_its_text_is_long(name: str) -> None:
    assert slow(RULES[name]) == []


def test_many_rules_were_found() -> None:
    assert len(RULES) > 40


def test_a_rule_that_tries_everything_again_is_noticed() -> None:
    assert slow(lambda text: re.search(r"\s+$", text))
    assert not slow(lambda text: re.search(r"\s$", text))
