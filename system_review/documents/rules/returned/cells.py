"""Which cells of our lists somebody changed, by the fingerprints of what was exported. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from system_review.documents.readers.passages import Reading
from system_review.documents.writers.cell_marks import cell_print, read_cells_mark

Table = tuple[str | None, int | None]  # the sheet, and the number of the table in it
Name = TypeVar("Name")  # by which a reader knows the columns of a list


@dataclass(slots=True)
class ExportedCells:
    """What was exported in one list, as fingerprints: of the heads, and of the cells by row."""

    heads: tuple[str, ...] = ()
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def columns_under(self, heads: Mapping[Name, str]) -> dict[Name, int]:
        """Which fingerprint of a row is that of which column, as far as the columns are ours by their heads."""
        prints = {name: cell_print(head) for name, head in heads.items()}
        return {name: self.heads.index(known) for name, known in prints.items() if known in self.heads}

    def prints_in(self, row: int, columns: Mapping[Name, int]) -> dict[Name, str]:
        """The fingerprints of what was exported in a row, by its columns; none where they are not known."""
        prints = self.rows.get(row, ())
        return {name: prints[at] for name, at in columns.items()} if len(prints) == len(self.heads) else {}


def changed_among(prints: Mapping[Name, str], said: Mapping[Name, str]) -> list[Name]:
    """Of the cells whose fingerprints are known those that say something else now; empty ones may be missing."""
    return [name for name, known in prints.items() if cell_print(said.get(name, "")) != known]


@dataclass(frozen=True, slots=True)
class OtherCells:
    """Changed cells of one column that is not compared: the list, the head, and the rows by their names there."""

    sheet: str
    head: str
    rows: tuple[str, ...]


def exported_cells(reading: Reading) -> Mapping[Table, ExportedCells]:
    """The fingerprints that each list of a file has in its hidden column."""
    found: dict[Table, ExportedCells] = defaultdict(ExportedCells)
    for passage in reading.passages:
        place = passage.place
        if not passage.look.hidden or place.row is None:
            continue
        for kind, prints in filter(None, map(read_cells_mark, passage.text.split())):
            table = found[place.sheet, place.table]
            if kind == "h":
                table.heads = prints
            else:
                table.rows[place.row] = prints
    return found


def gathered(changed: Iterable[tuple[str, str, str]]) -> tuple[OtherCells, ...]:
    """Changed cells (sheet, head, name of the row) by their columns."""
    rows: dict[tuple[str, str], list[str]] = {}
    for sheet, head, row in changed:
        rows.setdefault((sheet, head), []).append(row)
    return tuple(OtherCells(sheet, head, tuple(dict.fromkeys(names))) for (sheet, head), names in rows.items())
