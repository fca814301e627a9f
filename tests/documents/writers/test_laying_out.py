"""What a document says, before it is Word, PDF or Excel."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from system_review.documents.writers.entries import brief
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.pages import ColourColumn, FindingEntry, ListPart, Paper, PlanEntry, StagePart
from system_review.documents.writers.wording import english
from system_review.errors import Refused
from system_review.reviews.snapshots import FindingSnapshot, Holds, ReviewSnapshot, SeeAlsoSnapshot
from tests.documents.large_review import large
from tests.documents.snapshots import (
    AS_AT,
    EVIDENCE,
    cell,
    grid_actions,
    grid_cells,
    grid_findings,
    small_audit,
    small_grid,
)

WORDING = english(AS_AT)


def paper(snapshot: ReviewSnapshot) -> Paper:
    return lay_out(snapshot, WORDING)


def stage(made: Paper, sheet: str, name: str) -> StagePart:
    [part] = [part for part in made.sheets if part.title == sheet]
    return next(stage for stage in part.stages if stage.name == name)


def column(made: Paper, sheet: str, name: str, colour: str) -> ColourColumn:
    return next(each for each in stage(made, sheet, name).columns if each.colour == colour)


def finding(made: Paper, ref: str) -> FindingEntry:
    stages = (stage for part in made.sheets for stage in part.stages)
    entries = (f for stage in stages for f in (*(f for c in stage.columns for f in c.findings), *stage.unknown))
    return next(entry for entry in entries if entry.ref == ref and entry.in_full)


def plan(made: Paper, ref: str) -> tuple[PlanEntry, ...]:
    return finding(made, ref).plan


def listed(made: Paper, heading: str) -> ListPart:
    return next(part for part in made.lists if part.heading == heading)


def everything(made: Paper) -> str:
    return str(dataclasses.asdict(made))


def test_each_domain_and_level_is_a_sheet_in_the_frameworks_order() -> None:
    assert [part.title for part in paper(small_grid()).sheets] == [
        "Target, Level 1",
        "Target, Level 2",
        "Partnerships, Level 1",
    ]
    assert [part.title for part in paper(small_audit()).sheets] == ["Leading", "Staff"]


def test_a_sheet_that_was_not_reviewed_is_left_out_and_told() -> None:
    made = paper(small_grid())

    assert [fact.text for fact in made.about if fact.name == "Not in this review"] == ["Partnerships, Level 2"]


def test_a_sheet_not_reviewed_this_time_is_kept_when_something_stands_in_it() -> None:
    late = FindingSnapshot(ref="f9", cell="c7", colour="red", text="Something was seen all the same.")
    made = paper(small_grid(findings=(*grid_findings(), late)))

    assert "Partnerships, Level 2" in [part.title for part in made.sheets]


def test_an_empty_column_says_why_it_is_empty() -> None:
    made = paper(small_grid())

    assert column(made, "Target, Level 1", "Response", "red").empty == "Looked, none found"
    assert column(made, "Target, Level 2", "Response", "red").empty == "Not applicable"
    assert column(made, "Partnerships, Level 1", "Response", "green").empty == "Nothing written yet"


def test_a_stage_that_the_review_does_not_have_says_so() -> None:
    made = paper(small_grid(cells=grid_cells()[:1], findings=grid_findings()[1:2], actions=()))

    missing_stage = stage(made, "Target, Level 1", "Response")
    assert missing_stage.rating.word == "Not in this review"
    assert {each.empty for each in missing_stage.columns} == {"Not in this review"}


def test_a_rating_is_told_in_words_with_who_when_where_and_why() -> None:
    rating = stage(paper(small_grid()), "Target, Level 1", "Response").rating

    assert rating.word == "Amber"
    assert rating.lines == (
        "Rated by Anwen, 14 April 2027",
        "Agreed: at the panel, 12 May",
        "Why: The chairs' own checks are not sampled yet.",
    )


def test_a_rating_is_dated_by_the_day_in_the_united_kingdom() -> None:
    late = datetime(2027, 4, 14, 23, 30, tzinfo=UTC)
    cells = (grid_cells()[0].model_copy(update={"rated_at": late}), *grid_cells()[1:])

    rating = stage(paper(small_grid(cells=cells)), "Target, Level 1", "Referral").rating
    assert rating.lines == ("Rated by Anwen, 15 April 2027",)


@pytest.mark.parametrize(
    ("rating", "line"),
    [
        ("red", "The findings suggest Amber/Red"),
        ("not_rated", "The findings suggest Amber/Red; nobody has rated yet"),
    ],
)
def test_a_rating_that_differs_from_what_the_findings_suggest_shows_both(rating: str, line: str) -> None:
    cells = (cell("c1", "target", "level-1", "referral", rating), *grid_cells()[1:])

    assert stage(paper(small_grid(cells=cells)), "Target, Level 1", "Referral").rating.lines == (line,)


def test_a_rating_as_the_findings_suggest_says_nothing_of_it() -> None:
    lines = stage(paper(small_grid()), "Target, Level 1", "Referral").rating.lines

    assert lines == ("Rated by Anwen, 14 April 2027",)


@pytest.mark.parametrize(
    ("sheet", "name", "word"),
    [
        ("Target, Level 2", "Response", "Not applicable"),
        ("Partnerships, Level 1", "Referral", "Not yet known"),
        ("Partnerships, Level 1", "Response", "Not rated"),
    ],
)
def test_a_stage_without_a_step_of_the_scale_says_what_it_is(sheet: str, name: str, word: str) -> None:
    rating = stage(paper(small_grid()), sheet, name).rating

    assert (rating.word, rating.colours) == (word, ())


def test_an_action_of_several_findings_is_written_once_and_referred_to_elsewhere() -> None:
    made = paper(small_grid())

    [full] = plan(made, "f1")
    [reference] = plan(made, "f3")
    assert (full.in_full, full.text) == (
        True,
        "Run three lunchtime briefings for practice leads, with two worked examples.",
    )
    assert (reference.in_full, reference.text) == (False, "See action A1 under Target, Level 1, Referral")
    assert everything(made).count("with two worked examples") == 1


def test_an_action_stands_in_the_action_plan_by_its_number_and_first_words() -> None:
    rows = listed(paper(small_grid()), "Action plan").rows

    assert rows[0][:3] == (
        "A1",
        "Run three lunchtime briefings for practice leads, with\u00a0…",
        "To get to amber\nTo get to green",
    )


def test_actions_are_numbered_in_the_order_of_the_sheets() -> None:
    rows = listed(paper(small_grid()), "Action plan").rows

    assert [row[0] for row in rows] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_the_first_lead_is_accountable_and_the_others_are_with() -> None:
    [full] = plan(paper(small_grid()), "f1")

    assert (full.lead, full.lead_more) == ("Meera", "Health")
    assert (
        full.with_ == "with Col, front door manager, Children's social care; Police, name awaited; Sade, Youth justice"
    )


def test_an_agency_alone_awaits_its_name_and_nobody_is_no_lead_yet() -> None:
    first, second = plan(paper(small_grid()), "f2")

    assert (first.lead, first.has_lead) == ("Police, name awaited", True)
    assert (second.lead, second.has_lead) == ("No lead yet", False)


def test_time_is_told_as_written_with_the_date_it_means() -> None:
    made = paper(small_grid())

    assert plan(made, "f1")[0].when == "in three months' time: by 20 July 2027"
    assert [entry.when for entry in plan(made, "f2")] == ["by 31 March 2027", "in due course: no date yet"]
    assert plan(made, "f4")[0].when == "termly, next 1 September 2027, last done 3 March 2027"
    assert plan(made, "f5")[0].when == "No date yet"


def test_a_time_that_names_its_date_is_not_told_twice() -> None:
    dated = grid_actions()[0].model_copy(update={"due_words": "by 20 July 2027 at the latest"})
    made = paper(small_grid(actions=(dated, *grid_actions()[1:])))

    assert plan(made, "f1")[0].when == "by 20 July 2027 at the latest"


def test_only_an_open_action_is_overdue_and_only_after_its_day() -> None:
    late, _ = plan(paper(small_grid()), "f2")

    assert late.overdue == "overdue"
    assert plan(lay_out(small_grid(), english(date(2027, 3, 31))), "f2")[0].overdue == ""


def test_what_is_pressing_what_it_waits_for_and_what_difference_it_made_are_told() -> None:
    made = paper(small_grid())

    assert plan(made, "f1")[0].priority == "Priority: High"
    assert plan(made, "f2")[0].lines == ("Waits for A3", "Planned when this was red")
    assert plan(made, "f4")[0].lines == ("Difference made: Two routes became one.",)


def test_a_cross_reference_shows_the_actions_and_how_they_stand() -> None:
    texts = [entry.text for entry in plan(paper(small_grid()), "f4")[1:]]

    assert texts == [
        "See also Target, Level 1, Referral: A1 (under way), A2 (blocked), A3 (not started)",
        "See action A3 (not started) under Target, Level 1, Referral",
    ]


def test_a_cross_reference_to_an_archived_action_is_not_told() -> None:
    pointing = grid_findings()[4].model_copy(update={"see_also": (SeeAlsoSnapshot(action="a7"),)})
    made = paper(small_grid(findings=(*grid_findings()[:4], pointing, *grid_findings()[5:])))

    assert [entry.number for entry in plan(made, "f5")] == ["A5"]


def test_a_finding_relevant_elsewhere_is_a_quiet_reference_there() -> None:
    [there] = column(paper(small_grid()), "Partnerships, Level 1", "Response", "red").findings

    assert not there.in_full
    assert (
        there.text
        == "Also relevant here: “GP practices do not know what a useful\u00a0…” (red, Target, Level 1, Referral)"
    )


def test_a_finding_is_counted_once_however_many_places_it_is_relevant_to() -> None:
    assert [fact.text for fact in paper(small_grid()).about if fact.name == "Findings"] == [
        "Red 1 · Amber 2 · Green 1 · Not yet known 1"
    ]


def test_an_earlier_colour_is_told_where_the_file_holds_history() -> None:
    assert "Was red until 3 March 2027: The form is in use" in finding(paper(small_grid()), "f2").lines
    assert finding(paper(small_grid(holds=Holds(history=False))), "f2").lines == ()


def test_a_finding_without_an_action_says_so() -> None:
    assert finding(paper(small_grid(actions=())), "f1").no_plan == "No action yet"


def test_archived_things_are_nowhere() -> None:
    assert "nobody may read" not in everything(paper(small_grid()))


def test_evidence_that_may_not_be_named_is_told_by_its_kind_and_team_only_evidence_not_at_all() -> None:
    said = everything(paper(small_grid()))

    assert "How we know: E1 40 referrals read, 12 January 2027; E2 Interview" in said
    assert "Described by its kind only" in said
    assert "off the record" not in said
    assert "For the team alone" not in said
    assert "1 February 2027" not in said  # the date of the evidence that is told by its kind only


def test_long_evidence_is_named_by_its_kind_and_how_many_and_stands_whole_in_the_list() -> None:
    sentence = "Forty referrals from a ten-week run at the front door, read by two people."
    long = EVIDENCE[0].model_copy(update={"sentence": sentence})
    made = paper(small_grid(evidence=(long, *EVIDENCE[1:])))

    assert finding(made, "f1").lines[0] == "How we know: E1 Dip-sample (40), 12 January 2027; E2 Interview"
    assert listed(made, "Evidence").rows[0][2] == sentence


def test_evidence_that_is_awaited_says_so_where_it_is_named() -> None:
    awaiting = grid_findings()[0].model_copy(update={"evidence": ("e4",)})
    made = paper(small_grid(findings=(awaiting, *grid_findings()[1:])))

    assert finding(made, "f1").lines[0] == "How we know: E3 Missing episodes by place (asked for)"


def test_evidence_numbers_have_no_gap_where_something_was_left_out() -> None:
    assert [row[0] for row in listed(paper(small_grid()), "Evidence").rows] == ["E1", "E2", "E3"]


def test_a_file_for_the_team_tells_everything_about_evidence() -> None:
    said = everything(paper(small_grid(holds=Holds(team_only_evidence=True))))

    assert "The chair said it off the record" in said
    assert "For the team alone" in said


def test_awaited_evidence_says_of_whom_and_by_when() -> None:
    assert listed(paper(small_grid()), "Evidence").rows[2][7] == "Asked for, The analyst, by 1 May 2027"


def test_without_evidence_and_values_those_lists_are_not_there() -> None:
    assert [part.heading for part in paper(small_audit()).lists] == ["Action plan"]
    assert EVIDENCE  # the other sample has both


def test_every_value_of_the_framework_is_listed_and_further_ones_after_them() -> None:
    rows = listed(paper(small_grid()), "Values").rows

    assert [row[:3] for row in rows] == [
        ("Collaborative", "Partly evident", "Young people came late."),
        ("Rights-based", "", "Nothing written yet"),
        ("Kind", "", "People were kind to each other."),
    ]


def test_an_action_under_no_finding_stands_in_full_in_the_action_plan() -> None:
    row = listed(paper(small_grid()), "Action plan").rows[-1]

    assert (row[1], row[-1]) == ("Write to the board.", "Not under a finding")


def test_ratings_stand_in_a_table_of_sheets_and_stages_where_the_stages_are_the_same() -> None:
    table = paper(small_grid()).ratings

    assert table.heads == ("Domain, Level", "Referral", "Response")
    assert [rating.word for rating in table.rows[0].ratings] == ["Amber/Red", "Amber"]
    assert table.rows[3].name == "Partnerships, Level 2"


def test_ratings_stand_in_a_list_of_stages_where_the_stages_differ() -> None:
    table = paper(small_audit()).ratings

    assert table.heads == ("Question", "Overall rating")
    assert [(row.name, row.ratings[0].word) for row in table.rows] == [
        ("Leading, Governors", "Amber"),
        ("Leading, Policy", "Not rated"),
        ("Staff, Training", "Red"),
    ]


def test_one_sheet_alone_can_be_written() -> None:
    made = lay_out(small_grid(), WORDING, only=("target", "level-2"))

    assert [part.title for part in made.sheets] == ["Target, Level 2"]
    assert [row[0] for row in listed(made, "Action plan").rows] == ["A4"]
    assert "GP practices" not in everything(made)


def test_in_one_sheet_alone_an_action_is_in_full_where_that_sheet_has_it_first() -> None:
    both = grid_actions()[0].model_copy(update={"serves": (*grid_actions()[0].serves[:1], *grid_actions()[3].serves)})
    made = lay_out(small_grid(actions=(both, *grid_actions()[1:])), WORDING, only=("target", "level-2"))

    assert [(entry.number, entry.in_full) for entry in plan(made, "f4")][:2] == [("A1", True), ("A4", True)]


def test_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="no sheet target/level-9"):
        lay_out(small_grid(), WORDING, only=("target", "level-9"))


def test_a_review_that_names_what_it_does_not_hold_is_refused_in_a_sentence() -> None:
    lost = FindingSnapshot(ref="f9", cell="c99", colour="red", text="Nowhere.")

    with pytest.raises(Refused, match="names the place c99, which it does not hold"):
        paper(small_grid(findings=(lost,)))


def test_every_finding_and_action_of_a_large_review_stands_in_full_exactly_once() -> None:
    snapshot = large()
    made = list(paper(snapshot).in_full())

    assert sorted(ref for kind, ref, _ in made if kind == "finding") == sorted(f.ref for f in snapshot.findings)
    assert sorted(ref for kind, ref, _ in made if kind == "action") == sorted(a.ref for a in snapshot.actions)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two words", "Two words"),
        ("a b c d e f g h", "a b c d e f g h"),
        ("a b c d e f g h i", "a b c d e f g h\u00a0…"),
        ("x" * 500, "x" * 112 + "…"),
        ("  spaced \n out ", "spaced out"),
    ],
)
def test_a_brief_text_is_its_first_words(text: str, said: str) -> None:
    assert brief(text) == said
