"""Which finding an action serves: the review's own findings of its stage are answers too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from system_review.documents.interpreter.serving import MOST_FINDINGS, NONE_YET, WHICH_FINDING, short
from system_review.documents.rules.pieces import Piece
from system_review.documents.rules.sentences import kept
from system_review.documents.rules.understood import Asked
from system_review.documents.rules.words import Fate, PassageRole
from system_review.errors import Why


class OwnFinding(NamedTuple):
    """A finding of the review: its number, its colour's value and word, its text."""

    number: int
    colour: str
    word: str
    text: str


def asked_with_own(
    questions: Iterable[Asked], pieces: Sequence[Piece], own: Mapping[int, Sequence[OwnFinding]]
) -> list[Asked]:
    """The questions, those for an action's finding with the review's own; and one for each stage that only has these.

    `own` are the review's findings by their stages' numbers.
    """
    by_key = {piece.key: piece for piece in pieces}
    found = [_with_own(each, by_key, own) if is_for_finding(each.words) else each for each in questions]
    in_question = {key for each in found for key in each.about}
    for cell, findings in own.items():
        about = [piece.key for piece in pieces if _lacks_finding(piece, cell) and piece.key not in in_question]
        if about and findings:
            found.append(Asked(kept(WHICH_FINDING), about, [*_own_answers(findings, about), _none_yet()]))
    return found


def is_for_finding(words: Sequence[object]) -> bool:
    """Whether a question asks which finding an action serves."""
    return bool(words) and words[0] == WHICH_FINDING.text


def _lacks_finding(piece: Piece, cell: int) -> bool:
    guess = piece.guess
    is_open = piece.fate == Fate.WAITING and guess.role == PassageRole.ACTION and guess.cell == cell
    return is_open and not guess.under and not guess.under_finding


def _with_own(question: Asked, pieces: Mapping[str, Piece], own: Mapping[int, Sequence[OwnFinding]]) -> Asked:
    """Findings that the document repeats from the review are offered once, as the review's."""
    first = pieces[question.about[0]]
    answers = [each for each in question.answers[:-1] if not _is_repeated(each, pieces)]
    findings = own.get(first.guess.cell or 0, ())
    return Asked(question.words, question.about, [*answers, *_own_answers(findings, question.about), _none_yet()])


def _is_repeated(answer: Mapping[str, object], pieces: Mapping[str, Piece]) -> bool:
    changes = answer["changes"]
    assert isinstance(changes, dict)  # noqa: S101  # as `Asked` has it
    return any(what["under"] in pieces and pieces[what["under"]].guess.already for what in changes.values())


def _own_answers(findings: Sequence[OwnFinding], about: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "words": kept(Why("{colour}, in the review: “{text}”", colour=each.word, text=short(each.text))),
            "changes": {key: {"under_finding": each.number} for key in about},
        }
        for each in findings[:MOST_FINDINGS]
    ]


def _none_yet() -> dict[str, object]:
    return {"words": kept(NONE_YET), "changes": {}}
