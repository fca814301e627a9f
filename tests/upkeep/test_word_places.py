"""Every column of text of every table is looked through for words, or says why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from system_review.frameworks.snapshots import Plain
from system_review.upkeep.rules import word_snapshots
from system_review.upkeep.rules.word_places import NO_WORDS, TABLES

TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def text_columns() -> Iterator[tuple[str, str]]:
    """Every column of every table, ours and others', that could hold what people write."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXTUAL) and not field.choices:
                yield model._meta.label, field.name


LOOKED_THROUGH = {(table.model, column.name) for table in TABLES for column in table.columns}
NOT = {(label, name) for label, names in NO_WORDS.items() for name in names}


def test_every_column_of_text_has_its_line() -> None:
    columns = set(text_columns())
    without = {(label, name) for label, name in columns - LOOKED_THROUGH - NOT if (label, "*") not in NOT}

    assert len(columns) > 100
    assert without == set(), "give it a line in TABLES or, with the reason, in NO_WORDS"


def test_no_line_is_about_what_is_not_there() -> None:
    there = set(text_columns())

    assert there >= LOOKED_THROUGH
    assert {(label, name) for label, name in NOT if name != "*"} - there == set()
    assert {label for label, name in NOT if name == "*"} <= {label for label, _ in there}
    assert set() == LOOKED_THROUGH & NOT


def test_every_line_leads_somewhere() -> None:
    for table in TABLES:
        model = apps.get_model(table.model)
        for path in (*table.reviews, *table.subjects):
            model._base_manager.filter(**{f"{path}__isnull": True})  # it raises for a path that leads nowhere


KEPT = [each for each in Plain.__subclasses__() if each.__module__.endswith(".snapshots")]  # the example's are not


@pytest.mark.parametrize("model", sorted(KEPT, key=lambda each: each.__name__))
def test_what_is_a_key_in_an_agreed_version_is_no_text(model: type[Plain]) -> None:
    """A field that is called like a key, in a type that we know, is never changed."""
    keys = {"key", "ref", "domain", "level", "stage", "rating", "extent", "language", "version", "file_hash"}
    texts = {name for name in model.model_fields if word_snapshots.is_text(model, name)}

    assert texts & keys == set()
