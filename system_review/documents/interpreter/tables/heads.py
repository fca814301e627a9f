"""Finding the head rows of a table, and from them what kind of table it is. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from system_review.documents.interpreter.colours import BLUE, colour_of_shade
from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.matching import plain, words_of
from system_review.documents.interpreter.tables.columns import Column, column_of, is_tick
from system_review.documents.interpreter.tables.contents import LOW_RANK, by_content, places_by_content
from system_review.documents.interpreter.tables.earlier import without_earlier
from system_review.documents.interpreter.tables.grid import Cell, Grid
from system_review.reviews.rules.words import Colour

_FURTHEST = 12  # rows before the head of a table: a title, a key, a partnership's name
_LABELLED = 2  # columns of a table of labels and what they say
_SENTENCES = re.compile(r"[a-z]\. [A-Z]")  # the end of one and the begin of the next: no head is two
_LONGEST, _WRITTEN_OUT = 14, 6  # words of a head, and of a cell that is none
_AGENCY = frozenset({"agency", "agencies", "organisation", "organisations", "organization", "partner", "service"})
_ORDER = (Colour.RED.value, Colour.AMBER.value, Colour.GREEN.value)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's head rows, from `first` up to but not including `after`, and what its columns hold.

    `is_paper` is true for columns of colours, as on the paper; false for a list with a column for each thing.
    """

    first: int
    after: int
    columns: tuple[Column, ...]
    is_paper: bool


def layout_of(grid: Grid, headings: Headings) -> Layout | None:
    """The layout of a table by its head rows; None if it has none that say enough."""
    if _has_ticks(grid, headings):
        return _listing(grid, headings)
    return _coloured_listing(grid, headings) or _paper(grid, headings) or _listing(grid, headings)


def _has_ticks(grid: Grid, headings: Headings) -> bool:
    """Whether columns headed by colours hold nothing but ticks, beside a column of findings."""
    for row in range(min(_FURTHEST, grid.height)):
        at = [n for n in range(grid.width) if (cell := grid.at(row, n)) and headings.colours.exact(cell.text)]
        if len(at) < 2:
            continue
        cells = [cell for n in at for cell in grid.under(row + 1, n) if cell.text and not cell.repeats]
        if cells and all(is_tick(cell.text) for cell in cells):
            return any(column_of(cell.text).holds == "finding" for cell in grid.row(row))
    return False


def _coloured_listing(grid: Grid, headings: Headings) -> Layout | None:
    """A list with a column of findings for each colour, or of one, and a column of actions for all of them."""
    for row in range(min(_FURTHEST, grid.height)):
        columns = [_coloured_or_listed(grid.at(row, at), headings) for at in range(grid.width)]
        colours = [column.colour for column in columns if column.colour]
        actions = [column for column in columns if column.holds == "action"]
        others = {column.holds for column in columns} & {"lead", "due", "agency"}
        if any(column.holds == "finding" and not column.colour for column in columns):
            continue  # columns to tick beside those of the findings
        if len(set(colours)) == len(colours) >= 1 and len(actions) == 1 and others:
            return Layout(row, row + 1, tuple(columns), is_paper=False)
    return None


def _coloured_or_listed(cell: Cell | None, headings: Headings) -> Column:
    """A column of findings of one colour by its head ("Worried about (Red)"), else what a list's column holds."""
    if cell is None or cell.columns > 1 or len(words_of(cell.text)) > _LONGEST:
        return listed(cell, headings)
    named = headings.named(cell.text)
    is_finding = named.colour and not named.plan and not named.is_plan and len(headings.colours.all_in(cell.text)) < 2
    return Column("finding", str(named.colour)) if is_finding else listed(cell, headings)


def _paper(grid: Grid, headings: Headings) -> Layout | None:
    for first in range(min(_FURTHEST, grid.height)):
        if first and _heads_a_list(grid, first - 1):
            return None  # "Green" and "Plans name places" below it are a finding's colour and words
        if _is_key_above(grid, first, headings):
            continue
        after = first
        while after < grid.height and after - first < 4 and _is_paper_head(grid, after, headings):
            after += 1
        if after == first:
            continue
        columns = _paper_columns(grid, range(first, after), headings)
        columns = tuple(places_by_content(grid, after, columns, headings))
        found = {column.colour for column in columns if column.holds == "finding" and column.colour}
        plans = {column.colour for column in columns if column.holds == "action" and column.colour}
        alone = found and found == plans and after - first == 1 and not _heads_a_list(grid, first)
        if len(found) >= 2 or alone:
            return Layout(first, after, columns, is_paper=True)
    return None


def _is_key_above(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether a row says no more than what each colour looks like, and a list's heads follow: "Colour: red amber"."""
    said = [headings.named(cell.text) for cell in grid.row(row) if cell.text]
    only_colours = all(each.rest or (each.colour and not each.is_found) for each in said) and not any(
        each.plan or each.is_plan for each in said
    )
    return only_colours and any(_heads_a_list(grid, at) for at in range(row + 1, min(row + _FURTHEST, grid.height)))


def _heads_a_list(grid: Grid, row: int) -> bool:
    """Whether a row heads a list: with a column for findings, and three for other things, one of them for actions."""
    holds = {column_of(cell.text).holds for cell in grid.row(row)} - {""}
    return len(holds) > 3 and "finding" in holds and bool(holds & {"action", "lead", "due"})


def with_heads_of(layout: Layout, grid: Grid, row: int, headings: Headings) -> Layout:
    """The paper's layout as a further row of heads changes it: "Actions to get to amber" stands below "Red" then."""
    own = _paper_columns(grid, range(row, row + 1), headings)
    columns = (mine if mine.colour else known for mine, known in zip(own, layout.columns, strict=True))
    return replace(layout, columns=tuple(columns))


def _is_paper_head(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether most cells of a row are heads of the paper's columns, and none of them says anything else."""
    cells = [cell for cell in grid.row(row) if cell.text]
    if not cells:
        return len({colour_of_shade(cell.fill)[0] for cell in grid.row(row)} & set(_ORDER)) >= 2
    if any(len(words_of(cell.text)) > _LONGEST for cell in cells):
        return False
    named = [_named(cell, grid, row, headings) for cell in cells]
    heads = [each for each in named if _is_head(each)]
    strange = sum(bool(each.rest) and not _is_head(each) for each in named)
    return (
        len(heads) >= 2 and strange <= len(heads) // 2 and not any(each.says_overall and each.rating for each in named)
    )


def _named(cell: Cell, grid: Grid, row: int, headings: Headings) -> Named:
    """What a head names. A letter alone is a colour where others of its row are letters of other colours."""
    letters = {colour for each in grid.row(row) if len(each.text.strip()) == 1 and (colour := _letter(each, headings))}
    if len(letters) > 1 and (colour := headings.colours.exact(plain(cell.text).removeprefix("to "))):
        is_letter = len(cell.text.strip()) == 1
        return Named(colour=colour) if is_letter else headings.named(f"to {colour}")
    return headings.named(cell.text)


def _letter(cell: Cell, headings: Headings) -> str:
    return headings.colours.exact(cell.text)


def _is_head(named: Named) -> bool:
    if named.colour or named.plan:
        return len(named.rest) <= 6
    return (named.is_plan or named.is_found) and len(named.rest) <= 2


def _paper_columns(grid: Grid, rows: range, headings: Headings) -> tuple[Column, ...]:
    columns = [_paper_column(grid, rows, column, headings) for column in range(grid.width)]
    for at, column in enumerate(columns):
        if column.holds == "action" and not column.colour:
            columns[at] = replace(column, colour=_beside(columns, at, "finding"))
    for at, column in enumerate(columns):
        if column.holds == "finding" and not column.colour:
            columns[at] = replace(column, colour=_left_over(columns, at))
    for at, column in enumerate(columns):
        if column.holds == "action" and not column.colour:
            columns[at] = replace(column, colour=_beside(columns, at, "finding"))
    return tuple(_with_plans_where_others_have(columns, grid, rows))


def _with_plans_where_others_have(columns: list[Column], grid: Grid, rows: range) -> list[Column]:
    """A column whose head says nothing is the plan of a colour, if it stands where other colours have theirs."""
    found = {column.colour: at for at, column in enumerate(columns) if column.holds == "finding" and column.colour}
    plans = {column.colour: at for at, column in enumerate(columns) if column.holds == "action" and column.colour}
    away = {plans[colour] - at for colour, at in found.items() if colour in plans}
    for colour, at in found.items():
        beside = at + next(iter(away)) if len(away) == 1 and colour not in plans else -1
        if 0 <= beside < len(columns) and not columns[beside].holds and any(_said(grid, row, beside) for row in rows):
            columns[beside] = Column("action", colour)
    return columns


def _said(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return cell.text if cell is not None else ""


def _paper_column(grid: Grid, rows: range, column: int, headings: Headings) -> Column:
    placed = {cell: row for row in reversed(rows) if (cell := grid.at(row, column))}
    cells = list(dict.fromkeys(cell for row in rows if (cell := grid.at(row, column))))
    named = [_named(cell, grid, placed[cell], headings) for cell in cells]
    plan = next((each.plan for each in named if each.plan), "")
    colour = next((each.colour for each in named if each.colour), "") or _shade_of(cells)
    if plan or any(each.is_plan for each in named):
        return Column("action", plan or colour)
    if any(each.says_overall for each in named):
        return Column("overall")
    if colour or any(each.is_found and len(each.rest) <= 3 for each in named):
        return Column("finding", colour)
    listed = next((found for cell in cells if (found := column_of(cell.text)).holds), Column())
    return listed if listed.holds not in ("finding", "colour", "rag", "action") else Column(listed.holds)


def _shade_of(cells: list[Cell]) -> str:
    shade = next((found for cell in cells if (found := colour_of_shade(cell.fill)[0])), "")
    return "" if shade == BLUE else shade


def _beside(columns: list[Column], at: int, holds: str) -> str:
    """The colour of the nearest column that holds this and has one: on the left first, as on the paper."""
    taken = {column.colour for place, column in enumerate(columns) if column.holds == "action" and place != at}
    for place in (at - 1, at + 1):
        if 0 <= place < len(columns) and columns[place].holds == holds:
            colour = columns[place].colour
            if colour and colour not in taken:
                return colour
    return ""


def _left_over(columns: list[Column], at: int) -> str:
    """The colour of a column of findings whose head lost it: its plan's, or the one that is missing."""
    taken = {column.colour for column in columns if column.holds == "finding" and column.colour}
    for place in (at + 1, at - 1):
        if 0 <= place < len(columns) and columns[place].holds == "action":
            colour = columns[place].colour
            if colour and colour not in taken:
                return colour
    missing = [colour for colour in _ORDER if colour not in taken]
    return missing[0] if len(missing) == 1 else ""


def _listing(grid: Grid, headings: Headings) -> Layout | None:
    best: tuple[int, Layout] | None = None
    for row in range(min(_FURTHEST, grid.height)):
        cells = [cell for cell in grid.covering(row) if cell.text]
        if len(cells) < 2 or sum(len(words_of(cell.text)) > _LONGEST for cell in cells) > len(cells) // 3:
            continue
        columns = [_listed_or_above(grid, row, column, headings) for column in range(grid.width)]
        columns = by_content(grid, row + 1, columns, headings)
        columns = _with_due(columns, [_said(grid, row, at) for at in range(grid.width)])
        columns = without_earlier(columns, [_said(grid, row, at) for at in range(grid.width)])
        holds = Counter(column.holds for column in columns if column.holds)
        if _are_labels(grid, row):
            continue
        if not (holds["finding"] or holds["action"]) or sum(holds.values()) < 2 or _is_key(columns):
            continue
        score = len(holds) * 2 + (1 if any(cell.bold or cell.fill for cell in cells) else 0) - row // 4
        if best is None or score > best[0]:
            best = (score, Layout(row, row + 1, tuple(each_once(columns)), is_paper=False))
    return _with_lower_heads(grid, best[1], headings) if best else None


def _are_labels(grid: Grid, row: int) -> bool:
    """Whether the first cell of a row is a label that comes again further down, and no head: "Action", and so on."""
    first = grid.at(row, 0)
    below = [plain(cell.text) for cell in grid.under(row + 1, 0) if not cell.repeats]
    return grid.width == _LABELLED and first is not None and plain(first.text) in below


def _with_due(columns: list[Column], heads: list[str]) -> list[Column]:
    """A bare "Date" behind the actions is the day they are due, where no other column is."""
    holds = [column.holds for column in columns]
    if "action" not in holds or "due" in holds:
        return columns
    after = holds.index("action")
    at = next((at for at, head in enumerate(heads) if at > after and plain(head) in ("date", "dates")), None)
    return columns if at is None else [*columns[:at], Column("due"), *columns[at + 1 :]]


def _listed_or_above(grid: Grid, row: int, column: int, headings: Headings) -> Column:
    """What a column holds by its head, else by a head that stands above several columns ("Action plan")."""
    cell, above = grid.at(row, column), grid.at(row - 1, column)
    found = listed(cell, headings)
    if found.holds or above is None or above.columns == grid.width:
        return found
    if above.columns > 1:
        return listed(above, headings)
    over = cell is None or not cell.text
    return listed(above, headings) if over and _spans_findings(grid, row - 1) else found


def _spans_findings(grid: Grid, row: int) -> bool:
    """Whether one head says that findings stand across several columns, over those of their actions."""
    return any(cell.columns > 1 and column_of(cell.text).holds == "finding" for cell in grid.row(row))


def findings_across(grid: Grid, layout: Layout) -> int | None:
    """The column at which findings begin that stand right across those of their actions; None if none do.

    "RAG" and "Finding" head the first row then, "Action", "Lead" and "By when" the second.
    """
    if layout.first == 0 or layout.is_paper or any(column.holds == "finding" for column in layout.columns):
        return None
    heads = [cell for cell in grid.row(layout.first - 1) if cell.columns > 1]
    found = [cell.column for cell in heads if column_of(cell.text).holds == "finding"]
    return found[0] if len(found) == 1 and layout.columns[found[0]].holds == "action" else None


def _with_lower_heads(grid: Grid, layout: Layout, headings: Headings) -> Layout:
    """With a second row of heads under the first: "Action plan" over "What", "Who" and "When"."""
    row = layout.after
    cells = grid.row(row) if row < grid.height else []
    if len(cells) < 2 or any(len(words_of(cell.text)) > _WRITTEN_OUT for cell in cells):
        return layout
    lower = [listed(grid.at(row, column), headings) for column in range(grid.width)]
    told = sum(bool(lower[cell.column].holds) for cell in cells)
    if told < 2 or told < len(cells) - 1 or any(headings.colours.exact(cell.text) for cell in cells):
        return layout
    both = [low if low.holds else high for low, high in zip(lower, layout.columns, strict=True)]
    return replace(layout, after=row + 1, columns=tuple(each_once(both)))


def _is_key(columns: list[Column]) -> bool:
    """Whether a table only explains colours: it names some, and nothing says that findings or actions stand in it."""
    holds = {column.holds for column in columns if column.holds}
    guessed = any(column.holds == "finding" and column.rank >= LOW_RANK for column in columns)
    return guessed and holds <= {"finding", "colour", "rag", "note", "number", "status"}


def listed(cell: Cell | None, headings: Headings) -> Column:
    """What a column with this head holds, by the names that lists use and by the framework's own."""
    if cell is None or not cell.text or len(words_of(cell.text)) > _LONGEST or _SENTENCES.search(cell.text):
        return Column()
    found = column_of(cell.text)
    if found.holds:
        return replace(found, names_agency=bool(_AGENCY & {*words_of(cell.text)}))
    named = headings.named(cell.text)
    if named.says_overall and not named.rating:
        return Column("overall")
    if named.plan and not named.rest:
        return Column("action")
    own = headings.part_named(cell.text)
    return Column(own) if own else Column()


def each_once(columns: list[Column]) -> list[Column]:
    """One column for findings and one for actions where several heads could be either: the surest; others are notes.

    A list with no column for findings may call them evidence, comments or a recommendation.
    """
    chosen = list(columns)
    leads = [at for at, column in enumerate(columns) if column.holds == "lead"]
    for at in leads:
        if len(leads) > 1 and columns[at].names_agency:
            chosen[at] = Column("agency")
    for holds in ("finding", "colour", "rag", "domain", "level", "stage", "place"):
        rivals = [(column.rank, at) for at, column in enumerate(columns) if column.holds == holds]
        for _, at in sorted(rivals)[1:]:
            chosen[at] = Column("strength" if columns[at].is_strength else "note")
    return chosen
