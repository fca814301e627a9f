"""Sees to it that each character of a file is in one suggestion and no other, however odd its tables are. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from system_review.documents.interpreter.draft import changed
from system_review.documents.interpreter.understanding import Answer, Question, Stretch, Suggestion
from system_review.documents.readers.passages import Part, ReadPassage
from system_review.documents.rules.words import PassageRole
from system_review.errors import Why

_UNSURE = 0.3  # nothing was understood
_FIRST = (PassageRole.FINDING, PassageRole.ACTION, PassageRole.RATING)  # whose characters they are, if others want them


def each_once(
    suggestions: Sequence[Suggestion], questions: Sequence[Question], passages: Sequence[ReadPassage]
) -> tuple[list[Suggestion], list[Question]]:
    """The same suggestions without characters that another has, and at the end one for all that none speaks of.

    One that has no characters left is left out; numbers of suggestions are changed wherever they stand.
    """
    taken = [bytearray(len(passage.text)) for passage in passages]
    in_turn = sorted(range(len(suggestions)), key=lambda number: suggestions[number].role not in _FIRST)
    left = {number: tuple(_left(suggestions[number], taken, passages)) for number in in_turn}
    rest = [_unknown(passages[stretch.passage], stretch) for stretch in _left_over(passages, taken)]
    if all(left[number] and left[number] == each.stretches for number, each in enumerate(suggestions)):
        return [*suggestions, *rest], list(questions)
    kept = [number for number in range(len(suggestions)) if left[number]]
    new = {number: at for at, number in enumerate(kept)}
    return (
        [*(_renumbered(suggestions[number], left[number], new) for number in kept), *rest],
        [each for question in questions if (each := _asked(question, new)).about],
    )


def _left(suggestion: Suggestion, taken: Sequence[bytearray], passages: Sequence[ReadPassage]) -> Iterator[Stretch]:
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
            if passages[stretch.passage].text[start:end].strip():
                is_whole = start == stretch.start and end == stretch.end
                yield stretch if is_whole else Stretch(stretch.passage, start, end)
            start = end


def _left_over(passages: Sequence[ReadPassage], taken: Sequence[bytearray]) -> Iterator[Stretch]:
    """What of the passages nobody has taken, without the white space around it."""
    for number, there in enumerate(taken):
        start = there.find(0)
        while start >= 0:
            end = there.find(1, start)
            end = len(there) if end < 0 else end
            gap = passages[number].text[start:end]
            if not gap.isspace():
                yield Stretch(number, start + len(gap) - len(gap.lstrip()), start + len(gap.rstrip()))
            start = there.find(0, end)


def _unknown(passage: ReadPassage, stretch: Stretch) -> Suggestion:
    text = passage.text[stretch.start : stretch.end]
    if passage.look.hidden:
        return Suggestion(PassageRole.NOTE, text, (stretch,), 0.95, Why("It is hidden in the file"))
    if passage.place.part in (Part.HEADER, Part.FOOTER):
        return Suggestion(PassageRole.FURNITURE, text, (stretch,), 0.95, Why("It stands at the edge of each page"))
    if passage.place.part is not Part.BODY:
        part = str(passage.place.part)
        return Suggestion(PassageRole.NOTE, text, (stretch,), 0.9, Why("It stands in a {part}", part=part))
    if not any(letter.isalnum() for letter in text):
        return Suggestion(PassageRole.FURNITURE, text, (stretch,), 0.95, Why("It holds no words"))
    return Suggestion(PassageRole.NOTE, text, (stretch,), _UNSURE, Why("Nothing tells what this is"))


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
