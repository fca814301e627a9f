"""Every form that makes something new: where it stands, what a person fills in, and what it makes.

A double click posts such a form twice. `tests/reviews/test_at_the_same_time.py` tries that inside the product, and
`tests/drill` over real HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from system_review.administration.forms import HolderForm, InviteForm, NewAgencyForm
from system_review.documents.forms.inbox import TextForm
from system_review.reviews.forms.actions import NewActionForm
from system_review.reviews.forms.agreed import AgreeForm
from system_review.reviews.forms.attachments import AttachForm
from system_review.reviews.forms.challenges import ChallengeForm
from system_review.reviews.forms.comments import NewCommentForm, ReplyForm
from system_review.reviews.forms.evidence import NewEvidenceForm
from system_review.reviews.forms.findings import CopyForm, NewFindingForm
from system_review.reviews.forms.meetings import OpenMeetingForm
from system_review.reviews.forms.review_places import NewPlaceForm
from system_review.reviews.forms.reviews import BeginForm
from system_review.reviews.forms.values import NewValueForm


@dataclass(frozen=True)
class CreatingForm:
    """`page` is its address, with names in braces; `typed` what is filled in; `makes` the model that has one more.

    `file` is the field that takes a file, where there is one. Such a form, and one that needs more than a review lead
    and a draft (a scrutineer, mail, a review that may be agreed), is tried inside the product alone.
    """

    kind: type[Any]
    page: str
    typed: tuple[str, ...]
    makes: str
    chosen: tuple[tuple[str, str], ...] = ()
    file: str = ""
    needs_more: bool = False

    def values(self, mark: str) -> dict[str, str]:
        """What is filled in, with `mark` as the text of every field that is typed."""
        return {**dict(self.chosen), **dict.fromkeys(self.typed, mark)}


_REVIEW = "/{partnership}/reviews/{review}"
_FINDING = "/{partnership}/findings/{finding}"

CREATING_FORMS = (
    CreatingForm(BeginForm, "/new/", ("partnership", "title"), "reviews.Review"),
    CreatingForm(
        NewFindingForm, "/{partnership}/cells/{cell}/new-finding/", ("text",), "reviews.Finding", (("colour", "green"),)
    ),
    CreatingForm(NewActionForm, f"{_FINDING}/new-action/", ("text",), "reviews.Action"),
    CreatingForm(CopyForm, f"{_FINDING}/moves/", (), "reviews.Finding"),
    CreatingForm(
        NewEvidenceForm, f"{_REVIEW}/evidence/new/", ("sentence",), "evidence.Evidence", (("kind", "interview"),)
    ),
    CreatingForm(NewValueForm, f"{_REVIEW}/values/new/", ("name",), "reviews.ValueJudgement"),
    CreatingForm(NewCommentForm, f"{_FINDING}/comments/", ("text",), "reviews.Comment"),
    CreatingForm(ReplyForm, "/{partnership}/comments/{comment}/reply/", ("text",), "reviews.Comment"),
    CreatingForm(AttachForm, f"{_FINDING}/attachments/", (), "reviews.Attached", file="file"),
    CreatingForm(ChallengeForm, f"{_REVIEW}/challenges/", ("text",), "reviews.Challenge", needs_more=True),
    CreatingForm(
        OpenMeetingForm, f"{_REVIEW}/meetings/", ("present",), "reviews.Meeting", (("kind", "board"),), needs_more=True
    ),
    CreatingForm(NewPlaceForm, f"{_REVIEW}/places/", ("name",), "reviews.ReviewPlace"),
    CreatingForm(AgreeForm, f"{_REVIEW}/versions/", ("name",), "reviews.AgreedVersion", needs_more=True),
    CreatingForm(
        InviteForm,
        "/{partnership}/people/new/",
        ("name",),
        "partnerships.Invitation",
        (("email", "new@example.org"), ("roles", "reader")),
        needs_more=True,
    ),
    CreatingForm(NewAgencyForm, "/{partnership}/agencies/new/", ("agency",), "partnerships.Agency"),
    CreatingForm(
        HolderForm,
        "/{partnership}/leads/{role}/",
        ("name",),
        "partnerships.Holding",
        (("member", ""), ("since", "2027-04-20")),
        needs_more=True,
    ),
    CreatingForm(TextForm, f"{_REVIEW}/inbox/", ("text",), "documents.Document"),
)
