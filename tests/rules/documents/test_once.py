"""A character of a file is in one suggestion: a finding keeps it, a note gives way, and none is left over."""

from __future__ import annotations

from system_review.documents.interpreter.once import each_once
from system_review.documents.interpreter.understanding import Answer, Question, Stretch, Suggestion
from system_review.documents.readers.passages import Look, Part, Place, ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

WHY = Why("for a reason")
PASSAGES = [ReadPassage(text, "\n", Place(), Look()) for text in ("Amber", "A finding of some length")]


def said(role: PassageRole, *stretches: Stretch, under: int | None = None) -> Suggestion:
    return Suggestion(role, "a text", stretches, 0.9, WHY, under=under)


WHOLE = [Stretch(0, 0, 5), Stretch(1, 0, 24)]


def test_what_is_in_one_suggestion_each_stays_as_it_is() -> None:
    suggestions = [said(PassageRole.HEADING, WHOLE[0]), said(PassageRole.FINDING, WHOLE[1])]

    assert each_once(suggestions, [], PASSAGES) == (suggestions, [])


def test_a_note_gives_way_to_a_finding_and_numbers_follow() -> None:
    note, finding = said(PassageRole.NOTE, WHOLE[0]), said(PassageRole.FINDING, WHOLE[1], WHOLE[0])
    action = said(PassageRole.ACTION, WHOLE[1], under=1)
    question = Question(WHY, (0, 1), (Answer(WHY, {1: {"under": 1}, 0: {"role": "note"}}),))

    suggestions, questions = each_once([note, finding, action], [question], PASSAGES)

    assert suggestions == [finding]
    assert questions == [Question(WHY, (0,), (Answer(WHY, {0: {"under": 0}}),))]


def test_part_of_a_suggestion_may_be_left() -> None:
    first = said(PassageRole.ACTION, Stretch(1, 2, 9))

    suggestions, _ = each_once([said(PassageRole.NOTE, WHOLE[1]), first], [], PASSAGES)

    assert [each.stretches for each in suggestions[:2]] == [(Stretch(1, 0, 2), Stretch(1, 9, 24)), (Stretch(1, 2, 9),)]


def test_what_none_speaks_of_is_a_doubtful_note_of_its_own_without_the_space_around_it() -> None:
    suggestions, _ = each_once([said(PassageRole.FINDING, Stretch(1, 2, 9))], [], PASSAGES)

    assert [(each.role, each.text, each.stretches, each.confidence) for each in suggestions[1:]] == [
        (PassageRole.NOTE, "Amber", (WHOLE[0],), 0.3),
        (PassageRole.NOTE, "A", (Stretch(1, 0, 1),), 0.3),
        (PassageRole.NOTE, "of some length", (Stretch(1, 10, 24),), 0.3),
    ]


def test_what_is_hidden_or_stands_at_a_page_s_edge_is_known_for_that() -> None:
    odd = [
        ReadPassage("Draft", "\n", Place(part=Part.HEADER), Look()),
        ReadPassage("Draft", "\n", Place(), Look(hidden=True)),
        ReadPassage("– – –", "\n", Place(), Look()),
    ]

    suggestions, _ = each_once([], [], odd)

    assert [(each.role, each.confidence) for each in suggestions] == [
        (PassageRole.FURNITURE, 0.95),
        (PassageRole.NOTE, 0.95),
        (PassageRole.FURNITURE, 0.95),
    ]
