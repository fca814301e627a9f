"""Tables that go on over pages: one number, one count of rows, repeated heads marked, broken rows put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf.items import PADDING, Item, reaches
from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.page import FilledCell, Table
from system_review.documents.readers.pdf.paragraphs import closes_bracket, ends_sentence

SAME_EDGE = 2.5  # points
MOST_HEAD_ROWS = 4
LONG = 40  # letters of a text that may break off
SPARE = 4.5  # of a sign's size: so much is free at a page's end at most where a paragraph is kept together


@dataclass(slots=True)
class Numbered:
    """What a table of one page is called in the whole file: its number, and those of its rows and columns, from 1.

    `columns` gives for each of its own lines, from the left, the whole table's. `repeated` are its own rows, from 0,
    that only repeat the head. `longer` says for how many rows more a merged cell goes on in the next part, by its
    column of the whole table.
    """

    table: int
    rows: list[int]
    columns: list[int]
    repeated: set[int] = field(default_factory=set)
    longer: dict[int, int] = field(default_factory=dict)


def numbered(pages: list[list[Item]]) -> dict[int, Numbered]:
    """For each table, by its `id`, how it is numbered; `pages` are the items of all pages in order."""
    chains = _chains(pages)
    found: dict[int, Numbered] = {}
    for number, chain in enumerate(chains, 1):
        found |= _Numbering(number, chain).parts()
    return found


def _chains(pages: list[list[Item]]) -> list[list[Table]]:
    """Tables in order, those together that are parts of one."""
    chains: list[list[Table]] = []
    open_one: list[Table] | None = None
    stood_above: list[Item] = []
    for items in pages:
        body = [item for item in items if isinstance(item, Table) or item.part is Part.BODY]
        for place, item in enumerate(body):
            if not isinstance(item, Table):
                continue
            above = body[:place]
            if open_one and (not place or _repeats(above, stood_above)) and _same_columns(open_one[0], item):
                open_one.append(item)
            else:
                chains.append([item])
                stood_above = above
        open_one = next((chain for chain in chains if body and chain[-1] is body[-1]), None)
    return chains


def _repeats(above: list[Item], before: list[Item]) -> bool:
    """Whether what stands above a table is what stood last above the one before: a head whose name is over it."""
    said = [_text_of(item) for item in above]
    return None not in said and said == [_text_of(item) for item in before[-len(above) :]]


def _text_of(item: Item) -> str | None:
    return None if isinstance(item, Table) else " ".join(line.text for line in item.lines)


def _same_columns(one: Table, other: Table) -> bool:
    """Whether the outer edges agree, and all edges of the one that has fewer are edges of the other.

    Where nothing is drawn, the last edge is only how far words happen to reach.
    """
    few, many = sorted((one.grid.xs, other.grid.xs), key=len)
    drawn = one.grid.drawn and other.grid.drawn
    if not drawn:
        few, many = few[:-1], many[:-1]
    edge = SAME_EDGE if drawn else 2 * SAME_EDGE
    return (
        len(few) > 1
        and abs(few[0] - many[0]) <= edge
        and (not drawn or abs(few[-1] - many[-1]) <= edge)
        and all(any(abs(x - y) <= edge for y in many) for x in few)
    )


class _Numbering:
    """Numbers the rows of a table part by part. `said` is what stands in each row so far, by edge."""

    def __init__(self, number: int, chain: list[Table]) -> None:
        self.number, self.chain = number, chain
        self.xs = max((table.grid.xs for table in chain), key=len)
        self.merged = {
            self._edge(table, filled)
            for table in chain
            for filled in table.cells
            if filled.cell.rows > 1 and filled.lines
        }
        self.said: dict[int, dict[int, str]] = {}
        self.heads = 0

    def parts(self) -> dict[int, Numbered]:
        """What each part's rows and columns are called, by the part's `id`."""
        first, *others = self.chain
        made = {id(first): self._part(first, list(range(1, len(first.grid.ys))), set())}
        self.heads = max((_repeated(first, table) for table in others), default=0)
        self._hear(first, made[id(first)])
        before = first
        for table in others:
            repeated = set(range(_repeated(first, table)))
            rows = self._rows(before, table, len(repeated), made[id(before)].rows[-1])
            made[id(table)] = self._part(table, rows, repeated)
            made[id(before)].longer = self._longer(before, table, len(repeated), rows, made[id(before)].rows[-1])
            self._hear(table, made[id(table)])
            before = table
        return made

    def _rows(self, above: Table, table: Table, repeated: int, last: int) -> list[int]:
        rows: list[int] = []
        highest = max(self.said, default=last)
        for row in range(len(table.grid.ys) - 1):
            if row == repeated and self._all_were_cut(above, table, row) and self._goes_on(above, table, row, last):
                rows.append(last)
            else:
                highest += 1
                rows.append(highest)
        return rows

    def _hear(self, table: Table, numbers: Numbered) -> None:
        for row, number in enumerate(numbers.rows):
            said = self.said.setdefault(number, {})
            for edge, text in self._by_edge(table, row).items():
                said[edge] = f"{said.get(edge, '')} {text}".strip()

    def _all_were_cut(self, above: Table, table: Table, row: int) -> bool:
        """Whether each cell that says something here reached down to the end of the last row of the part before.

        What ended well above it had room to go on there: a row in which such a cell speaks again is another one.
        """
        end = above.grid.ys[-1]
        reached = {
            self._edge(above, filled): min(line.box.bottom - SPARE * line.size for line in lines)
            for filled in above.cells
            if filled.cell.row + filled.cell.rows == len(above.grid.ys) - 1 and (lines := _upright(filled))
        }
        here = [filled for filled in table.cells if filled.cell.row == row and _upright(filled)]
        return all(reached.get(self._edge(table, filled), inf) <= end for filled in here)

    def _goes_on(self, above: Table, table: Table, row: int, last: int) -> bool:
        """Whether a row at the top of a part is the rest of the last row of the part before."""
        before, here = self.said[last], self._by_edge(table, row)
        filled = {edge for edge, text in here.items() if text}
        if not filled or not filled <= {edge for edge, text in before.items() if text}:
            return False
        full = self._full(above, table, row)
        torn = (edge for edge in filled if edge in full and _is_torn(before[edge], here[edge]))
        if any(torn) or self._misses_a_partner(filled):
            return True
        # where lines part the rows, a row of its own begins with a line, whatever it says
        return not above.grid.drawn and filled <= self._broken_off(full, before)

    def _broken_off(self, full: set[int], before: dict[int, str]) -> set[int]:
        """Of the cells without room for what stands here: those with a long text that ends no sentence."""
        return {edge for edge in full if len(before[edge]) > LONG and not ends_sentence(before[edge])}

    def _full(self, above: Table, table: Table, row: int) -> set[int]:
        """The edges of cells whose last line had no room for the first word that stands here."""
        ends = {
            self._edge(above, filled): (lines[-1], box)
            for filled, box in zip(above.cells, reaches(above), strict=True)
            if filled.cell.row + filled.cell.rows == len(above.grid.ys) - 1 and (lines := _upright(filled))
        }
        found: set[int] = set()
        for filled in table.cells:
            edge, lines = self._edge(table, filled), _upright(filled)
            if filled.cell.row == row and lines and edge in ends:
                last, box = ends[edge]
                padding = min(max(last.start - box.left, 0), PADDING)
                if last.end + 0.2 * last.size + lines[0].first_word > box.right - padding:
                    found.add(edge)
        return found

    def _misses_a_partner(self, filled: set[int]) -> bool:
        """Whether it lacks what in every other row stands beside what it has, and has little besides."""
        rows = [said for number, said in self.said.items() if number > self.heads]
        present = [{edge for edge, text in said.items() if text} - self.merged for said in rows]
        if 2 * len(filled - self.merged) > max(map(len, present), default=0):
            return False
        for edge in filled - self.merged:
            having = [row for row in present if edge in row]
            if len(having) > 1 and set.intersection(*having) - filled:
                return True
        return False

    def _by_edge(self, table: Table, row: int) -> dict[int, str]:
        """The texts of the cells that begin in a row, by the number of the edge that they begin at."""
        return {
            self._edge(table, filled): " ".join(line.text for lines in filled.lines for line in lines)
            for filled in table.cells
            if filled.cell.row == row
        }

    def _longer(self, before: Table, table: Table, row: int, rows: list[int], last: int) -> dict[int, int]:
        """For each column whose cells are merged over rows: how many rows its last one goes on, where it is empty."""
        here = {self._edge(table, filled): filled for filled in table.cells if filled.cell.row == row}
        found: dict[int, int] = {}
        for filled in before.cells:
            edge, cell = self._edge(before, filled), filled.cell
            below = here.get(edge)
            is_last = cell.row + cell.rows == len(before.grid.ys) - 1
            if is_last and edge in self.merged and filled.lines and below and not below.lines:
                found[edge + 1] = rows[below.cell.row + below.cell.rows - 1] - last
        return found

    def _edge(self, table: Table, filled: FilledCell) -> int:
        x = table.grid.xs[filled.cell.column]
        return min(range(len(self.xs)), key=lambda n: abs(self.xs[n] - x))

    def _part(self, table: Table, rows: list[int], repeated: set[int]) -> Numbered:
        columns = [1 + min(range(len(self.xs)), key=lambda n: abs(self.xs[n] - x)) for x in table.grid.xs]
        return Numbered(self.number, rows, columns, repeated)


def _upright(filled: FilledCell) -> list[Line]:
    return [line for lines in filled.lines for line in lines if line.style.turns == 0]


def _row_texts(table: Table, row: int) -> dict[int, str]:
    """The text of each cell that begins in a row, by its first column."""
    return {
        filled.cell.column: " ".join(line.text for lines in filled.lines for line in lines)
        for filled in table.cells
        if filled.cell.row == row
    }


def _repeated(first: Table, table: Table) -> int:
    """How many rows at the top of a part repeat those at the top of the first one."""
    count = 0
    while count < min(MOST_HEAD_ROWS, len(first.grid.ys) - 1, len(table.grid.ys) - 1):
        texts = _row_texts(first, count)
        if not any(texts.values()) or texts != _row_texts(table, count):
            break
        count += 1
    return count if count < len(table.grid.ys) - 1 else 0


def _is_torn(before: str, after: str) -> bool:
    """Whether a text breaks off in the middle of a sentence or a bracket and the other one begins there."""
    if closes_bracket(before, after):
        return True
    if after[:1].islower():
        return before[-1:] not in ".!?"
    return not ends_sentence(before) and not after[:1].isalpha() and len(before) > LONG
