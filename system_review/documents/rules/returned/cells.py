"""Which cells of our lists somebody changed, by the fingerprints of what was exported. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from system_review.documents.readers.passages import Reading
from system_review.documents.writers.cell_marks import cell_print, read_cells_mark

Table = tuple[str | None, int | None]  # the sheet, and the number of the table in it


@dataclass(slots=True)
class ExportedCells:
    """What was exported in one list, as fingerprints: of the heads, and of the cells by row."""

    heads: tuple[str, ...] = ()
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def print_of(self, row: int, head: str) -> str:
        """The fingerprint of what was exported in a row under a head; "" where that is not known."""
        at, prints = cell_print(head), self.rows.get(row, ())
        return prints[self.heads.index(at)] if at in self.heads and len(prints) == len(self.heads) else ""


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
