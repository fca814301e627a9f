"""Interchange files that are broken in one way each, with the sentence that a person must get for it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from tests.documents.snapshots import small_grid

GOOD = small_grid(actions=()).model_copy(update={"findings": small_grid().findings[:3]}).canonical_bytes()
TREE: dict[str, Any] = json.loads(GOOD)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The good file after a change of its content."""
    tree = copy.deepcopy(TREE)
    change(tree)
    return json.dumps(tree).encode()


def with_bytes(old: bytes, new: bytes) -> bytes:
    """The good file with some of its bytes replaced, at the first place."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


NOT_JSON = [
    ("empty", b"", "The file is empty"),
    ("blank", b" \n\t", "The file is empty"),
    ("larger than any review", b" " * 17_000_000, "The file is larger than 16 MB"),
    ("100,000 lists in one another", b"[" * 100_000, "The file is nested more than 40 levels deep"),
    ("100,000 groups in one another", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more than 40 levels deep"),
    ("five million lists", b"[" + b"[]," * 5_000_000 + b"1]", "The file has more than 150,000 parts"),
    ("three million texts", b"[" + b'"a",' * 3_000_000 + b"1]", "The file has more than 150,000 parts"),
    ("trailing text", GOOD + b"x", "something stands here after the end"),
    ("twice", GOOD + GOOD, "something stands here after the end"),
    ("cut off", GOOD[:700], "the file ends here in the middle: it was cut off"),
    ("a comma missing", with_bytes(b'",\n', b'"\n'), "a comma is missing here"),
    ("single quotation marks", b"{'format': 1}", "a name in double quotation marks is missing here"),
    ("a line end in a text", with_bytes(b"Police", b"Pol\nice"), "a line end or another control character"),
    ("an unknown escape", with_bytes(b"Police", b"Pol\\xice"), "a backslash stands here"),
    ("a page of HTML", b"<!doctype html><p>Not found</p>", "Line 1, column 1: a value is missing here"),
    ("a list", b"[1]", "The file holds no review"),
    ("a text", b'"review"', "The file holds no review"),
]

ENCODINGS = [
    ("UTF-16", GOOD.decode().encode("utf-16"), "The file is written in UTF-16: save it as UTF-8"),
    ("UTF-32", GOOD.decode().encode("utf-32"), "The file is written in UTF-32: save it as UTF-8"),
    ("UTF-16 without a mark", GOOD.decode().encode("utf-16-le"), "the file holds a NUL byte: save it as UTF-8 text"),
    ("Latin-1", with_bytes(b"Police", b"Polic\xe9"), "this is not UTF-8: save the file as UTF-8"),
    ("a surrogate in UTF-8", with_bytes(b"Police", b"Pol\xed\xa0\x80"), "this is not UTF-8"),
    ("a NUL byte", with_bytes(b"Police", b"Pol\0ice"), "the file holds a NUL byte"),
    ("a NUL escape", with_bytes(b"Police", b"Pol\\u0000ice"), "agencies › g2 › name: it holds a character that cannot"),
    (
        "a lone surrogate",
        with_bytes(b"Police", b"Pol\\ud83dice"),
        "agencies › g2 › name: it holds a character that cannot",
    ),
    ("a lone surrogate in a name", with_bytes(b'"colour"', b'"\\udc00"'), "that cannot be stored (\\udc00)"),
]

NUMBERS = [
    ("NaN", with_bytes(b'"how_many": 40', b'"how_many": NaN'), "evidence › e1 › how_many: NaN is not a number"),
    ("Infinity", with_bytes(b'"how_many": 40', b'"how_many": -Infinity'), "how_many: -Infinity is not a number"),
    ("1e400", with_bytes(b'"how_many": 40', b'"how_many": 1e400'), "how_many: the number 1e400 is too large"),
    ("100,000 figures", with_bytes(b'"how_many": 40', b'"how_many": ' + b"9" * 100_000), "is too large"),
    ("a number as text", with_bytes(b'"how_many": 40', b'"how_many": "40"'), "how_many: a whole number belongs here"),
    ("a fraction", with_bytes(b'"how_many": 40', b'"how_many": 40.0'), "how_many: a whole number belongs here"),
    ("a negative number", with_bytes(b'"how_many": 40', b'"how_many": -1'), "how_many: the number -1 is too small"),
    (
        "a truth as number",
        changed(lambda t: t["findings"][0].update(archived=1)),
        "archived: true or false belongs here",
    ),
]

SHAPES = [
    (
        "the same name twice",
        with_bytes(b'"colour": "red"', b'"colour": "red", "colour": "red"'),
        "colour: it stands there twice",
    ),
    (
        "an unknown name",
        changed(lambda t: t["findings"][2].update(color="red")),
        "findings › f3 › color: this name is not known",
    ),
    (
        "a misspelt name",
        changed(lambda t: t["findings"][0].update(txt=t["findings"][0].pop("text"))),
        "Did you mean “text”?",
    ),
    (
        "100,000 names",
        changed(lambda t: t.update({f"k{n}": 1 for n in range(100_000)})),
        "k0: this name is not known here",
    ),
    ("a newer version", changed(lambda t: t.update(format_version=2)), "made by a newer version of System Review"),
    ("an older version", changed(lambda t: t.update(format_version=0)), "format_version: “0” does not do here"),
    (
        "the version as text",
        changed(lambda t: t.update(format_version="1")),
        "format_version: the number 1 belongs here",
    ),
    (
        "the version as truth",
        changed(lambda t: t.update(format_version=True)),
        "format_version: the number 1 belongs here",
    ),
    ("no version", changed(lambda t: t.pop("format_version")), "format_version: it is missing"),
    ("no format", changed(lambda t: t.pop("format")), "This is not a file of System Review"),
    ("another format", changed(lambda t: t.update(format="sarif")), "This is not a file of System Review"),
    (
        "a text of 10 MB",
        changed(lambda t: t["findings"][0].update(text="x" * 10_000_000)),
        "f1 › text: shorten it to 20000",
    ),
    ("a title too long", changed(lambda t: t["review"].update(title="x" * 201)), "review › title: shorten it to 200"),
    ("a missing part", changed(lambda t: t["findings"][0].pop("cell")), "findings › f1 › cell: it is missing"),
    (
        "another colour",
        changed(lambda t: t["findings"][0].update(colour="blue")),
        "choose from red, amber, green or not_yet_known",
    ),
    (
        "a number for a finding",
        changed(lambda t: t.update(findings=[1])),
        "findings › 1: a group in braces belongs here",
    ),
    (
        "a text for a list",
        changed(lambda t: t["findings"][0].update(about="g1")),
        "f1 › about: a list in square brackets",
    ),
    (
        "nothing for a title",
        changed(lambda t: t["review"].update(title=None)),
        "review › title: a text in quotation marks",
    ),
    ("another date", changed(lambda t: t["review"].update(date="20.4.2027")), "review › date: a date belongs here"),
    (
        "a number for a date",
        changed(lambda t: t["review"].update(date=1_800_000_000)),
        "review › date: a date in quotation",
    ),
    (
        "seconds as a moment",
        changed(lambda t: t["cells"][0].update(rated_at="1700000000")),
        "rated_at: write the moment with",
    ),
    ("a moment without zone", changed(lambda t: t["cells"][0].update(rated_at="2027-04-14T09:30:00")), "with its zone"),
    ("an odd name within", changed(lambda t: t["findings"][0].update(ref="F1")), "“F1” is not a name within the file"),
    (
        "a framework without scale",
        changed(lambda t: t["framework"].update(scale=[])),
        "framework › scale: it has too few entries",
    ),
]


def _set(part: str, number: int, **values: Any) -> bytes:
    return changed(lambda tree: tree[part][number].update(values))


def _waiting(*pairs: tuple[str, str]) -> bytes:
    """Actions that wait for one another as the pairs say."""

    def change(tree: dict[str, Any]) -> None:
        like = {"text": "Brief them.", "serves": [{"finding": "f1", "colour": "red"}]}
        for ref in sorted({ref for pair in pairs for ref in pair}):
            waits_for = [other for one, other in pairs if one == ref]
            action = {"ref": ref, **like, "status": "not_started", "priority": "normal", "waits_for": waits_for}
            tree["actions"].append(action)

    return changed(change)


UNFIT = [
    ("a finding in no cell", _set("findings", 0, cell="c99"), "findings › f1 › cell: c99 is not among the cells"),
    (
        "evidence that is not there",
        _set("findings", 0, evidence=["e99"]),
        "f1 › evidence: e99 is not among the evidence",
    ),
    (
        "evidence named twice",
        _set("findings", 0, evidence=["e1", "e1"]),
        "findings › f1 › evidence: something is named twice",
    ),
    ("the same name for two", _set("findings", 1, ref="f1"), "findings: the name f1 stands there twice"),
    ("an action that waits for itself", _waiting(("a1", "a1")), "actions › a1 › waits_for: a1 wait for one another"),
    ("two that wait for each other", _waiting(("a1", "a2"), ("a2", "a1")), "waits_for: a1, a2 wait for one another"),
    ("three in a circle", _waiting(("a1", "a2"), ("a2", "a3"), ("a3", "a1")), "wait for one another"),
    ("a rating off the scale", _set("cells", 0, rating="purple"), "cells › c1 › rating: purple is not on the scale"),
    ("a cell that the framework lacks", _set("cells", 0, stage="other"), "cells › c1: the framework has no such part"),
    ("rated by nobody", _set("cells", 0, rated_by=""), "cells › c1: rated_by and rated_at belong together"),
    ("relevant to its own cell", _set("findings", 0, also_in=["c1"]), "f1 › also_in: the finding stands in c1 itself"),
    (
        "a year that is a slip",
        changed(lambda t: t["review"].update(date="0027-04-20")),
        "review › date: the year 27 is not likely",
    ),
    (
        "a moment out of time",
        _set("cells", 0, rated_at="0001-01-01T00:00:00+14:00"),
        "rated_at: write a moment of the years",
    ),
    (
        "two lines in a title",
        changed(lambda t: t["review"].update(title="a\nb")),
        "review › title: write it on one line",
    ),
    ("a blank partnership", changed(lambda t: t.update(partnership=" ")), "partnership: it is empty"),
    ("a blank finding", _set("findings", 0, text=" \n"), "findings › f1 › text: it says nothing"),
    ("a value by key and name", _set("values", 0, name=" "), "values › 1: name a value of the framework by its key"),
    (
        "a lead who is nobody",
        _set("leads", 0, name="", role="", agency=None),
        "a lead needs a name, a role or an agency",
    ),
    (
        "a framework against itself",
        changed(lambda t: t["framework"]["scale"].reverse()),
        "framework › scale: Put the steps in",
    ),
    (
        "a framework without words",
        changed(lambda t: t["framework"].update(title={})),
        "framework › title: write the text",
    ),
]
