"""A review's two sheets of one domain, laid out as on paper and then torn."""

from __future__ import annotations

import random
import textwrap
from dataclasses import replace

from tests.bench.reading.answers import names_of, rating_of
from tests.bench.reading.layouts.wording import PLANS
from tests.bench.reading.paper import Paper
from tests.bench.reading.phrases import Habit, each_action, with_references
from tests.bench.reading.torn.tearing import cut, interleaved, misread

LAYOUT = "torn text"
TORN = ("bro-teilo", "marlowe", "ravensmere", "strathorran")
HABITS = (
    "dash", "dash_first", "follow", "bracket", "bracket_agency", "owner_initials", "rank", "take_forward", "action_by",
)  # fmt: skip
RATING_LABELS = (
    "Current Overall Rating {level}: {rating}",
    "Overall rating {level}: {rating}",
    "Current rating – {level}: {rating}",
)
COLOURS = ("red", "amber", "green")


def torn(key, seed):
    """A paper that tells what stands in the text, and the text."""
    chance = random.Random(f"torn {key.name} {seed}")
    chosen = _on_paper(key.only("target/"))
    tearing = Tearing(with_references(chosen), chance)
    text = tearing.text()
    return Paper(LAYOUT, tearing.told(), [], title=key.title, split="yes"), text


def _on_paper(key):
    """The key without what the paper's six columns have no place for."""
    cells = tuple(
        replace(cell, findings=tuple(one for one in cell.findings if one.colour in COLOURS))
        for cell in key.cells
        if any(one.colour in COLOURS for one in cell.findings)
    )
    return replace(key, cells=cells)


class Tearing:
    """One torn text. Chance decides once how its writer writes, and for each sheet how it is torn."""

    def __init__(self, key, chance):
        self.key, self.chance, self.framework = key, chance, key.framework
        self.habits = [Habit(name, "plain", ".") for name in chance.sample(HABITS, 2)]
        self.turns = {}
        self.lost = chance.choice([*(cell.at for cell in key.cells), *[""] * len(key.cells)])
        self.label = chance.choice(RATING_LABELS)
        self.wrong_level = chance.random() < 0.4
        self.wrapped = chance.choice((0, 0, 60, 74))
        self.together = chance.random() < 0.5  # the ratings of both levels stand between the two sheets

    def told(self):
        """What can be understood of the text: the key without the rating that was lost."""
        key = each_action(self.key, lambda one: self.habit(one).written(one))
        cells = tuple(replace(cell, overall="" if cell.at == self.lost else cell.overall) for cell in key.cells)
        return replace(key, cells=cells)

    def habit(self, action):
        """Of the two habits of this text, the one that this action is written in."""
        return self.turns.setdefault(action.text, self.chance.choice(self.habits))

    def text(self):
        """All of it."""
        sheets = list(self.key.sheets().items())
        parts = [self.key.title, "Completed for 'Target' only."]
        lists = [self.ratings(number, cells) for number, (_, cells) in enumerate(sheets)]
        for number, (sheet, cells) in enumerate(sheets):
            if self.together and number == 1:
                parts += [*lists[0], self.key.title, *lists[1]]
            parts += self.sheet(sheet, cells)
            if not self.together:
                parts += lists[number]
        return "\n\n".join(self._wrapped(part) for part in parts if part) + "\n"

    def _wrapped(self, part):
        return textwrap.fill(part, self.wrapped) if self.wrapped else part

    def ratings(self, number, cells):
        """The labels of the rows and their ratings, collected. The second list may say Level 1, as the first does."""
        parts = []
        for cell in cells:
            level = names_of(self.framework, cell.at)[1] if not (self.wrong_level and number) else "Level 1"
            if cell.at == self.lost or not cell.overall:
                continue
            stage = names_of(self.framework, cell.at)[2].upper()
            parts += [stage, self.label.format(level=level, rating=rating_of(self.framework, cell.overall))]
        return parts

    def sheet(self, sheet, cells):
        """The pieces of one sheet, in the order in which they were read."""
        backwards = self.chance.random() < 0.5
        heads = self.heads(sheet, backwards)
        rows = [row for cell in cells for row in self.rows(cell, backwards)]
        rows = self._shuffled_lines(rows)
        parts = [piece for row in rows for piece in row]
        return self._with_heads(heads, parts, among=self.chance.random() < 0.5)

    def heads(self, sheet, backwards):
        """The heads of the columns, as they are torn off."""
        _, level, _ = names_of(self.framework, f"{sheet}/-")
        amber = "" if self.chance.random() < 0.7 else "AMBER"
        named = {"red": "RED", "amber": amber, "green": "GREEN"}
        columns = []
        for colour in COLOURS:
            own = self.chance.choice(
                ([named[colour], "Traffic Light Rating"], [f"{named[colour]} Traffic Light", "Rating"])
            )
            columns += [[one.strip() for one in own if one.strip()], [f"Action Plan to {PLANS[colour]}"]]
        if backwards:
            columns.reverse()
        title = [
            misread(level.upper(), self.chance) if self.chance.random() < 0.5 else level.upper(),
            self._strapline(sheet),
        ]
        at = self.chance.randrange(len(columns) + 1)
        return [piece for column in [*columns[:at], title, *columns[at:]] for piece in column]

    def _strapline(self, sheet):
        domain_key, level_key = sheet.split("/")
        domain = next(one for one in self.framework.domains if one.key == domain_key)
        return self.framework.said(next(one for one in domain.levels if one.key == level_key).strapline, "en")

    def rows(self, cell, backwards):
        """The texts of each row of a stage, in the order of its columns."""
        by_colour = {colour: [one for one in cell.findings if one.colour == colour] for colour in COLOURS}
        most = max(map(len, by_colour.values()))
        for at in range(most):
            row = []
            for colour in COLOURS:
                for finding in by_colour[colour][at : at + 1]:
                    row += [finding.text, " ".join(self.action(one) for one in finding.actions)]
            yield [text for text in (reversed(row) if backwards else row) if text]

    def action(self, action):
        """An action in this text's words, now and then begun with "We need to"."""
        words = self.habit(action).words(action)
        if not action.pointer and self.chance.random() < 0.15:
            words = f"We need to {words[0].lower()}{words[1:]}"
        return words if words.endswith((".", ")")) or self.chance.random() < 0.4 else f"{words}."

    def _shuffled_lines(self, rows):
        """In one or two rows, the lines of two neighbouring cells come in turns."""
        fit = [at for at, row in enumerate(rows) if len(row) > 2]
        for at in self.chance.sample(fit, min(len(fit), self.chance.choice((0, 1, 1, 2)))):
            first = self.chance.randrange(len(rows[at]) - 1)
            torn_pair = interleaved(*rows[at][first : first + 2], self.chance)
            rows[at] = [*rows[at][:first], *torn_pair, *rows[at][first + 2 :]]
        return rows

    def _with_heads(self, heads, parts, *, among):
        """The heads before the rows, or among the pieces of the first row, with a sentence cut in two by them."""
        if not among:
            return [*heads, *parts]
        first, rest = parts[:2], parts[2:]
        cut_at = self.chance.randrange(len(first))
        before, after = cut(first[cut_at], self.chance)
        first[cut_at : cut_at + 1] = [before]
        half = self.chance.randrange(1, 4)
        return [*heads[:half], *first, *heads[half:], after, *rest]
