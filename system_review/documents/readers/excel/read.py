"""Reads a workbook (.xlsx, .xlsm, .xltx): bytes in, passages with their place and look out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from system_review.documents.readers.excel.passing import SheetPassages, SheetPasser
from system_review.documents.readers.excel.sheet import MOST_CELLS, SheetCells, SheetReader
from system_review.documents.readers.excel.sweep import swept_attached, swept_sheet
from system_review.documents.readers.excel.workbook import SheetPart, workbook_of
from system_review.documents.readers.finishing import finished
from system_review.documents.readers.outside import left_out
from system_review.documents.readers.packages import Package
from system_review.documents.readers.passages import Reading, ReadPassage, Shade, characters_in
from system_review.documents.readers.properties import properties_of
from system_review.errors import Refused, Why

_NO_WORDS = Why("There are no words in the cells of this workbook. Choose another file, or paste its text.")


def read(data: bytes) -> Reading:
    """A workbook as passages. Raises `Refused` with one sentence for what cannot be read safely or at all."""
    package = Package(data)
    workbook = workbook_of(package)
    reader = SheetReader(workbook.book)
    passages: list[ReadPassage] = []
    shades: list[Shade] = []
    told: list[Why] = []
    swept = has_words = 0
    for number, sheet in enumerate(workbook.sheets, start=1):
        content = package.read(sheet.part)
        cells = reader.read(content, sheet.part)
        made = SheetPasser(sheet, cells, number).passages()
        passages += made.passages
        shades += made.shades
        told += _told(sheet, cells, made)
        has_words += len(made.passages) - 1
        swept += swept_sheet(content, workbook.book) + swept_attached(sheet) + characters_in([sheet.name])
    if not has_words:
        raise Refused(_NO_WORDS)
    passages += SheetPasser(workbook.loose, SheetCells(), 0).passages().passages
    core = next((name for name in package.names if name.lower().endswith("docprops/core.xml")), None)
    own = properties_of(package.tree(core) if core else None)
    return finished(
        [*passages, *own.passages],
        swept + swept_attached(workbook.loose) + own.swept,
        told=[*told, *left_out(package)],
        title=own.title,
        shades=shades,
        most=2 * MOST_CELLS,
    )


def _told(sheet: SheetPart, cells: SheetCells, made: SheetPassages) -> Iterator[Why]:
    name = sheet.name
    if sheet.state == "lost":
        yield Why("The workbook holds a sheet that it does not list ({sheet}). It is marked as hidden.", sheet=name)
    elif sheet.state != "visible":
        yield Why("The sheet “{sheet}” is hidden. What stands in it is marked as hidden.", sheet=name)
    if made.hidden_rows:
        yield Why("Hidden rows with text in the sheet “{sheet}”: {rows}", sheet=name, rows=_ranges(made.hidden_rows))
    if made.hidden_columns:
        letters = ", ".join(_letters(column) for column in sorted(made.hidden_columns))
        yield Why("Hidden columns with text in the sheet “{sheet}”: {columns}", sheet=name, columns=letters)
    if made.masked:
        said = "Cells in the sheet “{sheet}” whose text nobody sees there: {count}. They are marked as hidden."
        yield Why(said, sheet=name, count=made.masked)
    if cells.formulas:
        said = "Cells in the sheet “{sheet}” hold a formula without its result, so the formula is given: {count}"
        yield Why(said, sheet=name, count=cells.formulas)
    if made.rules_not_understood:
        said = "Colours that rules give to cells in the sheet “{sheet}” could not be worked out for {count} rules"
        yield Why(said, sheet=name, count=made.rules_not_understood)


def _ranges(numbers: Iterable[int]) -> str:
    """ "3, 5–9, 12"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:30]]
    return ", ".join([*shown, "…"] if len(ranges) > 30 else shown)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
