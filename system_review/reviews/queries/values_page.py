"""The page of values: what each would look like, and how far the review finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from system_review.frameworks.queries import content_of
from system_review.frameworks.snapshots import FrameworkSnapshot, Value
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review, ValueJudgement
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class ValueBlock:
    """A value with what the review says of it. `visible` and `warning` come from the framework; our own has none."""

    anchor: str
    name: str
    visible: str
    warning: str
    extent: str  # in words; "" where the scale was left out
    narrative: str
    examples_for: str
    examples_against: str
    change_url: str

    @property
    def is_judged(self) -> bool:
        """Whether anything is written about it."""
        return bool(self.extent or self.narrative or self.examples_for or self.examples_against)


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """All values of a review, in order."""

    values: tuple[ValueBlock, ...]
    judged: int
    add_url: str


def values_page(review: Review, *, visible_to: Member) -> ValuesPage:
    """The values of a review: the framework's, then the further ones."""
    may_judge = may(visible_to, Permission.VALUE_JUDGE)
    to = Addresses(visible_to.partnership.slug)
    rows = ValueJudgement.objects.visible_to(visible_to).filter(review=review).order_by("position", "pk")
    framework, language = content_of(review.framework), wording.language_tag()
    blocks = tuple(_block(row, framework, language, to.value(row.public_id) if may_judge else "") for row in rows)
    return ValuesPage(
        values=blocks,
        judged=sum(block.is_judged for block in blocks),
        add_url=to.review(review.public_id, "values/new") if may_judge else "",
    )


def value_block(value: ValueJudgement) -> ValueBlock:
    """One value, as its form's page shows it above the form."""
    return _block(value, content_of(value.review.framework), wording.language_tag(), "")


def _block(row: ValueJudgement, framework: FrameworkSnapshot, language: str, change_url: str) -> ValueBlock:
    known = _known(framework, row.key)
    extents = {extent.key: framework.said(extent.word, language) for extent in framework.extents}
    return ValueBlock(
        anchor=f"value-{row.public_id}",
        name=framework.said(known.name, language) if known else shown(row.name),
        visible=framework.said(known.visible, language) if known else "",
        warning=framework.said(known.warning, language) if known else "",
        extent=extents.get(row.extent, ""),
        narrative=shown(row.narrative),
        examples_for=shown(row.examples_for),
        examples_against=shown(row.examples_against),
        change_url=change_url,
    )


def drawn_value(row: ValueJudgement, framework: FrameworkSnapshot, language: str) -> ValueBlock:
    """A judgement as it stands where nothing can be changed."""
    return _block(row, framework, language, "")


def _known(framework: FrameworkSnapshot, key: str) -> Value | None:
    return next((value for value in framework.values if value.key == key), None) if key else None


def extent_choices(review: Review) -> list[tuple[str, str]]:
    """How far a value can be evident, from least to most, in the framework's words."""
    framework, language = content_of(review.framework), wording.language_tag()
    return [(extent.key, framework.said(extent.word, language)) for extent in framework.extents]


def value_as_form(value: ValueJudgement) -> dict[str, Any]:
    """A judgement as it is saved, by the names of its form's fields."""
    names = ("extent", "narrative", "examples_for", "examples_against")
    return {name: getattr(value, name) for name in names}
