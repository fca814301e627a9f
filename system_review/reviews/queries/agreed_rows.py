"""The rows that a sheet and an overview are drawn from, out of an agreed version instead of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from system_review.reviews import snapshots as plain
from system_review.reviews.queries import overview_rows as overview
from system_review.reviews.queries import sheet_row_shapes as sheet
from system_review.reviews.queries.seeing import WHOLE
from system_review.reviews.rules.words import Status

Links = dict[int, list[sheet.LinkRow]]


class AgreedRows:
    """An agreed version as rows: a thing's number is the number in its name, its public id the name itself."""

    def __init__(self, snapshot: plain.ReviewSnapshot) -> None:
        self.snapshot = snapshot
        self.agencies = {agency.ref: agency.name for agency in snapshot.agencies}
        self.leads = {lead.ref: lead for lead in snapshot.leads}
        self.actions = {action.ref: action for action in snapshot.actions}
        self.findings = {finding.ref: finding for finding in snapshot.findings}
        self.cells = {cell.ref: cell for cell in snapshot.cells}

    def of_sheet(self, domain: str, level: str) -> sheet.SheetRows:
        """One sheet."""
        here = {ref for ref, cell in self.cells.items() if (cell.domain, cell.level or "") == (domain, level)}
        on_sheet = [finding for finding in self.snapshot.findings if finding.cell in here]
        shown = {finding.ref for finding in on_sheet}
        planned = [
            action for action in self.snapshot.actions if any(serves.finding in shown for serves in action.serves)
        ]
        return sheet.SheetRows(
            cells=[_cell(cell) for cell in self.snapshot.cells],
            findings=_grouped((number(row.cell), self._finding(row)) for row in on_sheet),
            servings=self._servings(planned, shown),
            evidence=_grouped(self._evidence(on_sheet)),
            leads=_grouped(self._leads(planned)),
            about=_grouped(
                (number(row.ref), _link("about", finding=row.ref, one=self.agencies[agency]))
                for row in on_sheet
                for agency in row.about
            ),
            see_also=_grouped((number(row.ref), self._see(row, see)) for row in on_sheet for see in row.see_also),
            references=_grouped(self._references(here)),
            elsewhere=_grouped(self._elsewhere(planned)),
            waits=_grouped(
                (number(action.ref), self._wait(action, other)) for action in planned for other in action.waits_for
            ),
            comments={},
            action_comments={},
            notes={},
            speaks={},  # it waits to become a finding: work on the draft
            places=[
                _link("place", count=position, one=place.name, two=place.ref)._replace(action_id=number(place.ref))
                for position, place in enumerate(self.snapshot.places)
            ],
            place_ratings=[_place_rating(cell, given) for cell in self.cells.values() for given in cell.for_places],
        )

    def _finding(self, row: plain.FindingSnapshot) -> sheet.FindingRow:
        behalf = self.agencies[row.on_behalf_of] if row.on_behalf_of else None
        cell = number(row.cell)
        place = number(row.for_place) if row.for_place else None
        told = (row.ref, cell, row.colour, row.text, row.priority)
        return sheet.FindingRow(number(row.ref), *told, None, None, behalf, place)

    def _servings(self, planned: list[plain.ActionSnapshot], shown: set[str]) -> dict[int, list[sheet.ServingRow]]:
        placed: dict[int, list[tuple[int, sheet.ServingRow]]] = defaultdict(list)
        for action in planned:
            for serves in action.serves:
                if serves.finding in shown:
                    row = sheet.ServingRow(number(serves.finding), serves.colour, _action(action))
                    placed[number(serves.finding)].append((serves.place, row))
        return {finding: [row for _, row in sorted(rows, key=lambda pair: pair[0])] for finding, rows in placed.items()}

    def _evidence(self, findings: list[plain.FindingSnapshot]) -> Iterator[tuple[int, sheet.EvidenceRow]]:
        pieces = {piece.ref: piece for piece in self.snapshot.evidence}
        for row in findings:
            for ref in row.evidence:
                one = pieces[ref]
                yield (
                    number(row.ref),
                    sheet.EvidenceRow(
                        number(row.ref), one.kind, one.sentence, one.on, one.how_many, one.state, one.naming
                    ),
                )

    def _leads(self, planned: list[plain.ActionSnapshot]) -> Iterator[tuple[int, sheet.LinkRow]]:
        for action in planned:
            for place, ref in enumerate(action.leads):
                lead = self.leads[ref]
                agency = self.agencies[lead.agency] if lead.agency else ""
                holder = lead.holder if self.snapshot.holds.holders else None
                link = _link("lead", action=action.ref, count=place, one=lead.name, two=lead.role, three=agency)
                yield number(action.ref), link._replace(four=holder)

    def _see(self, row: plain.FindingSnapshot, see: plain.SeeAlsoSnapshot) -> sheet.LinkRow:
        if see.action:
            other = self.actions[see.action]
            under = other.serves[0].finding if other.serves else ""  # a version has no plan of its own to lead to
            cell = self.findings[under].cell if under else ""
            told = _link("see", finding=row.ref, action=other.ref, cell=cell, one=other.text, two=other.status)
            return told._replace(three=other.ref, four=under)
        inside = {finding.ref for finding in self.snapshot.findings if finding.cell == see.cell}
        there = [action for action in self.snapshot.actions if any(one.finding in inside for one in action.serves)]
        done = sum(action.status == Status.DONE for action in there)
        return _link("see", finding=row.ref, cell=see.cell or "", one=str(len(there)), two=str(done))

    def _references(self, here: set[str]) -> Iterator[tuple[int, sheet.LinkRow]]:
        for row in self.snapshot.findings:
            for cell in row.also_in:
                if (
                    cell in here
                ):  # the number of its finding is that of the stage it stands in, as in the database's row
                    link = _link("reference", finding=row.cell, cell=cell, one=row.text, two=row.colour, three=row.ref)
                    yield number(cell), link

    def _elsewhere(self, planned: list[plain.ActionSnapshot]) -> Iterator[tuple[int, sheet.LinkRow]]:
        for action in planned:
            for one in action.serves:
                cell = self.findings[one.finding].cell
                yield (
                    number(action.ref),
                    _link(
                        "serving", finding=one.finding, action=action.ref, cell=cell, one=one.colour, two=one.finding
                    ),
                )

    def _wait(self, action: plain.ActionSnapshot, ref: str) -> sheet.LinkRow:
        other = self.actions[ref]
        return _link("wait", action=action.ref, one=other.text, two=other.status, three=other.ref)

    def of_overview(self) -> overview.OverviewRows:
        """What the matrix of the whole review is counted from."""
        cells = tuple(
            (number(c.ref), c.ref, c.domain, c.level or "", c.stage, c.rating, c.reason) for c in self.snapshot.cells
        )
        findings = tuple(
            (number(f.ref), f.ref, number(f.cell), f.colour, True, bool(f.evidence)) for f in self.snapshot.findings
        )
        pairs = {
            (number(action.ref), number(self.findings[one.finding].cell))
            for action in self.snapshot.actions
            for one in action.serves
        }
        servings = tuple((0, action, cell) for action, cell in sorted(pairs))
        return overview.OverviewRows(overview.Read(cells, findings, servings, (), ()), sight=WHOLE)


def number(ref: str) -> int:
    """The number in a name: 3 of f3."""
    return int(ref[1:])


def _cell(cell: plain.CellSnapshot) -> sheet.CellRow:
    return sheet.CellRow(
        number(cell.ref),
        cell.ref,
        cell.domain,
        cell.level or "",
        cell.stage,
        cell.rating,
        cell.reason,
        cell.rated_by,
        cell.rated_at,
        cell.agreed_at,
    )


def _place_rating(cell: plain.CellSnapshot, given: plain.PlaceRatingSnapshot) -> sheet.LinkRow:
    link = _link("rated", cell=cell.ref, one=given.rating, two=given.reason, three=given.rated_by)
    return link._replace(action_id=number(given.place), four=given.agreed_at)


def _action(action: plain.ActionSnapshot) -> sheet.ActionRow:
    repeats = action.repeats
    return sheet.ActionRow(
        pk=number(action.ref),
        public_id=action.ref,
        text=action.text,
        status=action.status,
        priority=action.priority,
        due_words=action.due_words,
        due_on=action.due_on,
        repeats_every=repeats.every if repeats else None,
        repeats_unit=repeats.unit if repeats else "",
        last_done_on=action.last_done_on,
        difference=action.difference,
        is_check=action.check,
        written_by=None,
        on_behalf=None,
        for_place=number(action.for_place) if action.for_place else None,
    )


def _link(
    kind: str,
    *,
    finding: str = "",
    action: str = "",
    cell: str = "",
    count: int = 0,
    one: str = "",
    two: str = "",
    three: str = "",
) -> sheet.LinkRow:
    numbers = [number(ref) if ref else 0 for ref in (finding, action, cell)]
    return sheet.LinkRow(kind, numbers[0], numbers[1], numbers[2], count, one, two, three)


def _grouped(pairs: Iterator[tuple[int, object]]) -> dict[int, list]:  # type: ignore[type-arg]
    grouped: dict[int, list[object]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
