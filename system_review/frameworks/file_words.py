"""The sentences for what is missing or does not fit in a framework file, and how long its texts may be. Pure."""

from __future__ import annotations

import re
from typing import Any

from system_review.errors import Why

LONGEST_TEXT = 4000  # characters, as in the snapshot
LONGEST = {
    "title": 200,
    "name": 80,
    "domain": 40,
    "level": 40,
    "stage": 40,
    "word": 60,
    "letters": 8,
    "plan": 80,
    "plan_on_paper": 120,
    "strapline": 300,
    "question": 300,
}
ONE_LINE = frozenset(LONGEST)
SENTENCES = frozenset({"question", "red", "amber", "green", "visible", "warning", "meaning", "strapline", "about"})

_ADD = {
    "key": Why("Add a key: a short name in small letters that stays the same for ever, such as level-1"),
    "version": Why("Add the version, such as version: 1.0"),
    "language": Why("Add the language that the file is written in, such as language: en-GB"),
    "title": Why("Write the framework's title"),
    "name": Why("Write the name that people read on the screen"),
    "words": Why("Add words: what a domain, a level and a stage are called"),
    "colours": Why("Add colours: what each colour is called and means"),
    "scale": Why("Add the scale: the steps of an overall rating, from the worst to the best"),
    "domains": Why("Add domains, with their levels and stages"),
    "stages": Why("Add stages"),
    "question": Why("Write the guiding question"),
    "red": Why("Write what red looks like"),
    "amber": Why("Write what amber looks like"),
    "green": Why("Write what green looks like"),
    "visible": Why("Write what is visible where the value shows"),
    "warning": Why("Write what the warning signs are"),
    "word": Why("Write the word that people read on the screen"),
    "letters": Why("Write the letters for small places, such as A/R"),
    "meaning": Why("Write what this colour means, in a sentence"),
    "plan": Why("Write what the actions are for, such as To get to amber"),
    "plan_on_paper": Why("Write the heading of its actions on paper, such as Action plan to get to amber"),
    "domain": Why("Write what a domain is called, such as Domain or Section"),
    "stage": Why("Write what a stage is called, such as Stage or Standard"),
}
_ADD_COLOUR = {
    "red": Why("Add red: its word, what it means and what its actions are for"),
    "amber": Why("Add amber: its word, what it means and what its actions are for"),
    "green": Why("Add green: its word, what it means and what its actions are for"),
    "not_yet_known": Why("Add not_yet_known: its word, what it means and what its actions are for"),
}
_STEPS = {"scale": "amber_red", "extents": "partly_evident"}  # whose keys are joined by underscores, with an example


def why_not_fit(detail: Any) -> Why:
    """One of pydantic's error details about a framework (`type`, `loc`, `ctx`, `input`) as a sentence."""
    kind, path, limits = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "missing":
        if path[0] == "colours":
            return _ADD_COLOUR.get(str(path[-1])) or _ADD[str(path[-1])]
        return _ADD.get(str(path[-1]), Why("Add “{name}”", name=path[-1]))
    if kind == "too_short":
        return Why("Write {least} or more entries", least=limits["min_length"])
    if kind == "too_long":
        return Why("Write {most} entries or fewer", most=limits["max_length"])
    if kind == "string_too_long":
        return Why("Shorten this to {longest} characters or fewer", longest=limits["max_length"])
    if kind == "literal_error":
        return Why("Write red, amber or green")
    if kind == "string_pattern_mismatch":
        return _why_not_written(str(path[-1]), path, str(detail["input"]))
    return Why("This does not fit here: {reason}", reason=detail["msg"])


def is_echo(detail: Any) -> bool:
    """Whether a list only counts as too short because of entries that are told by themselves."""
    return bool(detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"])


def _why_not_written(name: str, path: tuple[str | int, ...], written: str) -> Why:
    if name == "version":
        return Why("Write the version with letters, figures, dots and hyphens only, such as 1.0 or 2027-04")
    if name == "language":
        return Why("Write the language as a tag, such as en-GB or cy")
    if path[0] in _STEPS:
        near = re.sub("[^a-z]+", "_", written.lower()).strip("_") or _STEPS[str(path[0])]
        return Why("Write the key in small letters joined by underscores, such as {near}", near=near[:30])
    near = re.sub("[^a-z0-9]+", "-", written.lower()).strip("-") or "level-1"
    return Why("Write the key in small letters and figures joined by hyphens, such as {near}", near=near[:60])
