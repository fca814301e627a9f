"""The published JSON Schema is current, and a stranger can read our files by it alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from _house import ROOT
from hypothesis import given

from system_review.documents.schema import published_schema
from system_review.reviews.example import example_snapshot
from system_review.reviews.snapshots import ReviewSnapshot
from tests.documents.broken_files import GOOD, SHAPES, TREE
from tests.documents.drawn_reviews import reviews
from tests.documents.schema_reader import problems
from tests.factories import TODAY, framework

FILE = ROOT / "docs" / "reference" / "review.schema.json"
SCHEMA: dict[str, Any] = json.loads(published_schema())


def found(data: bytes) -> list[str]:
    return list(problems(json.loads(data), SCHEMA, SCHEMA))


def test_the_published_schema_is_current() -> None:
    assert FILE.read_bytes() == published_schema(), (
        "Publish it anew: python -m system_review.documents.schema > docs/reference/review.schema.json"
    )


@given(snapshot=reviews())
def test_every_file_that_we_write_follows_the_schema(snapshot: ReviewSnapshot) -> None:
    assert found(snapshot.canonical_bytes()) == []


@pytest.mark.parametrize("key", ["contextual-safeguarding"])
def test_the_example_follows_the_schema(key: str) -> None:
    assert found(example_snapshot(framework(key), today=TODAY).canonical_bytes()) == []


@pytest.mark.parametrize("part", sorted(TREE))
def test_the_schema_insists_on_what_the_reader_insists_on(part: str) -> None:
    from system_review.documents.readers.json import read_snapshot
    from system_review.errors import Refused

    data = json.dumps({name: value for name, value in TREE.items() if name != part}).encode()
    try:
        read_snapshot(data)
        is_read = True
    except Refused:
        is_read = False

    assert (not found(data)) is is_read


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data, _ in SHAPES if name not in (
    "the same name twice", "seconds as a moment", "a moment without zone", "the version as truth")])  # fmt: skip
def test_what_the_reader_refuses_for_its_shape_breaks_the_schema_too(data: bytes) -> None:
    assert found(data)


def test_the_documentation_explains_every_part_of_the_file() -> None:
    page = (ROOT / "docs" / "reference" / "interchange.md").read_text(encoding="utf-8")

    assert found(GOOD) == []
    assert [name for name in SCHEMA["properties"] if f"`{name}`" not in page] == []
