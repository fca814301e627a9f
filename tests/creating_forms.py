"""Every form that makes something new: where it stands, what a person fills in, and what it makes.

A double click posts such a form twice. `tests/reviews/test_at_the_same_time.py` tries that inside the product, and
`tests/drill` over real HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from system_review.documents.forms.inbox import TextForm
from system_review.documents.models import Document
from system_review.evidence.models import Evidence
from system_review.reviews.forms.actions import NewActionForm
from system_review.reviews.forms.evidence import NewEvidenceForm
from system_review.reviews.forms.findings import CopyForm, NewFindingForm
from system_review.reviews.forms.reviews import BeginForm
from system_review.reviews.forms.values import NewValueForm
from system_review.reviews.models import Action, Cell, Finding, Review, ValueJudgement

MARK = "Made at the same moment"  # stands in everything that these forms make


@dataclass(frozen=True)
class CreatingForm:
    """`page` gives its address for a review; `values` what is typed; `made` how many of its things there are."""

    kind: type[Any]
    page: Callable[[Review], str]
    values: dict[str, str]
    made: Callable[[], int]


def _of(review: Review, part: str = "") -> str:
    return f"/{review.partnership.slug}/reviews/{review.public_id}/{part}"


def _first(model: Any, review: Review) -> Any:
    return model.unscoped.filter(review=review).order_by("pk")[0]


def _of_finding(review: Review, part: str) -> str:
    return f"/{review.partnership.slug}/findings/{_first(Finding, review).public_id}/{part}"


def _of_cell(review: Review) -> str:
    return f"/{review.partnership.slug}/cells/{_first(Cell, review).public_id}/new-finding/"


def _counted(model: Any, **filters: str) -> Callable[[], int]:
    return lambda: model.unscoped.filter(**(filters or {"text": MARK})).count()


CREATING_FORMS = (
    CreatingForm(BeginForm, lambda _: "/new/", {"partnership": MARK, "title": MARK}, _counted(Review, title=MARK)),
    CreatingForm(NewFindingForm, _of_cell, {"text": MARK, "colour": "green"}, _counted(Finding)),
    CreatingForm(NewActionForm, lambda review: _of_finding(review, "new-action/"), {"text": MARK}, _counted(Action)),
    CreatingForm(CopyForm, lambda review: _of_finding(review, "moves/"), {}, Finding.unscoped.count),
    CreatingForm(
        NewEvidenceForm,
        lambda review: _of(review, "evidence/new/"),
        {"kind": "interview", "sentence": MARK},
        _counted(Evidence, sentence=MARK),
    ),
    CreatingForm(
        NewValueForm, lambda review: _of(review, "values/new/"), {"name": MARK}, _counted(ValueJudgement, name=MARK)
    ),
    CreatingForm(TextForm, lambda review: _of(review, "inbox/"), {"text": MARK}, _counted(Document)),
)
