"""What a review holds already, for whoever reads a document for it."""

from __future__ import annotations

from collections import defaultdict

from system_review.documents.interpreter.understanding import Spot
from system_review.documents.rules.known import Known
from system_review.documents.rules.serving import OwnFinding
from system_review.documents.rules.words import PassageRole
from system_review.frameworks.queries import content_of
from system_review.reviews.models import Action, CameFrom, Cell, Finding, Review
from system_review.reviews.rules.words import Colour

# because the review was found by whoever brings a document in to it: each of these names the review


def stages_by_spot(review: Review) -> dict[Spot, int]:
    """The numbers of a review's stages, by their keys."""
    rows = Cell.unscoped.filter(review=review).values_list("domain", "level", "stage", "pk")  # because see above
    return {Spot(domain, level, stage): number for domain, level, stage, number in rows}


def ratings_by_number(review: Review) -> dict[int, str]:
    """The overall ratings of a review's stages, by their numbers."""
    return dict(Cell.unscoped.filter(review=review).values_list("pk", "rating"))  # because see above


def known_things(review: Review) -> list[Known]:
    """The findings and actions of a review that are not archived, with their words now and where they came from."""
    found = []
    for role, model, link in (
        (PassageRole.FINDING, Finding, "finding"),
        (PassageRole.ACTION, Action, "action"),
    ):
        came: dict[int, list[str]] = defaultdict(list)
        # because see above
        rows = CameFrom.unscoped.filter(**{f"{link}__review": review, f"{link}__archived_at": None}).order_by("pk")
        for number, wording in rows.values_list(f"{link}_id", "wording"):
            came[number].append(wording)
        mine = model.unscoped.filter(review=review, archived_at=None).order_by("pk")  # because see above
        found += [
            Known(role.value, number, (text, " ".join(came[number]))) for number, text in mine.values_list("pk", "text")
        ]
    return found


def own_findings(review: Review) -> dict[int, list[OwnFinding]]:
    """The findings of a review that are not archived, by the numbers of their stages, with their colours' words."""
    framework = content_of(review.framework)
    words = {colour.value: getattr(framework.colours, colour).word[framework.language] for colour in Colour}
    mine = Finding.unscoped.filter(review=review, archived_at=None).order_by("pk")  # because see above
    found: dict[int, list[OwnFinding]] = defaultdict(list)
    for number, cell, colour, text in mine.values_list("pk", "cell_id", "colour", "text"):
        found[cell].append(OwnFinding(number, colour, words[colour], text))
    return dict(found)
