"""What a review's framework says about a place in it, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.frameworks.queries import content_of
from system_review.frameworks.snapshots import FrameworkSnapshot, Stage
from system_review.reviews import wording
from system_review.reviews.models import Review

Path = tuple[str, str, str]  # the keys of domain, level ("" for none) and stage


@dataclass(frozen=True, slots=True)
class Place:
    """One stage of the framework, in words. `sheet` is its domain and level, `whole` all three."""

    path: Path
    domain: str
    level: str
    stage: str
    strapline: str
    question: str
    meanings: tuple[tuple[str, str], ...]  # a colour's value, and what it looks like here

    @property
    def sheet(self) -> str:
        return f"{self.domain}, {self.level}" if self.level else self.domain

    @property
    def whole(self) -> str:
        return f"{self.sheet}, {self.stage}"


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a framework, in its order, and by path."""

    in_order: tuple[Place, ...]
    by_path: dict[Path, Place]

    def sheets(self) -> list[tuple[Place, ...]]:
        """The places sheet by sheet."""
        grouped: dict[tuple[str, str], list[Place]] = {}
        for place in self.in_order:
            grouped.setdefault(place.path[:2], []).append(place)
        return [tuple(group) for group in grouped.values()]

    def shared_stages(self) -> tuple[str, ...]:
        """The names of the stages, where every sheet has the same; else nothing."""
        columns = {tuple((place.path[2], place.stage) for place in sheet) for sheet in self.sheets()}
        return tuple(name for _, name in columns.pop()) if len(columns) == 1 and len(self.sheets()) > 1 else ()


def places_of(review: Review) -> Places:
    """The places of a review's framework in the reader's language."""
    return _places(content_of(review.framework), review.framework.hash, wording.language_tag())


def places_in(framework: FrameworkSnapshot) -> Places:
    """The places of a framework in the reader's language."""
    return _places(framework, framework.hash, wording.language_tag())


_KEPT: dict[tuple[str, str], Places] = {}


def _places(framework: FrameworkSnapshot, digest: str, language: str) -> Places:
    key = (digest, language)
    if key not in _KEPT:
        if len(_KEPT) > 64:
            _KEPT.clear()
        _KEPT[key] = _read(framework, language)
    return _KEPT[key]


def _read(framework: FrameworkSnapshot, language: str) -> Places:
    found = []
    for domain, level, stages in framework.sheets():
        line = framework.said(level.strapline if level else None, language)
        for stage in stages:
            found.append(
                Place(
                    path=(domain.key, level.key if level else "", stage.key),
                    domain=framework.said(domain.name, language),
                    level=framework.said(level.name, language) if level else "",
                    stage=framework.said(stage.name, language),
                    strapline=line or framework.said(domain.strapline, language),
                    question=framework.said(stage.question, language),
                    meanings=_meanings(framework, stage, language),
                )
            )
    return Places(tuple(found), {place.path: place for place in found})


def _meanings(framework: FrameworkSnapshot, stage: Stage, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (colour, framework.said(words, language))
        for colour, words in (("red", stage.red), ("amber", stage.amber), ("green", stage.green))
    )


def asks_about_values(review: Review) -> bool:
    """Whether the review's framework has values to judge."""
    return bool(content_of(review.framework).values)
