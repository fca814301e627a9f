"""The tables of a review, one file a noun."""

from system_review.reviews.models.action import (
    Action,
    ActionLead,
    CameFrom,
    ProgressNote,
    SeeAlso,
    Serving,
    Waiting,
)
from system_review.reviews.models.agreed import AgreedVersion
from system_review.reviews.models.asking import AskedByMail
from system_review.reviews.models.attached import Attached
from system_review.reviews.models.challenge import Challenge
from system_review.reviews.models.comment import OPEN, Comment, WorkingNote
from system_review.reviews.models.finding import AlsoRelevant, ColourChange, Finding, FindingEvidence
from system_review.reviews.models.meeting import Meeting
from system_review.reviews.models.place import PlaceRating, ReviewPlace
from system_review.reviews.models.review import (
    Cell,
    EvidenceStage,
    Review,
    ReviewEvidence,
    ShownFrom,
    TeamMember,
    ValueJudgement,
)
from system_review.reviews.models.summary import SummaryLink, SummaryText
from system_review.reviews.models.undo import UndoStep

__all__ = [
    "OPEN",
    "Action",
    "ActionLead",
    "AgreedVersion",
    "AlsoRelevant",
    "AskedByMail",
    "Attached",
    "CameFrom",
    "Cell",
    "Challenge",
    "ColourChange",
    "Comment",
    "EvidenceStage",
    "Finding",
    "FindingEvidence",
    "Meeting",
    "PlaceRating",
    "ProgressNote",
    "Review",
    "ReviewEvidence",
    "ReviewPlace",
    "SeeAlso",
    "Serving",
    "ShownFrom",
    "SummaryLink",
    "SummaryText",
    "TeamMember",
    "UndoStep",
    "ValueJudgement",
    "Waiting",
    "WorkingNote",
]
