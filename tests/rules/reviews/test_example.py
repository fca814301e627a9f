"""The example is counted here, so that it cannot lose one of the things that it is there to show."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, timedelta

import pytest

from system_review.evidence.rules import EvidenceState, Naming
from system_review.frameworks.files import shipped
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.example import example_snapshot
from system_review.reviews.rules.actions import is_open, is_overdue
from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.rules.calendar_days import is_working_day
from system_review.reviews.rules.ratings import is_at_odds, suggest, why_not_rate
from system_review.reviews.rules.words import Colour, Status, Unit, Unrated
from system_review.reviews.snapshots import ActionSnapshot, CellSnapshot, FindingSnapshot, ReviewSnapshot

TODAY = date(2027, 4, 21)
LEAP_DAY, NEW_YEARS_EVE, SATURDAY, EASTER = date(2028, 2, 29), date(2026, 12, 31), date(2026, 10, 3), date(2027, 3, 28)
# Every third day of a year comes to each weekday, and close to the ends of months, terms and quarters.
DAYS_OF_A_YEAR = [date(2029, 1, 1) + timedelta(days=3 * count) for count in range(122)]


@pytest.fixture(scope="module")
def framework() -> FrameworkSnapshot:
    return next(each for each in shipped() if each.key == "contextual-safeguarding")


@pytest.fixture(scope="module")
def example(framework: FrameworkSnapshot) -> ReviewSnapshot:
    return example_snapshot(framework, today=TODAY)


def present(example: ReviewSnapshot) -> list[FindingSnapshot]:
    return [finding for finding in example.findings if not finding.archived]


def actions_of(example: ReviewSnapshot, finding: FindingSnapshot) -> list[ActionSnapshot]:
    return [action for action in example.actions if finding.ref in {serves.finding for serves in action.serves}]


def colours_in(example: ReviewSnapshot, cell: CellSnapshot) -> list[Colour]:
    return [finding.colour for finding in present(example) if finding.cell == cell.ref]


def overdue(example: ReviewSnapshot, today: date) -> list[ActionSnapshot]:
    return [each for each in example.actions if is_overdue(status=each.status, due_on=each.due_on, today=today)]


# --- It is a whole and sound review ---


def test_the_example_could_be_brought_in_as_it_is(example: ReviewSnapshot) -> None:
    assert why_not_adopt(example) is None
    assert ReviewSnapshot.model_validate_json(example.canonical_bytes()) == example


def test_the_same_day_gives_the_same_bytes(framework: FrameworkSnapshot, example: ReviewSnapshot) -> None:
    assert example_snapshot(framework, today=TODAY).canonical_bytes() == example.canonical_bytes()


def test_a_framework_with_other_stages_is_refused() -> None:
    other = next(each for each in shipped() if each.key == "section-175-schools")

    with pytest.raises(ValueError, match="different stages"):
        example_snapshot(other, today=TODAY)


def test_it_has_the_size_of_a_real_review(example: ReviewSnapshot) -> None:
    assert len(example.cells) == 32
    assert 60 <= len(example.findings) <= 75
    assert 75 <= len(example.actions) <= 95
    assert 20 <= len(example.evidence) <= 32
    assert 12 <= len({lead.name for lead in example.leads if lead.name}) <= 14


def test_only_stages_that_say_so_are_without_findings(example: ReviewSnapshot) -> None:
    empty = [cell.rating for cell in example.cells if not colours_in(example, cell)]

    assert sorted(empty) == [Unrated.NOT_REVIEWED, Unrated.NOT_YET_KNOWN]


def test_things_are_numbered_in_the_order_of_the_sheet(example: ReviewSnapshot) -> None:
    plain = json.loads(example.canonical_bytes())
    for part, letter in zip(("agencies", "leads", "evidence", "cells", "findings", "actions"), "glecfa", strict=True):
        assert [each["ref"] for each in plain[part]] == [f"{letter}{at}" for at in range(1, len(plain[part]) + 1)]

    cells = {cell.ref: place for place, cell in enumerate(example.cells)}
    findings = {finding.ref: place for place, finding in enumerate(example.findings)}
    names = {agency.ref: agency.name for agency in example.agencies}
    in_cells = [(cells[each.cell], list(Colour).index(each.colour)) for each in example.findings]
    served = [[findings[serves.finding] for serves in action.serves] for action in example.actions]
    leads = [(lead.name, lead.role, names[str(lead.agency)]) for lead in example.leads]
    assert in_cells == sorted(in_cells)
    assert served == [sorted(each) for each in served]
    assert [each[0] for each in served] == sorted(each[0] for each in served)
    assert leads == sorted(leads)
    assert list(names.values()) == sorted(names.values()) == sorted(names.values(), key=str.casefold)


# --- Ratings ---


def test_the_scale_is_used_from_end_to_end(example: ReviewSnapshot) -> None:
    given = Counter(cell.rating for cell in example.cells)

    assert set(given) == {
        *("red", "amber_red", "amber", "green_amber", "green"),
        *(Unrated.NOT_RATED, Unrated.NOT_YET_KNOWN, Unrated.NOT_REVIEWED),
    }
    assert given["amber_red"] >= 5
    assert given["green_amber"] >= 5
    assert given[Unrated.NOT_RATED] == 1


def test_ratings_at_odds_with_their_findings_say_why_and_where_they_were_agreed(
    framework: FrameworkSnapshot, example: ReviewSnapshot
) -> None:
    odd = []
    for cell in example.cells:
        suggested = suggest(colours_in(example, cell), framework.scale).rating
        assert why_not_rate(cell.rating, scale=framework.scale, suggested=suggested, reason=cell.reason) is None
        if is_at_odds(cell.rating, suggested=suggested, scale=framework.scale):
            odd.append(cell)

    assert len(odd) == 2
    assert all(cell.reason and cell.agreed_at and cell.rated_by and cell.rated_at for cell in odd)


def test_red_beside_green_is_rated_by_judgement_with_the_counts_in_the_reason(example: ReviewSnapshot) -> None:
    judged = [cell for cell in example.cells if {Colour.RED, Colour.GREEN} <= set(colours_in(example, cell))]

    assert len(judged) == 2
    assert {Colour.AMBER in colours_in(example, cell) for cell in judged} == {True, False}
    for cell in judged:
        numbers = {1: "One", 2: "two"}
        count = Counter(colours_in(example, cell))
        assert cell.reason.startswith(f"{numbers[count[Colour.RED]]} red")
        assert re.search(f"{'one' if count[Colour.GREEN] == 1 else 'two'} green", cell.reason)


def test_a_suggestion_waits_where_nobody_has_rated(framework: FrameworkSnapshot, example: ReviewSnapshot) -> None:
    unrated = next(cell for cell in example.cells if cell.rating == Unrated.NOT_RATED)

    assert suggest(colours_in(example, unrated), framework.scale).rating == "green_amber"
    assert not unrated.rated_by


def test_ratings_were_given_in_utc_and_before_today(example: ReviewSnapshot) -> None:
    moments = [cell.rated_at for cell in example.cells if cell.rated_at]

    assert len(moments) == 31
    assert all(moment.tzinfo is UTC and moment.date() < TODAY for moment in moments)
    assert len(set(moments)) == 31


def test_some_of_it_is_for_one_half_of_the_area_alone(framework: FrameworkSnapshot, example: ReviewSnapshot) -> None:
    assert [place.ref for place in example.places] == ["p1", "p2"]
    for part, most in (("findings", 4), ("actions", 6), ("evidence", 2)):
        alone = [one for one in getattr(example, part) if one.for_place]
        assert 1 <= len(alone) <= most, part
    ((cell, given),) = [(cell, given) for cell in example.cells for given in cell.for_places]
    here = [one for one in present(example) if one.cell == cell.ref and one.for_place in (None, given.place)]
    suggested = suggest([one.colour for one in here], framework.scale).rating
    assert given.rating == suggested != cell.rating


# --- Findings ---


def test_most_stages_mix_their_colours(example: ReviewSnapshot) -> None:
    mixed = [cell for cell in example.cells if len(set(colours_in(example, cell))) > 1]

    assert len(mixed) >= 18


def test_what_is_not_yet_known_has_a_way_to_find_out(example: ReviewSnapshot) -> None:
    unknown = [finding for finding in present(example) if finding.colour is Colour.NOT_YET_KNOWN]

    assert len(unknown) == 5
    assert all(any(is_open(action.status) for action in actions_of(example, finding)) for finding in unknown)


def test_one_amber_finding_alone_has_no_action(example: ReviewSnapshot) -> None:
    without = [finding for finding in present(example) if not actions_of(example, finding)]

    assert [finding.colour for finding in without] == [Colour.AMBER]


def test_one_finding_moved_to_green_and_kept_what_was_done_on_the_way(example: ReviewSnapshot) -> None:
    (moved,) = [finding for finding in example.findings if finding.changes]
    (first, second) = moved.changes
    planned = [(action.status, serves.colour) for action in actions_of(example, moved) for serves in action.serves]

    assert (first.before, first.after, second.before, second.after) == ("red", "amber", "amber", "green")
    assert moved.colour is Colour.GREEN
    assert first.on < example.review.date < second.on < TODAY
    assert first.reason and second.reason and first.by and second.by
    assert planned == [(Status.DONE, Colour.RED), (Status.DONE, Colour.AMBER), (Status.NOT_STARTED, Colour.GREEN)]


def test_one_finding_is_archived_with_its_action(example: ReviewSnapshot) -> None:
    (archived,) = [finding for finding in example.findings if finding.archived]

    assert [action.archived for action in actions_of(example, archived)] == [True]
    assert sum(action.archived for action in example.actions) == 1


def test_findings_refer_to_other_stages_and_to_an_action(example: ReviewSnapshot) -> None:
    seen = [see for finding in present(example) for see in finding.see_also]

    assert sum(see.cell is not None for see in seen) >= 2
    assert sum(see.action is not None for see in seen) == 1
    assert all(see.cell != finding.cell for finding in present(example) for see in finding.see_also)
    assert sum(bool(finding.also_in) for finding in present(example)) >= 3
    assert all(finding.cell not in finding.also_in for finding in example.findings)


def test_findings_name_the_agencies_they_are_about_and_speak_for(example: ReviewSnapshot) -> None:
    about = {agency for finding in present(example) for agency in finding.about}

    assert len(about) >= 10
    assert len({finding.on_behalf_of for finding in present(example) if finding.on_behalf_of}) == 2


# --- Evidence ---


def test_most_findings_name_their_evidence_and_all_evidence_is_used(example: ReviewSnapshot) -> None:
    without = [finding for finding in present(example) if not finding.evidence]

    assert 2 <= len(without) <= 6
    rested_on = {ref for finding in example.findings for ref in finding.evidence}
    assert rested_on == {each.ref for each in example.evidence if not each.stages}


def test_some_evidence_speaks_to_stages_before_it_is_a_finding_and_some_is_still_to_be_looked_at(
    example: ReviewSnapshot,
) -> None:
    early = [each for each in example.evidence if each.stages]

    assert {each.state for each in early} == {
        EvidenceState.RECEIVED, EvidenceState.PLANNED, EvidenceState.UNDER_WAY,
    }  # fmt: skip
    to_come = [each for each in early if each.state is not EvidenceState.RECEIVED]
    assert all(each.looked_at_by and each.due_on and each.how_many for each in to_come)


def test_some_evidence_is_awaited_some_cannot_be_had_and_some_is_kept_back(example: ReviewSnapshot) -> None:
    states = Counter(item.state for item in example.evidence)
    namings = Counter(item.naming for item in example.evidence)
    awaited = [item for item in example.evidence if item.state is EvidenceState.ASKED_FOR]

    assert (states[EvidenceState.ASKED_FOR], states[EvidenceState.NOT_AVAILABLE]) == (2, 1)
    assert sum(bool(item.due_on and item.due_on < TODAY) for item in awaited) == 1
    assert all(item.asked_of and item.asked_on and item.due_on and not item.on for item in awaited)
    assert (namings[Naming.KIND_ONLY], namings[Naming.TEAM_ONLY]) == (1, 1)
    assert example.holds.team_only_evidence
    assert len({item.kind for item in example.evidence}) >= 10


# --- Actions ---


def test_one_action_is_overdue_one_blocked_and_one_no_longer_needed(example: ReviewSnapshot) -> None:
    statuses = Counter(action.status for action in example.actions)
    (late,) = overdue(example, TODAY)

    assert late.text.startswith("Send the companies and housing the dates")
    assert (statuses[Status.BLOCKED], statuses[Status.NOT_NEEDED]) == (1, 1)
    assert all(action.notes for action in example.actions if action.status in {Status.BLOCKED, Status.NOT_NEEDED})


def test_all_that_is_done_but_one_says_what_difference_it_made(example: ReviewSnapshot) -> None:
    done = [action for action in example.actions if action.status is Status.DONE]

    assert len(done) >= 8
    assert sum(not action.difference for action in done) == 1
    assert all(not action.difference for action in example.actions if action.status is not Status.DONE)


def test_one_open_action_has_no_lead_and_another_has_no_date(example: ReviewSnapshot) -> None:
    still = [action for action in example.actions if is_open(action.status)]
    (nobody,) = [action for action in still if not action.leads]
    (some_time,) = [action for action in still if action.due_on is None]

    assert nobody.due_on
    assert some_time.leads
    assert not some_time.due_words


def test_leads_are_people_roles_and_one_agency_still_to_name_somebody(example: ReviewSnapshot) -> None:
    named = {lead.ref for action in example.actions for lead in example.leads if lead.ref in action.leads}
    roles = [lead for lead in example.leads if lead.role and not lead.name]
    agencies_alone = [lead for lead in example.leads if not lead.name and not lead.role]
    together = Counter(len(action.leads) for action in example.actions)

    assert named == {lead.ref for lead in example.leads}
    assert len(roles) >= 4
    assert len(agencies_alone) == 1
    assert together[2] >= 20 and together[3] >= 5 and together[4] == 2


def test_one_lead_carries_about_twice_as_much_as_the_next(example: ReviewSnapshot) -> None:
    still = [action for action in example.actions if is_open(action.status) and action.leads]
    (most, next_most) = Counter(action.leads[0] for action in still).most_common(2)

    assert most[1] >= 12
    assert next_most[1] <= most[1] * 0.6


def test_actions_are_shared_and_one_serves_three_stages(example: ReviewSnapshot) -> None:
    cell_of = {finding.ref: finding.cell for finding in example.findings}
    stages = Counter(len({cell_of[serves.finding] for serves in action.serves}) for action in example.actions)
    kinds = [{serves.colour for serves in action.serves} for action in example.actions]

    assert (stages[3], stages[2]) == (1, 2)
    assert {Colour.RED, Colour.AMBER} in kinds


def test_the_form_waits_for_the_list_of_meetings_and_others_wait_too(example: ReviewSnapshot) -> None:
    by_ref = {action.ref: action for action in example.actions}
    waiting = [(action, by_ref[ref]) for action in example.actions for ref in action.waits_for]

    assert any("short form" in later.text and "every meeting" in sooner.text for later, sooner in waiting)
    assert len(waiting) >= 4
    assert all(sooner.due_on and later.due_on and sooner.due_on < later.due_on for later, sooner in waiting)


def test_time_in_words_keeps_its_words_beside_its_date(example: ReviewSnapshot) -> None:
    said = {action.due_words: action.due_on for action in example.actions if action.due_words}

    assert example.review.date == date(2027, 3, 17)
    assert said["in three months' time"] == date(2027, 6, 17)
    assert said["within six weeks"] == date(2027, 4, 28)
    assert said["by the end of Q1"] == date(2027, 6, 30)


def test_recurring_actions_know_when_they_were_done_and_when_they_are_next_due(example: ReviewSnapshot) -> None:
    recurring = [action for action in example.actions if action.repeats]
    rhythms = {(each.repeats.every, each.repeats.unit) for each in recurring if each.repeats and each.last_done_on}

    assert {(1, Unit.TERM), (6, Unit.MONTH), (1, Unit.MONTH)} <= rhythms
    assert sum(action.last_done_on is None for action in recurring) == 1
    assert all(action.due_on and action.due_on >= TODAY and action.due_words for action in recurring)
    assert all(action.last_done_on < TODAY for action in recurring if action.last_done_on)


def test_progress_is_noted_in_order_and_before_today(example: ReviewSnapshot) -> None:
    noted = [[note.on for note in action.notes] for action in example.actions if action.notes]

    assert len(noted) >= 15
    assert any(len(days) > 1 for days in noted)
    assert all(days == sorted(days) and days[-1] < TODAY for days in noted)


def test_the_values_are_judged_and_the_partnership_added_one(
    framework: FrameworkSnapshot, example: ReviewSnapshot
) -> None:
    assert [value.key for value in example.values] == [*(value.key for value in framework.values), ""]
    assert example.values[-1].name == "Anti-racist"
    assert len({value.extent for value in example.values}) >= 4
    assert all(value.narrative and value.examples_for and value.examples_against for value in example.values)


# --- Whatever the day ---


def hold_dates(example: ReviewSnapshot, today: date) -> None:
    """Assert that nothing but the one action is overdue, and that what has been lies before today."""
    due = [action.due_on for action in example.actions if action.due_on]
    noted = [note.on for action in example.actions for note in action.notes]
    done = [action.last_done_on for action in example.actions if action.last_done_on]

    assert len(overdue(example, today)) == 1
    assert all(is_working_day(day) for day in [*due, *noted, *done, example.review.date])
    assert timedelta(weeks=4) <= today - example.review.date <= timedelta(weeks=7)
    assert max([*noted, *done]) < today


@pytest.mark.parametrize("today", [LEAP_DAY, NEW_YEARS_EVE, SATURDAY, EASTER])
def test_dates_hold_on_awkward_days(framework: FrameworkSnapshot, today: date) -> None:
    hold_dates(example_snapshot(framework, today=today), today)


def test_dates_hold_all_the_year_round(framework: FrameworkSnapshot) -> None:
    for today in DAYS_OF_A_YEAR:
        hold_dates(example_snapshot(framework, today=today), today)
