"""The lists of a file that came back: our action plan in Word, our lists of findings and actions in Excel. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from system_review.documents.interpreter.headings import Headings
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.tables.own import status_in
from system_review.documents.interpreter.tables.writing import status_of
from system_review.documents.interpreter.where import Where
from system_review.documents.readers.passages import Reading
from system_review.documents.rules.returned.cells import ExportedCells, Table, changed_among, exported_cells
from system_review.documents.rules.returned.present import DUE_IN_LIST
from system_review.documents.rules.returned.things import Said, Thing, What
from system_review.documents.rules.returned.times import columns_say, line_means
from system_review.documents.rules.returned.words import due_of_line, line_of_leads
from system_review.documents.writers.labels import Columns, Phrases
from system_review.documents.writers.marks import FINDING, Mark, place_words, print_of, read_mark
from system_review.documents.writers.wording import english
from system_review.reviews.rules.words import Priority

_HEADS = {plain(getattr(Columns(), key)): key for key in vars(Columns())}
# the heads by which a list is known, though people took columns out of it that they had no use for
_OF_ACTIONS, _ENOUGH = {"status", "lead", "notes", "when", "due_words", "due_on", "waits_for", "difference"}, 2
_OF_FINDINGS = {"colour", "text"}
_LEAD_IN_PARTS = {"lead", "lead_role", "lead_agency", "with_"}  # a list that has the whole text has these, too
_Cells = dict[int, dict[int, list[int]]]  # the passages of each column, by row
BRIEF = "brief"  # an action in a few words, where its text stands elsewhere
_AWAITED = Phrases().no_lead_yet
_PRIORITIES = english(date.min).priorities
_LONGEST_NAME = 40  # characters of what a row is called


@dataclass
class Row:
    """A row of a list: what stands in it by the key of its column, and its mark."""

    said: dict[str, str]  # nothing for an empty cell
    heads: frozenset[str]  # the columns that the list has
    mark: Mark | None
    place: str
    passages: dict[str, list[int]] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)  # of what was exported in its cells
    changed: dict[str, str] = field(default_factory=dict)  # the heads of those that say something else now

    def cell(self, key: str, value: str) -> Said:
        """What a cell says, and whether it was edited."""
        known = self.prints.get(key, "")
        return Said(value, key in self.changed if known else None, known)


def lists_of(reading: Reading, headings: Headings) -> Iterator[tuple[What, list[Row]]]:
    """Each list of ours in the file, with its rows in order."""
    exported = exported_cells(reading)
    for table, what, cells, keys in _lists(reading, headings):
        first, *numbers = sorted(cells)
        rows = {number: _row(reading, cells[number], number, keys) for number in numbers}
        if table in exported:
            _compare_cells(rows, exported[table], {key: _text(reading, cells[first][at]) for at, key in keys.items()})
        yield what, list(rows.values())


def _compare_cells(rows: Mapping[int, Row], exported: ExportedCells, heads: Mapping[str, str]) -> None:
    """Note what was exported in each row, and which of its cells say something else."""
    columns = exported.columns_under(heads)
    for number, row in rows.items():
        row.prints = exported.prints_in(number, columns)
        row.changed = {key: heads[key] for key in changed_among(row.prints, row.said)}


def changed_in_other_lists(reading: Reading, headings: Headings) -> Iterator[tuple[str, str, str]]:
    """Changed cells of lists that are not compared (values, evidence): the sheet, the head, the name of the row."""
    compared = {table for table, *_ in _lists(reading, headings)}
    tables = _tables(reading)
    for table, exported in exported_cells(reading).items():
        if table in compared or table not in tables:
            continue
        said = {row: {at: _text(reading, numbers) for at, numbers in cells.items()}
                for row, cells in tables[table].items()}  # fmt: skip
        heads = said[min(said)]
        columns = exported.columns_under(heads)
        for row in exported.rows:
            there = said.get(row, {})
            for column in changed_among(exported.prints_in(row, columns), there):
                yield table[0] or "", " ".join(heads[column].split()), name_of_row(there.get(min(heads), ""), row)


def name_of_row(first: str, number: int | str) -> str:
    """A row by what stands in its first column, else by its number."""
    return " ".join(first.split())[:_LONGEST_NAME] or str(number)


def foreign_columns(reading: Reading, headings: Headings) -> tuple[str, ...]:
    """The heads of columns in our lists that are not ours, or no longer: somebody added or renamed them."""
    found: dict[str, None] = {}
    for _, _, cells, keys in _lists(reading, headings):
        first = min(cells)
        filled = {column for row, there in cells.items() if row != first for column in there}
        for column, numbers in cells[first].items():
            shows = not any(reading.passages[number].look.hidden for number in numbers)
            if column in filled and column not in keys and shows:
                found[" ".join(_text(reading, numbers).split())] = None
    return tuple(filter(None, found))


def _lists(reading: Reading, headings: Headings) -> Iterator[tuple[Table, What, _Cells, dict[int, str]]]:
    """Each list of ours: where it is, what it lists, its cells, and the keys of its columns."""
    for table, cells in _tables(reading).items():
        named = {column: _key(_text(reading, numbers), headings) for column, numbers in cells[min(cells)].items()}
        keys = {column: key for column, key in named.items() if key}
        if what := _list_of(set(keys.values())):
            yield table, what, cells, keys


def _list_of(heads: Set[str]) -> What | None:
    """What a table with these heads lists; None if it is none of our lists."""
    if heads >= _OF_FINDINGS:
        return What.FINDING
    if heads & {"text", BRIEF} and ("status" in heads or len(heads & _OF_ACTIONS) >= _ENOUGH):
        return What.ACTION
    return None


def _key(text: str, headings: Headings) -> str:
    return _HEADS.get(plain(text)) or headings.part_named(text)


def _tables(reading: Reading) -> dict[Table, _Cells]:
    tables: dict[Table, _Cells] = defaultdict(dict)
    for number, passage in enumerate(reading.passages):
        place = passage.place
        if place.row is not None and place.column is not None and place.part == "body":
            row = tables[place.sheet, place.table].setdefault(place.row, {})
            row.setdefault(place.column, []).append(number)
    return tables


def _text(reading: Reading, numbers: list[int]) -> str:
    return "\n".join(reading.passages[number].text for number in numbers)


def _row(reading: Reading, cells: Mapping[int, list[int]], row: int, keys: Mapping[int, str]) -> Row:
    made = Row({}, frozenset(keys.values()), None, "")
    for column, numbers in cells.items():
        passage = reading.passages[numbers[0]]
        made.place = made.place or f"{passage.place.sheet or ''} row {row}".strip()
        for name in (*passage.look.names, *passage.text.split()[:1]):
            if (mark := read_mark(name)) and mark.kind in "afp":
                made.mark = mark
        if column in keys:
            made.said[keys[column]] = _text(reading, numbers)
            made.passages[keys[column]] = numbers
    return made


def action_of(row: Row, prints: Mapping[str, tuple[str, ...]], base: date | None) -> Thing | None:
    """The action that a row says; None for an empty one. `prints` are those of the sheets, by the action's id.

    Of what stood in a column that the list has no longer nothing is said.
    """
    said, heads = row.said, row.heads
    text = said.get("text") or said.get("brief") or ""
    if not text.strip() and row.mark is None:
        return None
    known = row.mark.prints if row.mark and row.mark.prints else prints.get(row.mark.id if row.mark else "", ())
    text_print, lead_print, state = known if len(known) == 3 else ("", "", "")
    fields = {"notes": Said(said.get("notes", ""))} if "notes" in heads else {}
    if "text" in heads:
        fields["text"] = _said(text, text, text_print)
        if not any(each.strip() for each in said.values()):
            return Thing(What.ACTION, fields, id=row.mark.id if row.mark else "", place=row.place, in_list=True)
    elif row.mark is None:
        fields[BRIEF] = Said(text)
    if heads >= (_LEAD_IN_PARTS if "text" in heads else {"lead"}):
        fields["lead"] = _lead(said, lead_print)
    if "status" in heads:
        status = said.get("status", "").split("\n")[0]
        fields["status"] = _said(status_of(status) or status_in(status) or status.strip(), status, state[4:])
    if "when" in heads:
        when = said.get("when", "")
        fields["due"] = replace(_said(due_of_line(when), when, state[:4]), means=line_means(when, when, base))
    elif heads >= {"due_words", "due_on"}:
        due, means = columns_say(said.get("due_words", ""), said.get("due_on", ""), base)
        fields[DUE_IN_LIST] = replace(_said(due, due, state[:4]), means=means)
    if "difference" in heads:
        fields["difference"] = row.cell("difference", said.get("difference", ""))
    if "priority" in heads:
        fields["priority"] = row.cell("priority", _priority(said.get("priority", "")))
    number = said.get("number", "")
    return Thing(What.ACTION, fields, id=row.mark.id if row.mark else "", number=number, place=row.place,
                 under_number=said.get("findings", ""), in_list=True)  # fmt: skip


def changed_beside(row: Row, thing: Thing | None) -> Iterator[tuple[str, str, str]]:
    """Changed cells of a row of which no difference tells: the sheet, the head, the name of the row."""
    sheet, _, number = row.place.rpartition(" row ")
    told = _columns_told(thing) if thing else set()
    for key, head in row.changed.items():
        if key not in told:
            yield sheet, " ".join(head.split()), name_of_row(row.said.get("number", ""), number)


def _columns_told(thing: Thing) -> set[str]:
    """The columns of a row that are compared, as far as what stands in them is understood."""
    said = thing.said
    if thing.what is What.FINDING:
        told = {"text", "priority"}
        told |= {"domain", "level", "stage"} if thing.spot else set()
        told |= {"colour"} if thing.colour else set()
        return told | ({"overall_rating"} if thing.value("rating") else set())
    if said.keys() == {"text"}:
        return set(vars(Columns()))  # the whole row was emptied
    told = {"text", "difference", "due_words", "due_on"}
    if "lead" in said and said["lead"].edited is not False:
        told |= _LEAD_IN_PARTS
    filled = {"status": "status", "priority": "priority", "notes": "notes"}
    return told | {column for key, column in filled.items() if thing.value(key).strip()}


def finding_of(row: Row, headings: Headings) -> Thing | None:
    """The finding that a row says; None for an empty one."""
    text = row.said.get("text", "")
    if not text.strip() and row.mark is None:
        return None
    there = Where(headings)
    for part in ("domain", "level", "stage"):
        if said := row.said.get(part):
            there = there.within(headings.named_as(part, said))
    spot = "/".join(there.spot) if there.spot else ""
    colour = headings.colours.exact(row.said.get("colour", ""))
    prints = row.mark.prints if row.mark else ()
    fields = finding_said(text, spot, str(colour), prints)
    if "priority" in row.heads:
        fields["priority"] = row.cell("priority", _priority(row.said.get("priority", "")) or Priority.NORMAL)
    if "overall_rating" in row.heads:
        word = row.said.get("overall_rating", "").strip()
        fields["rating"] = row.cell("overall_rating", headings.ratings.exact(word))
    number = row.said.get("number", "")
    return Thing(What.FINDING, fields, id=row.mark.id if row.mark else "", number=number, spot=spot, colour=str(colour),
                 place=row.place, in_list=True)  # fmt: skip


def finding_said(text: str, spot: str, colour: str, prints: Sequence[str]) -> dict[str, Said]:
    """What a finding says and where it stands; `prints` are those of its mark."""
    known = prints[0] if prints else ""
    words, place = known[:FINDING], known[FINDING:]
    moved = print_of(place_words(spot, colour), len(place)) != place if place else None
    return {
        "text": _said(text, text, words),
        "stage": Said(spot, moved, place),
        "colour": Said(colour, moved, place),
    }


def _priority(word: str) -> str:
    """The priority by our word for it; words that are none stay as they are."""
    return next((key.value for key, own in _PRIORITIES.items() if plain(own) == plain(word)), word.strip())


def _lead(said: Mapping[str, str], known: str) -> Said:
    """Who leads. Our lists always name somebody, if only as "No lead yet": an empty cell was emptied."""
    line = _lead_line(said)
    if said.get("lead", "").strip():
        return _said(line_of_leads(line), line, known)
    return Said(line_of_leads(line), True if known else None, known, emptied=True)


def _lead_line(said: Mapping[str, str]) -> str:
    """Who leads, in a line as the sheets have it: of a list whose columns tell the parts, these joined again."""
    name, role, agency = (said.get(key, "").strip() for key in ("lead", "lead_role", "lead_agency"))
    parts = [name] if name in ("", _AWAITED) or (agency and agency in name) else [name, *filter(None, (role, agency))]
    if not name:
        parts = [part for part in (role, agency) if part]
    line = ", ".join(part for part in parts if part)
    others = said.get("with_", "").strip()
    return f"{line}, {Phrases().with_.format(names=others)}" if others else line


def _said(value: str, line: str, known: str) -> Said:
    """What stands there; `line` is what its fingerprint was taken of."""
    return Said(value, print_of(line, len(known)) != known if known else None, known)
