"""Sees to it that each character of a file is in one suggestion only, however odd its tables are. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from system_review.documents.interpreter.draft import changed
from system_review.documents.interpreter.understanding import Answer, Question, Stretch, Suggestion
from system_review.documents.rules.words import PassageRole

_FIRST = (PassageRole.FINDING, PassageRole.ACTION, PassageRole.RATING)  # whose characters they are, if others want them


def each_once(
    suggestions: Sequence[Suggestion], questions: Sequence[Question], texts: Sequence[str]
) -> tuple[list[Suggestion], list[Question]]:
    """The same suggestions without characters that another has; one that has none left is left out.

    `texts` are those of the passages. Numbers of suggestions are changed wherever they stand.
    """
    taken = [bytearray(len(text)) for text in texts]
    in_turn = sorted(range(len(suggestions)), key=lambda number: suggestions[number].role not in _FIRST)
    left = {number: tuple(_left(suggestions[number], taken, texts)) for number in in_turn}
    if all(left[number] and left[number] == each.stretches for number, each in enumerate(suggestions)):
        return list(suggestions), list(questions)
    kept = [number for number in range(len(suggestions)) if left[number]]
    new = {number: at for at, number in enumerate(kept)}
    return (
        [_renumbered(suggestions[number], left[number], new) for number in kept],
        [each for question in questions if (each := _asked(question, new)).about],
    )


def _left(suggestion: Suggestion, taken: Sequence[bytearray], texts: Sequence[str]) -> Iterator[Stretch]:
    """What of its stretches nobody has taken. Takes it."""
    for stretch in suggestion.stretches:
        there, start = taken[stretch.passage], stretch.start
        while start < stretch.end:
            if there[start]:
                start += 1
                continue
            end = there.find(1, start, stretch.end)
            end = stretch.end if end < 0 else end
            there[start:end] = b"\x01" * (end - start)
            if texts[stretch.passage][start:end].strip():
                is_whole = start == stretch.start and end == stretch.end
                yield stretch if is_whole else Stretch(stretch.passage, start, end)
            start = end


def _renumbered(suggestion: Suggestion, stretches: tuple[Stretch, ...], new: Mapping[int, int]) -> Suggestion:
    under = None if suggestion.under is None else new.get(suggestion.under)
    return changed(suggestion, stretches=stretches, under=under)


def _asked(question: Question, new: Mapping[int, int]) -> Question:
    about = tuple(new[number] for number in question.about if number in new)
    return Question(question.words, about, tuple(_answer(answer, new) for answer in question.answers))


def _answer(answer: Answer, new: Mapping[int, int]) -> Answer:
    changes = {new[number]: _changed(what, new) for number, what in answer.changes.items() if number in new}
    return Answer(answer.words, changes)


def _changed(what: Mapping[str, object], new: Mapping[int, int]) -> dict[str, object]:
    under = what.get("under")
    return {**what, "under": new.get(under)} if isinstance(under, int) else dict(what)
