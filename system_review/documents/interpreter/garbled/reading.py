"""Writing down what a torn text says: its sheets, their texts, the printed ratings, and what has to be asked. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from system_review.documents.interpreter.garbled.pairing import moved, owners
from system_review.documents.interpreter.garbled.pieces import Piece
from system_review.documents.interpreter.garbled.placing import Placed, Placing
from system_review.documents.interpreter.garbled.sheets import PrintedRating, TornSheet, sheets_of
from system_review.documents.interpreter.garbled.stages import StageWords
from system_review.documents.interpreter.garbled.weaving import Text, woven
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.understanding import Answer, Spot
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

_DOUBT = 1.2  # how near another stage or colour must come to be asked about


@dataclass(slots=True)
class _Sheet:
    """A sheet with the stages of its level, and what was found for each of its texts."""

    torn: TornSheet
    spots: list[Spot]
    texts: list[Text]
    placed: list[Placed]
    unrated: list[Placed]  # as the words alone would have it
    owners: list[int | None]  # of each text, which one is its finding


def understand_garbled(writing: Writing, pieces: Sequence[Piece]) -> None:
    """Add all that a torn text says to the draft."""
    Garbled(writing, pieces).read()


class Garbled:
    """One torn text."""

    def __init__(self, writing: Writing, pieces: Sequence[Piece]) -> None:
        self.writing, self.draft, self.headings = writing, writing.draft, writing.headings
        self.pieces = pieces
        self.torn, self.lists, self.before = sheets_of(pieces)
        self.domain = self._domain()

    def read(self) -> None:
        """Furniture first, then each sheet, then its ratings."""
        self._furniture()
        levels = self._levels()
        for number, (torn, level) in enumerate(zip(self.torn, levels, strict=True)):
            ratings = self._ratings_of(number)
            sheet = self._sheet(torn, level, ratings)
            if sheet is None:
                self.draft.note(
                    (p.stretch.passage for p in torn.said), Why("Nothing tells which sheet this is of"), 0.4
                )
                continue
            added = self._write(sheet)
            self._write_ratings(sheet, ratings, added)
        used = {id(rating) for number in range(len(self.torn)) for rating in self._ratings_of(number)}
        for rating in (rating for one in self.lists for rating in one if id(rating) not in used):
            self._write_rating(rating, None)

    def _furniture(self) -> None:
        for piece in self.pieces:
            if piece in self.before and piece.says:
                self.draft.note([piece.stretch.passage], Why("It stands before the sheets"), 0.85)
            elif not piece.says and not (piece.is_rating and piece.named and piece.named.rating):
                self.draft.heading([piece.stretch.passage], Why("It is a head or a name, torn off what it was over"))

    def _domain(self) -> str:
        """The one domain that heads, ratings or the lines above the sheets name; "" if several or none."""
        named = {piece.named.domain for piece in self.pieces if piece.named and piece.named.domain}
        if len(named) == 1:
            return named.pop()
        said = " ".join(plain(piece.text) for piece in self.before)
        quoted = " ".join(piece.text for piece in self.before)
        found = set()
        for domain in self.headings.framework.domains:
            for name in domain.name.values():
                if any(f"{mark}{name}{other}" in quoted for mark, other in ("''", '""', "‘’", "“”")):
                    return domain.key
                if f" {plain(name)} " in f" {said} ":
                    found.add(domain.key)
        return found.pop() if len(found) == 1 else ""

    def _levels(self) -> list[str]:
        """Each sheet's level: as its heads name it, else the next one of the domain that no other sheet has."""
        keys = [spot.level for spot, _ in self.headings.spots if not self.domain or spot.domain == self.domain]
        free = [key for key in dict.fromkeys(keys) if key not in {torn.level for torn in self.torn}]
        return [torn.level or (free.pop(0) if free else "") for torn in self.torn]

    def _ratings_of(self, number: int) -> list[PrintedRating]:
        """The list of ratings of a sheet: as many lists as sheets stand in the same order; else by their level."""
        if len(self.lists) == len(self.torn):
            return self.lists[number]
        level = self.torn[number].level
        return next((one for one in self.lists if one[0].level and one[0].level == level), [])

    def _sheet(self, torn: TornSheet, level: str, ratings: Sequence[PrintedRating]) -> _Sheet | None:
        where = Where(self.headings, torn.domain or self.domain, level)
        domains = list(dict.fromkeys(spot.domain for spot in where.could_be()))
        spots = [spot for spot in where.could_be() if spot.domain == domains[0]] if domains else []
        if not spots or len({spot.level for spot in spots}) > 1:
            return None
        texts = woven(torn.said)
        about = StageWords(spots, self.headings).scores
        rated = self._rated(spots, ratings)
        listed = {at for rating in ratings if (at := self._stage(spots, rating.stage)) is not None}

        def place(named: dict[int, frozenset[str]]) -> list[Placed]:
            return Placing(
                texts, len(spots), backwards=torn.backwards, about=about, rated=named, listed=listed
            ).placed()

        placed = place(rated)
        owner = owners(texts, placed, backwards=torn.backwards)
        return _Sheet(torn, spots, texts, moved(placed, owner), place({}), owner)

    def _rated(self, spots: Sequence[Spot], ratings: Sequence[PrintedRating]) -> dict[int, frozenset[str]]:
        scale = {step.key: frozenset(map(str, step.colours)) for step in self.headings.framework.scale}
        rated = {}
        for rating in ratings:
            at = self._stage(spots, rating.stage)
            if at is not None and rating.rating in scale:
                rated[at] = scale[rating.rating]
        return rated

    def _stage(self, spots: Sequence[Spot], stage: str) -> int | None:
        names = [plain(self.headings.names_of(spot)[2]) for spot in spots]
        return names.index(stage) if stage in names else None

    def _write(self, sheet: _Sheet) -> list[list[int]]:
        """Add findings with their actions; the numbers of the findings of each stage."""
        added: list[list[int]] = [[] for _ in sheet.spots]
        numbers: dict[int, int] = {}
        for at, (text, placed) in enumerate(zip(sheet.texts, sheet.placed, strict=True)):
            if not placed.cell.is_action:
                numbers[at] = self._finding(sheet, text, placed)
                added[placed.cell.stage].append(numbers[at])
        for text, placed, own in zip(sheet.texts, sheet.placed, sheet.owners, strict=True):
            if placed.cell.is_action:
                self._actions(sheet, text, placed, numbers.get(own) if own is not None else None)
        self._ask(sheet, added)
        return added

    def _finding(self, sheet: _Sheet, text: Text, placed: Placed) -> int:
        return self.writing.findings([Entry(text.text, text.stretches)], self._aim(sheet, text, placed))[0]

    def _actions(self, sheet: _Sheet, text: Text, placed: Placed, finding: int | None) -> None:
        findings = [finding] if finding is not None else []
        self.writing.actions([Entry(text.text, text.stretches)], findings, self._aim(sheet, text, placed), Beside())

    def _aim(self, sheet: _Sheet, text: Text, placed: Placed) -> Aim:
        margin = min(placed.margin, 20.0)
        sure = min(text.sure, 0.45 + 0.5 * (1 - math.exp(-margin / 1.6)))
        why = Why("Its wording, its place among the others and the overall rating fit here best")
        if text.pieces > 1:
            why = Why("Pieces of one sentence were joined; its wording and its place fit here best")
        return Aim(sheet.spots[placed.cell.stage], placed.cell.colour, round(sure, 2), why)

    def _ask(self, sheet: _Sheet, added: list[list[int]]) -> None:
        """Ask about findings that nearly as well have another colour, or that the printed rating coloured otherwise."""
        numbers = [iter(stage) for stage in added]
        for placed, alone in zip(sheet.placed, sheet.unrated, strict=True):
            if placed.cell.is_action:
                continue
            number = next(numbers[placed.cell.stage])
            other = alone.cell.colour if alone.cell.colour != placed.cell.colour and not alone.cell.is_action else ""
            if not other and placed.other and placed.margin < _DOUBT and placed.other.stage == placed.cell.stage:
                other = placed.other.colour if not placed.other.is_action else ""
            if other:
                self._ask_colour(number, placed.cell.colour, other)

    def _ask_colour(self, number: int, colour: str, other: str) -> None:
        words = Why("Which colour has this finding? Its wording and the overall rating that is printed do not agree.")
        own = [n for n, suggestion in enumerate(self.draft.suggestions) if suggestion.under == number]
        answers = [Answer(self._word(each), {n: {"colour": each} for n in (number, *own)}) for each in (colour, other)]
        self.draft.ask(words, [number], answers)

    def _word(self, colour: str) -> Why:
        framework = self.headings.framework
        return Why("{colour}", colour=getattr(framework.colours, colour).word[framework.language])

    def _write_ratings(self, sheet: _Sheet, ratings: Sequence[PrintedRating], added: list[list[int]]) -> None:
        level = sheet.spots[0].level
        wrong: list[int] = []
        for rating in ratings:
            at = self._stage(sheet.spots, rating.stage)
            number = self._write_rating(rating, sheet.spots[at] if at is not None else None)
            if at is not None and rating.level and level and rating.level != level:
                wrong.append(number)
            elif at is not None:
                self._ask_rating(number, rating, at, sheet, added)
        self._ask_level(sheet, wrong)
        for at, spot in enumerate(sheet.spots):
            if added[at] and not any(self._stage(sheet.spots, rating.stage) == at for rating in ratings):
                place = self.headings.names_of(spot)
                said = Why("No overall rating is printed for {level}, {stage}", level=place[1], stage=place[2])
                self.draft.told.append(said)

    def _write_rating(self, rating: PrintedRating, spot: Spot | None) -> int:
        piece = rating.piece
        stretches = [piece.stretch, *([piece.beside] if piece.beside else [])]
        number = self.writing.rating(stretches, piece.text, spot, rating.rating, 0.9)
        if spot is None:
            self.writing.unplaced.append((Where(self.headings, self.domain, rating.level, rating.stage), [number]))
        return number

    def _ask_level(self, sheet: _Sheet, wrong: Sequence[int]) -> None:
        """Ratings that say another level than the sheet whose list they stand in."""
        if not wrong:
            return
        spots = {n: self.draft.suggestions[n].spot for n in wrong}
        own = self.headings.names_of(sheet.spots[0])[1]
        levels = dict.fromkeys(spot.level for spot, _ in self.headings.spots if spot.domain == sheet.spots[0].domain)
        answers = [Answer(Why("{level}, where they stand", level=own), {n: {"spot": spots[n]} for n in wrong})]
        for level in levels:
            if level != sheet.spots[0].level:
                name = self.headings.level_name(sheet.spots[0].domain, level)
                moved: dict[int, dict[str, object]] = {
                    n: {"spot": spot._replace(level=level)} for n, spot in spots.items() if spot
                }
                answers.append(Answer(Why("{level}, as they say", level=name), moved))
        self.draft.ask(
            Why("Overall ratings in the list of {level} say another level. Which do they belong to?", level=own),
            wrong,
            answers,
        )
        self.draft.told.append(
            Why("{count} overall ratings say another level than the list they stand in", count=len(wrong))
        )

    def _ask_rating(self, number: int, rating: PrintedRating, at: int, sheet: _Sheet, added: list[list[int]]) -> None:
        """A printed rating that names other colours than the words of its findings do."""
        alone = {p.cell.colour for p in sheet.unrated if p.cell.stage == at and not p.cell.is_action}
        named = self._rated(sheet.spots, [rating]).get(at)
        if not added[at] or named is None or not alone or alone == named:
            return
        self.draft.ask(
            Why("Is this the overall rating of this stage? Its findings read otherwise."),
            [number],
            [
                Answer(Why("Yes, as it is printed"), {}),
                Answer(Why("Leave the stage unrated"), {number: {"role": "note"}}),
            ],
        )
