"""A results sheet as Word has it: the paper's six columns, a heading row a stage. Pure."""

from __future__ import annotations

from itertools import pairwise

from system_review.documents.writers.docx_xml import Bookmarks, Border, cell, paragraph, row, run, table, words
from system_review.documents.writers.lengths import HALF_ACROSS, PAIR_ACROSS, SHORT, is_short, lines_of, pairs
from system_review.documents.writers.marks import action_mark, finding_mark, lead_mark, rating_mark, state_mark
from system_review.documents.writers.pages import FindingEntry, Paper, PlanEntry, RatingWords, SheetPart, StagePart
from system_review.documents.writers.palette import BRIGHT, DEEP, GROUND, HAIR, INK, LINE, SOFT, TINT, WASH

FOUND, PLAN = 3367, 4040  # twentieths of a point: the widths of a column of findings and of a column of plans
PAIR = FOUND + PLAN
HALF = PAIR * 3 // 2
_TOP, _BESIDE = Border("top", HAIR), Border("left", LINE, 8)
_STAGE_TOP = Border("top", INK, 8)
_DASHED = Border("top", SOFT, 6, "dashed")


def rating(words_of_rating: RatingWords, size: float = 0) -> str:
    """An overall rating: each colour that it names stands on its own tint."""
    colours, parts = words_of_rating.colours, words_of_rating.word.split("/")
    if len(colours) != len(parts):
        return run(words_of_rating.word, bold=True, size=size)
    halves = [
        run(part, bold=True, colour=DEEP[c], size=size, fill=TINT[c]) for part, c in zip(parts, colours, strict=True)
    ]
    return run("/", bold=True, size=size).join(halves)


def bookmark_names(paper: Paper) -> dict[tuple[str, str], str]:
    """The bookmarks that links point to: round each finding and each action, by kind and name."""
    named = {"finding": finding_mark, "action": action_mark}
    return {(kind, ref): "_" + named[kind](paper.marks, ref, text) for kind, ref, text in paper.in_full()}


class Sheet:
    """Writes the table of one domain and level."""

    def __init__(self, paper: Paper, bookmarks: Bookmarks) -> None:
        self._paper = paper
        self._bookmarks = bookmarks
        self._marks = paper.marks
        self._names = bookmark_names(paper)

    def markup(self, sheet: SheetPart) -> str:
        """The whole table: two repeated head rows, then each stage."""
        rows = [self._colour_row(), self._head_row(), *(row for stage in sheet.stages for row in self._stage(stage))]
        return table(rows, (FOUND, PLAN) * 3, title=sheet.title, description=self._paper.sheet_described)

    def _colour_row(self) -> str:
        cells = []
        for head in self._paper.heads:
            top = Border("top", BRIGHT[head.colour], 24)
            word = paragraph("ColourHead", run(head.word, colour=DEEP[head.colour]), text=head.word)
            cells.append(cell([word], PAIR, span=2, fill=TINT[head.colour], borders=[top]))
        return row(cells, whole=True, header=True)

    def _head_row(self) -> str:
        cells = []
        for head in self._paper.heads:
            for text, width in ((self._paper.found, FOUND), (head.plan_on_paper, PLAN)):
                cells.append(cell([words("ColumnHead", text)], width, fill=TINT[head.colour]))
        return row(cells, whole=True, header=True)

    def _stage(self, stage: StagePart) -> list[str]:
        rows = pairs(stage)
        return [
            self._stage_row(stage),
            *(self._pair_row(stage, rows, position) for position in range(len(rows))),
            *(self._unknown_row(finding) for finding in stage.unknown),
        ]

    def _stage_row(self, stage: StagePart) -> str:
        name = [words("Heading3", stage.name, keep=True), words("Question", stage.question, keep=True)]
        label = run(f"{self._paper.overall_rating}  ", colour=SOFT)
        given = rating(stage.rating)
        if self._marks and stage.cell:
            given = self._bookmarks.round("_" + rating_mark(self._marks, stage.cell, stage.rating.word), given)
        rated = [paragraph("Rating", label, given, text=stage.rating.word, keep=True)]
        rated += [words("Quiet", line, keep=True) for line in stage.rating.lines]
        lines = max(
            lines_of(stage.question, HALF_ACROSS), sum(lines_of(line, PAIR_ACROSS) for line in stage.rating.lines)
        )
        cells = [  # the rating stands over the columns for green
            cell(name, 2 * PAIR, span=4, fill=GROUND, borders=[_STAGE_TOP]),
            cell(rated, PAIR, span=2, fill=GROUND, borders=[_STAGE_TOP]),
        ]
        return row(cells, whole=lines <= SHORT)

    def _pair_row(self, stage: StagePart, rows: list[tuple[FindingEntry | None, ...]], position: int) -> str:
        cells = []
        for place, (column, finding) in enumerate(zip(stage.columns, rows[position], strict=True)):
            fill, top = WASH[column.colour], [_TOP] if finding or position == 0 else []
            found, plan = [words("Quiet", column.empty)] if column.empty and position == 0 else [], []
            if finding:
                found, plan = self._found(finding), self._plan(finding)
            cells.append(cell(found, FOUND, fill=fill, borders=[*top, _BESIDE] if place else top))
            cells.append(cell(plan, PLAN, fill=fill, borders=top))
        return row(cells, whole=is_short(rows[position]))

    def _unknown_row(self, finding: FindingEntry) -> str:
        head = self._paper.unknown_head
        found = [words("StripHead", head.word), *self._found(finding)]
        plan = [words("StripHead", head.plan), *self._plan(finding)] if finding.in_full else []
        return row((cell(part, HALF, span=3, borders=[_DASHED]) for part in (found, plan)), whole=is_short([finding]))

    def _found(self, finding: FindingEntry) -> list[str]:
        if not finding.in_full:
            name = self._names.get(("finding", finding.ref), "")
            return [paragraph("Quiet", self._bookmarks.link(name, run(finding.text)), text=finding.text)]
        text = self._bookmarks.round(self._names["finding", finding.ref], run(finding.text))
        return [paragraph("Finding", text, text=finding.text), *(words("Quiet", line) for line in finding.lines)]

    def _plan(self, finding: FindingEntry) -> list[str]:
        if not finding.plan:
            return [words("Quiet", finding.no_plan)]
        return [
            part
            for place, entry in enumerate(finding.plan)
            for part in self._entry(entry, "NextAction" if place else "Action")
        ]

    def _entry(self, entry: PlanEntry, style: str) -> list[str]:
        if not entry.in_full:
            link = self._bookmarks.link(self._names.get(("action", entry.ref), ""), run(entry.text))
            return [paragraph("Quiet", link, text=entry.text)]
        number = run(f"{entry.number}  ", bold=True, colour=SOFT, size=9)
        text = self._bookmarks.round(self._names["action", entry.ref], run(entry.text))
        lead = run(entry.lead, bold=True, italic=not entry.has_lead) + run(entry.rest_of_lead())
        state = "".join(self._state(entry))
        if self._marks:
            lead = self._bookmarks.round("_" + lead_mark(self._marks, entry), lead)
            state = self._bookmarks.round("_" + state_mark(self._marks, entry), state)
        return [
            paragraph(style, number, text, text=entry.text),
            paragraph("ActionDetail", lead, text=entry.lead),
            paragraph("ActionDetail", state),
            *(words("Quiet", line) for line in entry.lines),
        ]

    def _state(self, entry: PlanEntry) -> list[str]:
        runs = [
            run(entry.when, colour=SOFT),
            run(entry.status, colour=SOFT),
            run(entry.overdue, bold=True),
            run(entry.priority),
        ]
        there = [part for part in runs if part]
        dot = run(" · ", colour=SOFT)
        return [*there[:1], *(part for _, after in pairwise(there) for part in (dot, after))]
