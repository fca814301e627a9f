"""From a reading to an understanding: tables by their heads, what stands around them, and prose. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from system_review.documents.interpreter.about import day_of, title_of
from system_review.documents.interpreter.doubles import set_doubles_aside
from system_review.documents.interpreter.draft import Draft
from system_review.documents.interpreter.earlier_parts import doubt_earlier_parts
from system_review.documents.interpreter.garbled import is_garbled, pieces_of, understand_garbled
from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.once import each_once
from system_review.documents.interpreter.opening import said_throughout
from system_review.documents.interpreter.people import settle_leads
from system_review.documents.interpreter.serving import ask_for_findings
from system_review.documents.interpreter.tables.around import Around
from system_review.documents.interpreter.tables.colour_columns import heads_over_blue
from system_review.documents.interpreter.tables.grid import Grid
from system_review.documents.interpreter.tables.heads import layout_of
from system_review.documents.interpreter.tables.own import is_own
from system_review.documents.interpreter.tables.own_cells import OwnCells
from system_review.documents.interpreter.tables.reading import read_table
from system_review.documents.interpreter.tables.stacked import stacked
from system_review.documents.interpreter.tables.writing import Writing
from system_review.documents.interpreter.torn import holds_findings, understand_prose
from system_review.documents.interpreter.understanding import Understanding
from system_review.documents.interpreter.unplaced import Unplaced, ask_for_stages
from system_review.documents.interpreter.where import Where
from system_review.documents.readers.passages import Part, Reading, ReadPassage, Shade
from system_review.errors import Why
from system_review.frameworks.snapshots import FrameworkSnapshot


def understand(reading: Reading, framework: FrameworkSnapshot, *, base: date | None = None) -> Understanding:
    """What a file says, in the words of this framework. `base` is the day that words about time are counted from.

    Never raises: what is not understood is a note with a low confidence. Every character is in a suggestion.
    """
    headings = Headings(framework)
    draft, unplaced = _garbled(reading, headings, base) or _tables(reading, headings, base)
    ask_for_stages(draft, headings, unplaced)
    set_doubles_aside(draft)
    doubt_earlier_parts(draft)
    settle_leads(draft)
    ask_for_findings(draft, headings)
    suggestions, questions = each_once(draft.suggestions, draft.questions, reading.passages)
    return Understanding(
        tuple(suggestions), tuple(questions), tuple(dict.fromkeys((*reading.told, *draft.told))),
        title=title_of(reading, headings), on=day_of(reading),
    )  # fmt: skip


def _tables(reading: Reading, headings: Headings, base: date | None) -> tuple[Draft, Unplaced]:
    draft = Draft(reading.passages)
    writing = Writing(draft, headings, base)
    writing.over_blue = heads_over_blue(reading.passages)
    writing.own = OwnCells(writing) if is_own(reading.passages) else None
    said, around = said_throughout(reading, headings), Around(writing)
    where = Where(headings, said.domain, said.level, throughout=said.level)
    runs = list(_runs(reading.passages, headings))
    tables = any(table is not None for table, _ in runs)
    for table, numbers in runs:
        if table is None and (not tables or holds_findings(writing, numbers, where)):
            understand_prose(writing, numbers, where)
        elif table is None:
            around.read(numbers, where)
        else:
            _table(reading, numbers, writing, where)
    if writing.own:
        writing.own.close()
    elif any(each.spot and each.spot.domain == said.domain for each in draft.suggestions):
        draft.told.append(
            Why("Its opening names “{domain}”: what no heading places elsewhere is taken to be about that",
                domain=headings.domain_name(said.domain))
        )  # fmt: skip
    return draft, writing.unplaced


def _table(reading: Reading, numbers: list[int], writing: Writing, where: Where) -> None:
    """A table; a sheet of a workbook may hold several."""
    grid = Grid(reading.passages, numbers, reading.shades)
    if reading.passages[numbers[0]].place.sheet is None or (writing.own and _is_paper(grid, writing.headings)):
        read_table(grid, writing, where)
        return
    for is_table, part in stacked(grid, writing.headings):
        if is_table and len(part) == len(numbers):
            read_table(grid, writing, where)
        elif is_table and part:
            read_table(Grid(reading.passages, part, _between(reading, part)), writing, where)
        elif part:
            Around(writing).read(part, where)


def _is_paper(grid: Grid, headings: Headings) -> bool:
    """Whether it has findings and plans beside each other: our sheets of a domain do, and hold no second table."""
    layout = layout_of(grid, headings)
    return layout is not None and layout.is_paper and any(column.holds == "action" for column in layout.columns)


def _between(reading: Reading, numbers: list[int]) -> list[Shade]:
    """The shaded cells without text in the rows of these passages."""
    rows = [reading.passages[number].place.row or 0 for number in numbers]
    return [shade for shade in reading.shades if min(rows) <= (shade.place.row or 0) <= max(rows)]


def _garbled(reading: Reading, headings: Headings, base: date | None) -> tuple[Draft, Unplaced] | None:
    """A text torn out of the paper's table; None for any other."""
    if any(passage.place.table is not None for passage in reading.passages):
        return None
    told = [number for number, passage in enumerate(reading.passages) if _is_told(passage, headings)]
    if _has_stages_as_headings([reading.passages[number] for number in told], headings):
        return None
    pieces = pieces_of(reading.passages, told, headings)
    if not is_garbled(pieces):
        return None
    writing = Writing(Draft(reading.passages), headings, base)
    understand_garbled(writing, pieces)
    return writing.draft, writing.unplaced


def _has_stages_as_headings(passages: Sequence[ReadPassage], headings: Headings) -> bool:
    """Whether stages are written as headings, as on slides: an empty box under a colour's head tears nothing apart."""
    return sum(bool(passage.look.heading and headings.named(passage.text).stage) for passage in passages) > 1


def _is_told(passage: ReadPassage, headings: Headings) -> bool:
    """Whether a passage is part of what the file tells its readers, not hidden and not at the page's edge.

    The last line of a page may look like its foot; an overall rating is none.
    """
    if passage.look.hidden or passage.place.part in (Part.BODY, Part.TEXT_BOX):
        return not passage.look.hidden
    at_edge = passage.place.part in (Part.HEADER, Part.FOOTER) and passage.place.page is not None
    return at_edge and bool(headings.named(passage.text).rating)


def _runs(
    passages: Sequence[ReadPassage], headings: Headings
) -> Iterator[tuple[tuple[int, str | None] | None, list[int]]]:
    """Runs of passages of the same table, or of none; what is hidden or at the edge is left for the end."""

    def table_of(number: int) -> tuple[int, str | None] | None:
        place = passages[number].place
        return None if place.table is None or place.row is None else (place.table, place.sheet)

    told = [number for number, passage in enumerate(passages) if _is_told(passage, headings)]
    for table, numbers in groupby(told, key=table_of):
        yield table, list(numbers)
