"""An invented text with what an interpreter makes of it: sure and unsure, joined, asked about, and set aside."""

from __future__ import annotations

from datetime import date
from typing import Any

from system_review.documents.interpreter.understanding import (
    Answer,
    NamedLead,
    Question,
    Refers,
    Spot,
    Stretch,
    Suggestion,
    Understanding,
)
from system_review.documents.readers.text import read_pasted
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

TEXT = """Referral

Current Overall Rating: Amber/Red

Nobody knows what belongs in a

referral about a place.

Brief the practices by the end of June (Meera to lead)

The new form is used by some teams.

Page 2 of 2

Chairs ask about places. Or do they?
"""
REFERRAL, ASSESSMENT = Spot("target", "level-1", "referral"), Spot("target", "level-1", "assessment")
PARAGRAPHS = [passage.text for passage in read_pasted(TEXT).passages]


def suggested(role: PassageRole, *numbers: int, confidence: float = 0.95, why: str = "It reads so", **more: Any) -> Any:
    """A suggestion for whole paragraphs, joined with a space."""
    stretches = tuple(Stretch(number, 0, len(PARAGRAPHS[number])) for number in numbers)
    text = " ".join(PARAGRAPHS[number] for number in numbers)
    return Suggestion(role, text, stretches, confidence, Why(why), **more)


HEADING, RATING, FINDING, ACTION, AMBER, FOOT = range(6)

SUGGESTIONS = (
    suggested(PassageRole.HEADING, 0),
    suggested(PassageRole.RATING, 1, spot=REFERRAL, rating="amber_red"),
    suggested(PassageRole.FINDING, 2, 3, spot=REFERRAL, colour="red"),
    suggested(
        PassageRole.ACTION,
        4,
        under=2,
        colour="red",
        leads=(NamedLead("Meera", "", "health"),),
        due_words="by the end of June",
        due_on=date(2027, 6, 30),
        refers=(Refers("see actions in Assessment", (ASSESSMENT,)),),
        status="under_way",
    ),
    suggested(PassageRole.FINDING, 5, spot=REFERRAL, colour="amber", confidence=0.6, why="No colour stands near it"),
    suggested(PassageRole.FURNITURE, 6),
)
UNDERSTOOD = Understanding(SUGGESTIONS)
ASKED = Understanding(
    SUGGESTIONS,
    (
        Question(
            Why("Which stage is the overall rating {rating} for?", rating="Amber/Red"),
            (RATING,),
            (
                Answer(Why("Assessment"), {RATING: {"spot": ASSESSMENT}}),
                Answer(Why("Referral"), {}),
                Answer(Why("Leave it unrated"), {RATING: {"rating": ""}}),
            ),
        ),
    ),
)
