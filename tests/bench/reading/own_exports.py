"""Our own exports of an answer key's review: what the product wrote has to come back whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from system_review.documents.writers.csv import write_csv
from system_review.documents.writers.docx import write_docx
from system_review.documents.writers.pdf import write_pdf
from system_review.documents.writers.wording import Wording
from system_review.documents.writers.xlsx import write_xlsx
from system_review.reviews.snapshots import (
    AboutSnapshot,
    ActionSnapshot,
    AgencySnapshot,
    CellSnapshot,
    FindingSnapshot,
    Holds,
    LeadSnapshot,
    ReviewSnapshot,
    ServesSnapshot,
)
from tests.bench.reading.answers import Cell
from tests.bench.reading.paper import Paper
from tests.bench.reading.phrases import with_references

WRITERS = {"docx": write_docx, "xlsx": write_xlsx, "csv": write_csv, "pdf": write_pdf}


def own_export(key, rng):
    """A paper for our own writers. What only points to other actions is a cross-reference, so it is left out."""
    del rng
    findings = {cell: tuple(_unpointed(one) for one in cell.findings) for cell in key.cells}
    kept = replace(
        key, cells=_all_cells(key, {cell.at: replace(cell, findings=mine) for cell, mine in findings.items()})
    )
    return Paper("our own export", with_references(kept), [], title=key.title)


def _all_cells(key, known):
    """Every stage of the framework, since an export says of each that nobody looked at whether that is so."""
    places = [
        "/".join(part.key for part in (domain, level, stage) if part)
        for domain, level, stages in key.framework.sheets()
        for stage in stages
    ]
    return tuple(known.get(at) or Cell(at, "not_reviewed") for at in places)


def _unpointed(finding):
    return replace(finding, actions=tuple(one for one in finding.actions if not one.pointer))


def written(ending):
    """The writer of a paper in one of our own formats."""

    def write(paper):
        return WRITERS[ending](snapshot_of(paper.key), Wording(as_at=paper.key.on))

    return write


def snapshot_of(key):
    """The review that a key tells of, as the product keeps one."""
    agencies = {name: f"g{at}" for at, name in enumerate(dict.fromkeys(one.agency for one in key.people()), 1)}
    leads = {one.name: f"l{at}" for at, one in enumerate(key.people(), 1)}
    cells, findings, actions = [], [], []
    finding_numbers, action_numbers = count(1), count(1)
    for at, cell in enumerate(key.cells, 1):
        cells.append(_cell(f"c{at}", cell))
        for finding in cell.findings:
            ref = f"f{next(finding_numbers)}"
            findings.append(FindingSnapshot(ref=ref, cell=f"c{at}", colour=finding.colour, text=finding.text))
            serves = ServesSnapshot(finding=ref, colour=finding.colour)
            actions += [
                ActionSnapshot(
                    ref=f"a{next(action_numbers)}",
                    text=action.text,
                    serves=(serves.model_copy(update={"place": place}),),
                    leads=tuple(leads[one.name] for one in action.leads),
                    due_words=action.due,
                    status="not_started",
                    priority="normal",
                )
                for place, action in enumerate(finding.actions)
            ]
    return ReviewSnapshot(
        holds=Holds(),
        partnership=key.title.partition(":")[0][:100],
        framework=key.framework,
        review=AboutSnapshot(title=key.title, date=key.on),
        agencies=tuple(AgencySnapshot(ref=ref, name=name) for name, ref in agencies.items()),
        leads=tuple(
            LeadSnapshot(ref=leads[one.name], name=one.name, agency=agencies[one.agency]) for one in key.people()
        ),
        cells=tuple(cells),
        findings=tuple(findings),
        actions=tuple(actions),
    )


def _cell(ref, cell):
    domain, *between, stage = cell.at.split("/")
    rating = cell.overall or "not_rated"
    return CellSnapshot(ref=ref, domain=domain, level=between[0] if between else None, stage=stage, rating=rating)
