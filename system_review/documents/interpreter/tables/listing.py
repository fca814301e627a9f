"""A list with a row for each finding or action and a column for each thing about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from system_review.documents.interpreter.colours import colour_of_shade
from system_review.documents.interpreter.headings import Named
from system_review.documents.interpreter.matching import words_of
from system_review.documents.interpreter.tables.colour_columns import ColourColumn, colour_column
from system_review.documents.interpreter.tables.entries import Entry
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.documents.interpreter.tables.heads import Layout, findings_across
from system_review.documents.interpreter.tables.list_rows import LONGEST_HEADING, PLACES, ListRows
from system_review.documents.interpreter.tables.mixed import split_mixed
from system_review.documents.interpreter.tables.outlines import numbers_down, side_by_side
from system_review.documents.interpreter.tables.places import PlaceReader
from system_review.documents.interpreter.tables.writing import Aim, Beside, Writing
from system_review.documents.interpreter.understanding import Answer
from system_review.documents.interpreter.where import Where
from system_review.errors import Why

SURE, ASKED, UNCOLOURED = 0.95, 0.7, 0.6
_BY_HEADING = 0.9  # a colour that the heading above the list names
_IN_ROW = Why("It stands in this row, under this head")
_LONGEST_LABEL = 60  # characters of a cell that only says what stands beside it
_STRENGTH = Why("It stands among the strengths: the colour of the row may not be its own")


class ListingTable:
    """Reads one list."""

    def __init__(self, grid: Grid, layout: Layout, writing: Writing, where: Where) -> None:
        self.grid, self.layout, self.writing, self.where = grid, layout, writing, where
        self.draft, self.headings = writing.draft, writing.headings
        self.places = PlaceReader(writing)
        self.columns: dict[str, list[int]] = {}
        for at, column in enumerate(layout.columns):
            self.columns.setdefault(column.holds, []).append(at)
        if "finding" in self.columns and self._only_numbers(self.columns["finding"]):
            self.columns["number"] = [*self.columns.get("number", ()), *self.columns.pop("finding")]
        self.colours: ColourColumn = colour_column(grid, layout, self.headings, writing.over_blue)
        if self.colours.rates_stages and self.colours.at is not None:
            self.columns.setdefault("overall", []).append(self.colours.at)
        if self.colours.stages_at is not None:
            self.columns.setdefault("overall", []).append(self.colours.stages_at)
        self._across_from = findings_across(grid, layout)
        if self._across_from is not None:
            self.colours.must_ask = False  # a finding has its row to itself, and its colour in it
        self._groups = side_by_side(self.columns)
        self._numbers_down = numbers_down(grid, layout, self.columns)
        self._own_numbers: set[str] = set()  # by which this table calls its findings
        self._findings: list[int] = []  # those of the row above, for a row that names none
        self._above_table = [] if "finding" in self.columns else writing.awaiting  # that stand before the whole table
        self._coloured: list[int] = []  # all that depends on what the column of colours means
        self._where_above = Where(self.headings)
        self.rows = ListRows(grid, layout, writing.headings)

    def read(self) -> None:
        """Read all rows, in order."""
        for row in self.grid:
            cells = self.grid.row(row)
            numbers = [number for cell in cells for number in cell.numbers]
            if row < self.layout.first:
                self._above(cells)
            elif row < self.layout.after or self.rows.is_head_again(cells):
                self.draft.heading(numbers, Why("It is the head of a column"))
            elif self.rows.is_band(row, cells):
                self._band(row, cells)
            elif self._rated_beside(row):
                continue
            elif (heading := self.rows.heading_in(row, cells)) is not None:
                self._across(heading)
            elif (wide := self._finding_across(row)) is not None:
                self._take_across(row, wide)
            elif len(cells) == 1 and self.grid.is_across(cells[0]) and len(self.grid.covering(row)) == 1:
                self._across(cells[0])
            else:
                self._content(row)
        self.writing.awaiting = self._findings if self._awaits_actions() else []
        self._ask_about_colours()

    def _awaits_actions(self) -> bool:
        """Whether it is the card of one finding with an empty place for its actions: the next table holds them."""
        told = [self.grid.at(self.layout.after, at) for at in self.columns.get("action", ())]
        return bool(told) and self.grid.height == self.layout.after + 1 and not any(cell and cell.text for cell in told)

    def _only_numbers(self, columns: Sequence[int]) -> bool:
        """Whether columns headed as findings only name, by their numbers, those that were told above."""
        cells = [cell for at in columns for cell in self.grid.under(self.layout.after, at)]
        cells = [cell for cell in cells if cell.text and not cell.repeats]
        return bool(cells) and all(cell.text.strip() in self.writing.numbered for cell in cells)

    def _band(self, row: int, cells: Sequence[Cell]) -> None:
        is_merged = any(self.grid.at(row, at) for part in PLACES for at in self.columns.get(part, ()))
        if is_merged and self.rows.only_rates(cells):
            self.places.band(cells, self._there(row))
            return
        self.places.band(cells, self.where)
        self._findings = []
        self._where_above = Where(self.headings)

    def _across(self, cell: Cell) -> None:
        """A cell right across the columns that names no stage: a heading of the rows below it, or a remark."""
        self._findings = []
        if len(words_of(cell.text)) <= LONGEST_HEADING:
            self.draft.heading(cell.numbers, Why("It stands over the rows below it"))
        else:
            self.draft.note(cell.numbers, Why("It stands right across the table"))

    def _finding_across(self, row: int) -> Cell | None:
        cell = self.grid.at(row, self._across_from) if self._across_from is not None else None
        return cell if cell is not None and cell.row == row and cell.columns > 1 and cell.text else None

    def _take_across(self, row: int, wide: Cell) -> None:
        """A row for a finding, across the columns of the actions that the next rows hold."""
        there = self._there(row)
        colour, sure = self.colours.of(self.grid, row, there_shade=colour_of_shade(wide.fill)[0])
        aim = Aim(there.spot, colour, sure if colour else UNCOLOURED, _IN_ROW)
        self._findings = self.writing.findings(self.writing.entries(wide.numbers), aim)
        for at in (*self.colours.numbers(self.grid, row), *self.colours.progress(self.grid, row)):
            self._attach(at, self._findings)
        if there.spot is None and self._findings:
            self.writing.unplaced.append((there.within(Named()), self._findings))

    def _above(self, cells: Sequence[Cell]) -> None:
        named = [self.headings.named(cell.text.split("\n")[0]) for cell in cells]
        if any((each.names_place and not each.rest) or each.says_overall for each in named):
            self.places.band(cells, self.where)
        else:
            self.draft.note((n for cell in cells for n in cell.numbers), Why("It stands above the table's head"))

    def _rated_beside(self, row: int) -> bool:
        """Rate a stage in the row of a list that says so: "Referral: overall" among the findings, its colour beside."""
        said = [cell for cell in self._cells(row, "finding", begun=True) if cell.text]
        if len(said) != 1 or len(said[0].text) > _LONGEST_LABEL or self.colours.at is None:
            return False
        named = self.headings.named(said[0].text)
        if not named.says_overall or named.rating or named.rest:
            return False
        rated = self.grid.at(row, self.colours.at)
        rating = self.headings.ratings.exact(rated.text) if rated is not None else ""
        if rated is None or not rating:
            return False
        there = self._there(row)
        there = there.within(Named(stage=named.stage)) if named.stage else there
        self.places.rate_cells(said[0], [rated], rating, there)
        return True

    def _content(self, row: int) -> None:
        there = self._there(row)
        colour, sure = self.colours.of(self.grid, row, there_shade=self._shade(row))
        if not colour and self.colours.at is None and not self.colours.ticks:
            colour, sure = self.writing.colour_above, _BY_HEADING
        aim = Aim(there.spot, colour, sure if colour else UNCOLOURED, _IN_ROW)
        before = len(self.draft.suggestions)
        strengths = self._strengths(row, aim)
        findings, tasks = self._findings_of(row, aim)
        self._number(row, findings)
        added = self._actions(row, tasks, findings, self._for_actions(row, aim, findings))
        self._findings = findings
        for at in self.colours.numbers(self.grid, row):
            self._attach(at, findings or added)
        for at in self.colours.progress(self.grid, row):
            self._attach(at, added or findings)
        said = [*strengths, *findings, *added]
        self._coloured += [n for n in range(before, len(self.draft.suggestions)) if n in said]
        if there.spot is None and said:
            self.writing.unplaced.append((there.within(Named()), said))
        for holds in ("note", "number", ""):
            cells = self._cells(row, holds, begun=True)
            self._note(cells, holds)
            if holds == "note":
                self.writing.tell_status(added, [cell.text for cell in cells])

    def _actions(self, row: int, tasks: Sequence[Entry], findings: Sequence[int], aim: Aim) -> list[int]:
        """The actions of a row, each with what stands beside it: "Action 1", "Lead 1", "Action 2", "Lead 2"."""
        if not self._groups or "finding" not in self.columns:
            return self.writing.actions(tasks, findings, aim, self._beside(row))
        added: list[int] = []
        for group in self._groups:
            own = {holds: self._begun_at(row, at) for holds, at in group.items()}
            beside = Beside(own.get("lead", []), own.get("agency", []), own.get("due", []), own.get("status", []))
            added += self.writing.actions(self.writing.entries(own["action"]), findings, aim, beside)
        return added

    def _begun_at(self, row: int, column: int) -> list[int]:
        cell = self.grid.at(row, column)
        return cell.numbers if cell is not None and cell.row == row else []

    def _there(self, row: int) -> Where:
        """Where a row stands: by its own cells, where these are empty by the row above, else by the headings."""
        places = [(at, part) for part in PLACES for at in self.columns.get(part, ())]
        is_blank = not any(self.grid.at(row, at) for at, _ in places)
        start = self._where_above if is_blank and places else self._widest(row, bool(places))
        there = self.places.row(self.grid, row, places, self._rated(row), start)
        if not there.stage and not {"stage", "place"} & self.columns.keys():
            there.stage = self.where.stage  # a table of one stage, with a column for its levels
        self._where_above = Where(self.headings, there.domain, there.level, there.stage)
        return there

    def _rated(self, row: int) -> list[int]:
        """The columns in which a row rates its stage: beside a finding not where stages have rows of their own."""
        columns = self.columns.get("overall", [])
        if self.colours.rates_stages and self._has_rows_of_stages and self._tells(row):
            return [at for at in columns if at != self.colours.at]
        return columns

    @cached_property
    def _has_rows_of_stages(self) -> bool:
        """Whether rows without a finding and an action hold ratings: they are the stages' own."""
        if self.colours.at is None:
            return False
        rated = [cell for cell in self.grid.under(self.layout.after, self.colours.at) if cell.text]
        return not all(self._tells(cell.row) for cell in rated)

    def _tells(self, row: int) -> bool:
        """Whether a finding or an action is written in a row."""
        told = (cell for holds in ("finding", "action") for cell in self._cells(row, holds, begun=True))
        return any(cell.text for cell in told)

    def _widest(self, row: int, has_places: bool) -> Where:
        """What still holds of the row above where only the narrower places are written again."""
        above, first = self._where_above, None
        for part in ("domain", "level", "stage"):
            if any(self.grid.at(row, at) for at in self.columns.get(part, ())):
                first = part
                break
        if first == "domain" or not has_places or "place" in self.columns:
            return Where(self.headings, self.where.domain, self.where.level, self.where.stage)
        kept = Where(self.headings, above.domain or self.where.domain, above.level or self.where.level)
        if first == "level":
            kept.level = self.where.level
        return kept

    def _findings_of(self, row: int, aim: Aim) -> tuple[list[int], list[Entry]]:
        cells = self._cells(row, "finding")
        begun = [cell for cell in cells if cell.row == row]
        if any(self.layout.columns[cell.column].colour for cell in begun):
            tasks = self.writing.entries(self._numbers(self._cells(row, "action", begun=True)))
            return self._each_coloured(begun, aim), tasks
        entries = self.writing.entries(number for cell in begun for number in cell.numbers)
        tasks = self.writing.entries(self._numbers(self._cells(row, "action", begun=True)))
        if self._is_below_number(row):
            return self._findings, entries
        if "action" not in self.columns:
            mixed = split_mixed(entries, self.headings)
            for label in mixed.labels:
                self.writing.heading_entry(label, Why("It says what stands under it"))
            entries, tasks = mixed.findings, mixed.actions
        if self._across_from is not None:
            return self._findings, tasks
        if "finding" not in self.columns:
            return self._findings_above(row, aim, tasks), tasks
        return self.writing.findings(entries, aim) or (self._findings if tasks else []), tasks

    def _is_below_number(self, row: int) -> bool:
        """Whether a row is numbered under the finding before it ("1.2" under "1"), and so holds an action."""
        return bool(self._findings) and "." in self._numbers_down.get(row, "")

    def _number(self, row: int, findings: Sequence[int]) -> None:
        """Findings that have a number: a table of actions below may name it."""
        said = [cell.text.strip() for cell in self._cells(row, "number", begun=True)]
        if "finding" in self.columns and findings and len(said) == 1 and "action" not in self.columns:
            if said[0] not in self._own_numbers:  # a table that numbers from 1 again means its own
                self.writing.numbered.pop(said[0], None)
                self._own_numbers.add(said[0])
            self.writing.numbered.setdefault(said[0], []).extend(findings)

    def _each_coloured(self, cells: Sequence[Cell], aim: Aim) -> list[int]:
        """The findings of columns that are each headed by a colour."""
        found: list[int] = []
        for cell in cells:
            own = replace(aim, colour=self.layout.columns[cell.column].colour, confidence=SURE)
            found += self.writing.findings(self.writing.entries(cell.numbers), own)
        return found

    def _findings_above(self, row: int, aim: Aim, tasks: Sequence[Entry]) -> list[int]:
        """Where no column holds findings: that whose number the row names, what stands numbered above, the only one."""
        said = [cell.text.strip() for cell in self._cells(row, "number")]
        if named := next((found for each in said if (found := self.writing.numbered.get(each))), None):
            return named
        if tasks and (above := self.writing.finding_above(aim)):
            self._above_table = above
            if aim.spot is None:
                self.writing.unplaced.append((self.where.within(Named()), above))
        return self._above_table or self.writing.only_finding(aim.spot)

    def _strengths(self, row: int, aim: Aim) -> list[int]:
        """What goes well, in a column of its own beside what is to be better: the row's colour may not be meant."""
        if "strength" not in self.columns:
            return []
        numbers = self._numbers(self._cells(row, "strength", begun=True))
        doubtful = Aim(aim.spot, aim.colour, min(aim.confidence, UNCOLOURED), _STRENGTH)
        return self.writing.findings(self.writing.entries(numbers), doubtful)

    def _for_actions(self, row: int, aim: Aim, findings: Sequence[int]) -> Aim:
        """An action's colour is its finding's, or what its column of kinds says."""
        kinds = [self.headings.named(cell.text) for cell in self._cells(row, "kind", begun=True)]
        plan = next((named.plan for named in kinds if named.plan), "")
        self._note(self._cells(row, "kind", begun=True), "kind")
        if findings:
            finding = self.draft.suggestions[findings[0]]
            sure = finding.confidence if "finding" in self.columns else min(finding.confidence, ASKED)
            return Aim(finding.spot, plan or finding.colour, sure, aim.why)
        return Aim(aim.spot, plan or aim.colour, aim.confidence, aim.why)

    def _beside(self, row: int) -> Beside:
        return Beside(
            leads=self._numbers(self._cells(row, "lead", begun=True)),
            agencies=self._numbers(self._cells(row, "agency", begun=True)),
            due=self._numbers(self._cells(row, "due", begun=True)),
            state=self._numbers(self._cells(row, "status", begun=True)),
        )

    def _shade(self, row: int) -> str:
        """The shade that a row's finding or stage stands on, where only that tells the colour."""
        for cell in (*self._cells(row, "finding"), *self._cells(row, "number"), *self._cells(row, "stage")):
            if shade := colour_of_shade(cell.fill)[0]:
                return shade
        return ""

    def _cells(self, row: int, holds: str, *, begun: bool = False) -> list[Cell]:
        columns = self.columns.get(holds)
        if not columns:
            return []
        if len(columns) == 1:
            cell = self.grid.at(row, columns[0])
            return [cell] if cell and not (begun and cell.row != row) else []
        found = [cell for at in columns if (cell := self.grid.at(row, at))]
        if len(found) > 1:
            found = list(dict.fromkeys(found))
        return [cell for cell in found if not begun or cell.row == row]

    def _numbers(self, cells: Iterable[Cell]) -> list[int]:
        return [number for cell in cells for number in cell.numbers]

    def _attach(self, passage: int, numbers: Sequence[int]) -> None:
        """A cell that only says the colour belongs to what it colours."""
        if not numbers:
            self.draft.note([passage], Why("It colours a row in which nothing else stands"))
            return
        known = self.draft.suggestions[numbers[0]]
        self.draft.change(numbers[0], stretches=(*known.stretches, self.draft.whole(passage)))

    def _note(self, cells: Iterable[Cell], holds: str) -> None:
        numbers = self._numbers(cells)
        if holds == "number":
            self.draft.furniture(numbers, Why("It numbers the rows"))
        else:
            self.draft.note(numbers, Why("It stands in a column beside the findings and actions"))

    def _ask_about_colours(self) -> None:
        if not self.colours.must_ask or not self._coloured:
            return
        words = Why("Does the column “{head}” colour the findings, or say how far actions are?", head=self.colours.head)
        progress: dict[int, dict[str, object]] = {number: {"colour": ""} for number in self._coloured}
        answers = Answer(Why("The colour of the findings")), Answer(Why("How far the actions are"), progress)
        self.draft.ask(words, self._coloured, answers)
