"""From what was read and understood to the pieces of the inbox, so that every character stands in one piece. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from system_review.documents.interpreter.understanding import Question, Spot, Stretch, Suggestion, Understanding
from system_review.documents.readers.passages import Reading, ReadPassage
from system_review.documents.rules.accepting import SURE
from system_review.documents.rules.pieces import NO_GUESS, Guess, Named, Piece, Pointer, Says
from system_review.documents.rules.sentences import kept, kept_values
from system_review.documents.rules.sources import Source
from system_review.documents.rules.words import Fate, PassageRole
from system_review.texts import LONGEST

Cells = Mapping[Spot, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about pieces, as plain data. `answers` are dictionaries of `words` and `changes`."""

    words: list[object]
    about: list[str]
    answers: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Understood:
    """The pieces of a document in its order, and what is asked about them."""

    pieces: tuple[Piece, ...]
    questions: tuple[Asked, ...] = field(default=())


def understood(
    reading: Reading, understanding: Understanding | None, *, cells: Cells, new_key: Callable[[], str]
) -> Understood:
    """One piece for each suggestion, and one for each passage or part of one that nobody suggested anything for.

    `cells` are the numbers of the review's stages. Headings and the like that are sure are set aside; all else waits.
    Where no finding or action was found at all, notes wait too.
    """
    found = understanding or Understanding(())
    text = _Text(reading)
    keys, pieces = _suggested(found.suggestions, text, cells, new_key)
    pieces.extend(Piece(new_key(), run.start, text.words([run]), (run,)) for run in text.left())
    asked = tuple(each for question in found.questions if (each := _asked(question, keys, cells)))
    in_question = {key for each in asked for key in each.about}
    if not any(piece.guess.role in (PassageRole.FINDING, PassageRole.ACTION) for piece in pieces):
        pieces = [_open(piece) for piece in pieces]
    ready = (_laid_aside(piece, asked=piece.key in in_question) for piece in pieces)
    return Understood(tuple(sorted(ready, key=lambda piece: piece.position)), asked)


def _suggested(
    suggestions: Sequence[Suggestion], text: _Text, cells: Cells, new_key: Callable[[], str]
) -> tuple[dict[int, str], list[Piece]]:
    """The keys of the suggestions that could be taken, by number, and their pieces."""
    taken = {n: (new_key(), runs) for n, each in enumerate(suggestions) if (runs := text.take(each))}
    keys = {number: key for number, (key, _) in taken.items()}
    pieces = []
    for number, (key, runs) in taken.items():
        each = suggestions[number]
        words = each.text.strip() or text.words(runs)
        position = min(run.start for run in runs)
        guess, says = _guess(each, keys, cells), _says(each, cells)
        pieces.append(Piece(key, position, words, runs, guess=guess, says=says))
    return keys, pieces


class _Text:
    """The whole text of a reading, and which of its characters are spoken for."""

    def __init__(self, reading: Reading) -> None:
        self.whole, self.passages = reading.whole(), reading.passages
        steps = (len(passage.text) + len(passage.after) for passage in reading.passages)
        self.starts = list(accumulate(steps, initial=len(reading.before)))
        self.taken: list[tuple[int, int]] = []
        self._covered = bytearray(len(self.whole))

    def take(self, suggestion: Suggestion) -> tuple[Source, ...]:
        """The sources of a suggestion; none if it is too long, is of nothing, or claims what another has."""
        runs = tuple(self._source(stretch) for stretch in suggestion.stretches)
        claimed = any(any(self._covered[run.start : run.end]) for run in runs)
        if not runs or claimed or not self.words(runs) or len(suggestion.text) > LONGEST:
            return ()
        for run in runs:
            self._covered[run.start : run.end] = b"\x01" * (run.end - run.start)
        return runs

    def _source(self, stretch: Stretch) -> Source:
        start = self.starts[stretch.passage]
        return Source(start + stretch.start, start + stretch.end, str(self.passages[stretch.passage].place))

    def words(self, runs: Iterable[Source]) -> str:
        """The document's own words of these stretches."""
        return " ".join(self.whole[run.start : run.end].strip() for run in runs).strip()

    def left(self) -> Iterator[Source]:
        """What nothing was suggested for, passage by passage, without the white space around it."""
        for start, passage in zip(self.starts, self.passages, strict=False):
            yield from self._left_in(start, passage)

    def _left_in(self, start: int, passage: ReadPassage) -> Iterator[Source]:
        at, end = start, start + len(passage.text)
        while at < end:
            if self._covered[at] or self.whole[at].isspace():
                at += 1
                continue
            until = self._covered.find(1, at, end)
            until = end if until < 0 else until
            yield Source(at, at + len(self.whole[at:until].rstrip()), str(passage.place))
            at = until


def _guess(suggestion: Suggestion, keys: Mapping[int, str], cells: Cells) -> Guess:
    under = keys.get(suggestion.under, "") if suggestion.under is not None else ""
    return Guess(
        role=suggestion.role.value,
        cell=cells.get(suggestion.spot) if suggestion.spot else None,
        colour=str(suggestion.colour),
        under=under,
        rating=str(suggestion.rating),
        confidence=max(0.0, min(1.0, suggestion.confidence)),
        reason=suggestion.reason.text,
        values=kept_values(suggestion.reason.values),
    )


def _says(suggestion: Suggestion, cells: Cells) -> Says:
    pointers = (Pointer(each.words, tuple(cells[s] for s in each.spots if s in cells)) for each in suggestion.refers)
    return Says(
        leads=tuple(Named(lead.name, lead.role, lead.agency) for lead in suggestion.leads),
        due_words=suggestion.due_words,
        due_on=suggestion.due_on.isoformat() if suggestion.due_on else "",
        status=suggestion.status,
        refers=tuple(pointers),
    )


def _asked(question: Question, keys: Mapping[int, str], cells: Cells) -> Asked | None:
    about = [keys[number] for number in question.about if number in keys]
    if not about or not question.answers:
        return None
    answers: list[dict[str, object]] = [
        {
            "words": kept(answer.words),
            "changes": {keys[n]: _changed(what, keys, cells) for n, what in answer.changes.items() if n in keys},
        }
        for answer in question.answers
    ]
    return Asked(kept(question.words), about, answers)


def _changed(what: Mapping[str, object], keys: Mapping[int, str], cells: Cells) -> dict[str, object]:
    """What an answer changes in a suggestion, in the inbox's terms."""
    changed: dict[str, object] = {}
    for name, value in what.items():
        if name == "spot":
            changed["cell"] = cells.get(Spot(*value)) if isinstance(value, tuple) else None
        elif name == "under":
            changed["under"] = keys.get(value, "") if isinstance(value, int) else ""
        else:
            changed[name] = str(value or "")
    return changed


def _open(piece: Piece) -> Piece:
    """The piece of a document in which nothing was found: what is a note there, a person says."""
    return replace(piece, guess=NO_GUESS) if piece.guess.role == PassageRole.NOTE else piece


def _laid_aside(piece: Piece, *, asked: bool) -> Piece:
    """What is surely nothing that a review holds is set aside at once; it can be put back."""
    guess = piece.guess
    if guess is not NO_GUESS and guess.is_furniture and not asked and (guess.confidence or 0) >= SURE:
        return replace(piece, fate=Fate.SET_ASIDE)
    return piece
