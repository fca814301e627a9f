"""`system-review read`: what a results document says, as it was understood. Stores nothing."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from typing import TYPE_CHECKING

from system_review.commands.files import read_file
from system_review.commands.frameworks import framework_called, usual_framework
from system_review.commands.saying import excerpt, on_terminal, only_sentence, result, telling
from system_review.config.given import given
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.documents.read_shapes import ReadCell, ReadDocument, ReadQuestion
    from system_review.frameworks.snapshots import FrameworkSnapshot

SUMMARY = "say what a results document holds: Word, Excel, PDF, text and others"
DESCRIPTION = (
    "Reads a document with the results of a review (.docx, .xlsx, .odt, .ods, .pdf, .csv, .txt) and says which "
    "findings, actions and ratings it was understood to hold, how sure that is, and what a person would be asked. "
    "Nothing is stored. To bring it in to a review: system-review import FILE --into REVIEW."
)
EXAMPLES = (
    "system-review read results.docx",
    "system-review read results.pdf --json > results.json",
    "system-review read audit.xlsx --framework section-175-schools",
    "system-review read --json-schema",
)


def add_options(parser: ArgumentParser) -> None:
    """The file, and what is printed of it."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="the document; - reads it from a pipe")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.add_argument("--json-schema", action="store_true", help="print the JSON Schema of that object, and end")
    parser.add_argument(
        "--framework",
        metavar="KEY",
        help="the framework whose headings are looked for, by its key (contextual-safeguarding)",
    )


def run(asked: Namespace) -> None:
    """Read, and print."""
    if asked.json_schema:
        from system_review.documents.read_shapes import published_schema

        result(published_schema().rstrip("\n"))
        return
    if asked.file is None:
        raise Refused(Why("Name the document: system-review read FILE"))
    from system_review.documents.reading import LARGEST

    data = read_file(asked.file, largest=LARGEST)
    framework = _framework(asked)
    is_watched = sys.stderr.isatty()  # a script wants one sentence there, or nothing
    with telling("Reading") if is_watched else nullcontext(), only_sentence("system_review.documents.reading"):
        document = _read(data, "standard input" if asked.file == "-" else os.path.basename(asked.file), framework)
    if asked.json:
        result(document.as_json())
    else:
        for line in _told(document):
            result(on_terminal(line))


def _read(data: bytes, name: str, framework: FrameworkSnapshot) -> ReadDocument:
    from system_review.documents.as_read import as_read
    from system_review.documents.reading import read_safely

    name = name.encode(errors="replace").decode()
    return as_read(read_safely(data, name=name, framework=framework), name=name, framework=framework)


def _framework(asked: Namespace) -> FrameworkSnapshot:
    """One that comes with the product needs no data folder; only for others the database is opened."""
    from system_review.frameworks.files import shipped

    if asked.framework is None:
        return usual_framework(shipped())
    try:
        return framework_called(asked.framework, shipped())
    except Refused:
        from system_review.commands import starting

        if not (starting.where() / "system-review.sqlite3").exists() and not given("DATABASE_URL"):
            raise
    starting.begin()
    from system_review.commands import acting
    from system_review.frameworks.queries import frameworks_for

    there = [one for member in (None, *acting.actors(asked)) for one in frameworks_for(member)]
    return framework_called(asked.framework, there)


def _told(document: ReadDocument) -> list[str]:
    """What was found, for a person."""
    review, count = document.reviews[0], document.accounting
    findings = [finding for cell in review.cells for finding in cell.findings]
    actions = [action for cell in review.cells for action in (*cell.actions, *_actions_under(cell))]
    rated = sum(cell.overall is not None for cell in review.cells)
    source, what = document.source, (_number(len(findings), "finding"), _number(len(actions), "action"))
    lines = [f"{excerpt(source.name)} ({source.format}): {', '.join((*what, _number(rated, 'overall rating')))}."]
    lines += [f"{_number(count.passages, 'passage')}: {count.placed} placed, {count.set_aside} set aside,"]
    lines[-1] += f" {count.waiting} to be looked at."
    lines[-1] += f" {count.characters_accounted:,} of {count.characters_in:,} characters accounted for."
    lines += [_cell_line(cell) for cell in review.cells]
    lines += [_question_line(question, document) for question in document.questions]
    return lines + [f"Note: {excerpt(sentence, 300)}" for sentence in count.told]


def _question_line(question: ReadQuestion, document: ReadDocument) -> str:
    """A question with the words that it is about: the first finding or action, and how many passages there are more."""
    about = [document.passages[index] for index in question.passages]
    first = next((each for each in about if each.role in ("finding", "action")), about[0] if about else None)
    line = f"To be asked: {excerpt(question.question, 300)}"
    if first is None:
        return line
    more = f" and {_number(len(about) - 1, 'more passage')}" if len(about) > 1 else ""
    return f"{line} About “{excerpt(first.text, 80)}”{more}."


def _actions_under(cell: ReadCell) -> list[object]:
    return [action for finding in cell.findings for action in finding.actions]


def _cell_line(cell: ReadCell) -> str:
    level = f"Level {cell.level}" if isinstance(cell.level, int) else cell.level
    place = ", ".join(part for part in (cell.domain, level, cell.stage, cell.part) if part) or "No stage known"
    colours = ", ".join(finding.colour or "colour not known" for finding in cell.findings)
    actions = len(cell.actions) + len(_actions_under(cell))
    said = [f"overall {cell.overall}" if cell.overall else "", f"findings: {colours}" if colours else ""]
    return f"  {place}: " + "; ".join(part for part in (*said, _number(actions, "action")) if part)


def _number(count: int, of: str) -> str:
    return f"{count} {of}" + ("" if count == 1 else "s")
