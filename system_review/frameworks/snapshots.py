"""A framework as plain frozen data: what its file says, after it has been checked. Pure: no Django.

The parts are called domain, level and stage here, in the field's order; a framework may leave the levels
out and give its parts other names (`words`). Nothing in code names a particular domain, level or stage.
Texts are `Words`: a text for each language, and always one for the framework's own language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Words = dict[Language, Annotated[str, Field(min_length=1, max_length=4000)]]
ColourKey = Literal["red", "amber", "green"]


class Plain(BaseModel):
    """The base of every snapshot: unknown keys are an error, nothing changes after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class PartNames(Plain):
    """What this framework calls its parts, in the singular; `level` is None where it has none."""

    domain: Words
    level: Words | None = None
    stage: Words


class ColourWords(Plain):
    """A colour's word, what it means in general, and what the actions under it are for."""

    word: Words  # Red
    meaning: Words  # one sentence
    plan: Words  # To get to amber
    plan_on_paper: Words  # Action plan to get to amber


class ColourSet(Plain):
    """The words of all colours of a finding, and of *not yet known*."""

    red: ColourWords
    amber: ColourWords
    green: ColourWords
    not_yet_known: ColourWords


class Step(Plain):
    """One step of the rating scale, from worst to best; `colours` are the finding colours it names, better first."""

    key: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=30)]
    word: Words
    letters: Words
    colours: tuple[ColourKey, ...] = Field(min_length=1, max_length=2)


class Stage(Plain):
    """A row of a sheet: its name, its guiding question and what each colour looks like."""

    key: Key
    name: Words
    question: Words
    red: Words
    amber: Words
    green: Words


class Level(Plain):
    """A level within a domain, with its stages in order."""

    key: Key
    name: Words
    strapline: Words | None = None
    stages: tuple[Stage, ...] = Field(min_length=1)


class Domain(Plain):
    """A domain: either levels with stages, or stages alone."""

    key: Key
    name: Words
    strapline: Words | None = None
    levels: tuple[Level, ...] = ()
    stages: tuple[Stage, ...] = ()


class Value(Plain):
    """A value of the Values Checker: what would be visible, and the warning signs."""

    key: Key
    name: Words
    visible: Words
    warning: Words


class Extent(Plain):
    """How far a value is evident, from least to most; the last may be "not enough evidence"."""

    key: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40)]
    word: Words


class FrameworkSnapshot(Plain):
    """A whole framework. `canonical_bytes()` and `hash` identify its content; `key` and `version` name it."""

    key: Key
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$", max_length=30)]
    language: Language
    title: Words
    about: Words | None = None
    words: PartNames
    colours: ColourSet
    scale: tuple[Step, ...] = Field(min_length=2, max_length=9)
    domains: tuple[Domain, ...] = Field(min_length=1, max_length=40)
    values: tuple[Value, ...] = ()
    extents: tuple[Extent, ...] = ()

    def canonical_bytes(self) -> bytes:
        """The same content gives the same bytes: sorted keys, UTF-8, no spaces."""
        return json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        ).encode()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal."""
        return hashlib.sha256(self.canonical_bytes()).hexdigest()

    def sheets(self) -> Iterator[tuple[Domain, Level | None, tuple[Stage, ...]]]:
        """Each sheet in order: a domain and level (None where the domain has no levels) with its stages."""
        for domain in self.domains:
            if domain.stages:
                yield domain, None, domain.stages
            for level in domain.levels:
                yield domain, level, level.stages

    def said(self, words: Words | None, language: str) -> str:
        """A text in the reader's language, else in the framework's own; "" for None."""
        if not words:
            return ""
        return words.get(language) or words[self.language]
