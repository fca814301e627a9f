"""Asking which finding an action serves, where the file names its stage and no more: once for all of a stage. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from system_review.documents import likeness
from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.understanding import Answer, Spot, Suggestion
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

WHICH_FINDING = Why("Which finding does this serve?")
NONE_YET = Why("None of these yet")
MOST_FINDINGS = 12  # of one stage that are offered, the likeliest first
_SAID = 14  # words of a finding in its answer


def ask_for_findings(draft: Draft, headings: Headings) -> None:
    """For each stage, and each colour if they say for which they are, the actions that stand under no finding yet."""
    asked: dict[tuple[Spot, str], list[int]] = {}
    already = {number for question in draft.questions for number in question.about}
    for number, each in enumerate(draft.suggestions):
        if each.role is PassageRole.ACTION and each.under is None and each.spot and number not in already:
            asked.setdefault((each.spot, each.colour), []).append(number)
    for (spot, colour), actions in asked.items():
        if findings := _could_serve(draft, spot, colour, actions):
            answers = [_answer(headings, number, draft.suggestions[number], actions) for number in findings]
            draft.ask(WHICH_FINDING, actions, [*answers, Answer(NONE_YET)])


def _could_serve(draft: Draft, spot: Spot, colour: str, actions: Sequence[int]) -> list[int]:
    """The findings of a stage that these actions could serve, the likeliest first."""
    there = [
        number
        for number, each in enumerate(draft.suggestions)
        if each.role is PassageRole.FINDING and each.spot == spot and (not colour or each.colour in (colour, ""))
    ]
    said = " ".join(draft.suggestions[number].text for number in actions)
    return sorted(there, key=lambda number: -likeness.token_set_ratio(draft.suggestions[number].text, said))[
        :MOST_FINDINGS
    ]


def _answer(headings: Headings, number: int, finding: Suggestion, actions: Sequence[int]) -> Answer:
    text = short(finding.text)
    said = Why("“{text}”", text=text)
    if finding.colour:
        framework = headings.framework
        colour = getattr(framework.colours, finding.colour).word[framework.language]
        said = Why("{colour}: “{text}”", colour=colour, text=text)
    return Answer(said, {action: {"under": number} for action in actions})


def short(text: str) -> str:
    """The first words of a finding, as its answer says them."""
    words = text.split()
    return " ".join(words) if len(words) <= _SAID else f"{' '.join(words[:_SAID])} …"
