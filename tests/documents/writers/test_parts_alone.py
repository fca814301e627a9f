"""A domain, level, stage, agency or lead alone: what is in it, what is not, and the same numbers as in the whole."""

from __future__ import annotations

import pytest

from system_review.documents.rules.selection import Selection, place_of
from system_review.documents.writers.csv import write_csv
from system_review.documents.writers.docx import write_docx
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.pages import Paper
from system_review.documents.writers.pdf import write_pdf
from system_review.documents.writers.wording import english
from system_review.documents.writers.xlsx import write_xlsx
from system_review.errors import Refused
from system_review.reviews.snapshots import AgencySnapshot, LeadSnapshot
from tests.documents.snapshots import AS_AT, small_audit, small_grid

WORDING = english(AS_AT)


def stages(paper: Paper) -> list[str]:
    return [f"{sheet.title}: {stage.name}" for sheet in paper.sheets for stage in sheet.stages]


def in_full(paper: Paper, kind: str) -> list[str]:
    return [ref for what, ref, _ in paper.in_full() if what == kind]


def test_a_domain_has_all_its_levels_and_a_stage_stands_alone() -> None:
    whole = lay_out(small_grid(), WORDING, only=place_of("target"))
    one = lay_out(small_grid(), WORDING, only=place_of("target/level-1/referral"))

    assert {sheet.title for sheet in whole.sheets} == {"Target, Level 1", "Target, Level 2"}
    assert stages(one) == ["Target, Level 1: Referral"]
    assert one.subtitle.endswith("only Target, Level 1, Referral")


def test_a_stage_of_a_framework_without_levels_stands_alone() -> None:
    first = small_audit().framework.domains[0]

    made = lay_out(small_audit(), WORDING, only=place_of(f"{first.key}//{first.stages[0].key}"))

    assert len(stages(made)) == 1


def test_a_lead_has_their_actions_under_the_findings_that_these_serve_with_the_numbers_of_the_whole() -> None:
    snapshot = small_grid()
    action = next(one for one in snapshot.actions if one.leads)
    lead = next(one for one in snapshot.leads if one.ref == action.leads[0])
    agency = next((one.name for one in snapshot.agencies if one.ref == lead.agency), "")

    made = lay_out(snapshot, WORDING, only=Selection(lead=(lead.name, lead.role, agency)))

    theirs = {one.ref for one in snapshot.actions if lead.ref in one.leads and not one.archived}
    assert set(in_full(made, "action")) == theirs
    whole = {row[0]: row[3:6] for row in lay_out(snapshot, WORDING).lists[0].rows}
    assert all(whole[row[0]] == row[3:6] for row in made.lists[0].rows)


def test_an_agency_has_what_is_about_it_and_what_its_people_lead() -> None:
    base = small_grid()
    agency = AgencySnapshot(ref="g900", name="Harbour police")
    lead = LeadSnapshot(ref="l900", name="Ines", agency="g900")
    first, second, *others = base.findings
    action = base.actions[0].model_copy(update={"leads": ("l900",)})
    snapshot = base.model_copy(
        update={
            "agencies": (*base.agencies, agency),
            "leads": (*base.leads, lead),
            "findings": (first, second.model_copy(update={"about": ("g900",)}), *others),
            "actions": (action, *base.actions[1:]),
        }
    )

    made = lay_out(snapshot, WORDING, only=Selection(agency="Harbour police"))

    assert set(in_full(made, "finding")) == {second.ref, *(served.finding for served in action.serves)}
    assert made.subtitle.endswith("only Harbour police")


def test_who_has_nothing_is_told_so() -> None:
    with pytest.raises(Refused, match="Nothing in this review"):
        lay_out(small_grid(), WORDING, only=Selection(agency="Nobody at all"))


@pytest.mark.parametrize("write", [write_docx, write_pdf, write_xlsx, write_csv])
def test_every_format_takes_a_part(write) -> None:  # type: ignore[no-untyped-def]
    part = write(small_grid(), WORDING, place_of("target/level-1/referral"))

    assert part and part != write(small_grid(), WORDING)
