"""The paper's sheet, in the ways people lay it out."""

from __future__ import annotations

from tests.rules.documents.interpreter.made import Cell, actions, findings, ratings, table, text, understood

REFERRAL = ("Target", "Level 1", "Referral")
ASSESSMENT = ("Target", "Level 1", "Assessment")
HEADS = [
    "RED Traffic light rating",
    "Action plan to get to amber",
    "AMBER Traffic light rating",
    "Action plan to get to green",
    "GREEN Traffic light rating",
    "Action plan to sustain performance",
]
COLOUR_ROW = [Cell("RED", columns=2), Cell("AMBER", columns=2), Cell("GREEN", columns=2)]
NO_FORM = "No form has a place for friends."
SOME_TEAMS = "Some teams write down where harm happens."
SAMPLED = "Samples show that assessments weigh contexts."
ADD = "Add a place for friends to the form"
TRAIN = "Train the other teams"


def test_a_band_names_the_stage_and_its_rating_for_the_rows_below_it():
    found = understood(
        text("Target – Level 1", heading=2),
        table(
            COLOUR_ROW,
            HEADS,
            [Cell("REFERRAL", columns=2), Cell("Current overall rating Level 1: Amber/Red", columns=4)],
            [NO_FORM, f"{ADD} – Bronagh to lead.", SOME_TEAMS, f"{TRAIN} in three months' time", "", ""],
            [Cell("ASSESSMENT", columns=2), Cell("Current overall rating: Green", columns=4)],
            ["", "", "", "", SAMPLED, "Repeat the sample (Lead: Tomos Rhys)"],
        ),
    )

    assert findings(found) == [
        (REFERRAL, "red", NO_FORM),
        (REFERRAL, "amber", SOME_TEAMS),
        (ASSESSMENT, "green", SAMPLED),
    ]
    assert actions(found) == [
        (NO_FORM, "red", f"{ADD}.", ["Bronagh"], ""),
        (SOME_TEAMS, "amber", f"{TRAIN} in three months' time", [], "in three months' time"),
        (SAMPLED, "green", "Repeat the sample", ["Tomos Rhys"], ""),
    ]
    assert ratings(found) == [(REFERRAL, "amber_red"), (ASSESSMENT, "green")]


def test_a_band_is_one_though_a_cell_of_the_row_above_reaches_into_it():
    found = understood(
        text("Target – Level 1", heading=2),
        table(
            COLOUR_ROW,
            HEADS,
            ["REFERRAL", "", "Overall: amber-red", "", "", ""],
            [NO_FORM, Cell(ADD, rows=2), "", "", "", ""],
            ["ASSESSMENT", "", Cell("Overall: Amber", columns=2), "", ""],
            ["", "", SOME_TEAMS, TRAIN, "", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM), (ASSESSMENT, "amber", SOME_TEAMS)]
    assert ratings(found) == [(REFERRAL, "amber_red"), (ASSESSMENT, "amber")]


def test_a_band_that_ran_into_the_cells_above_and_below_it_heads_what_stands_below_it():
    found = understood(
        text("Target – Level 1", heading=2),
        table(
            HEADS,
            [Cell("Referral", "Overall: Red", NO_FORM, "Assessment", "Overall: Amber"), ADD, "", "", "", ""],
            ["", "", SOME_TEAMS, Cell(TRAIN, "PLANNING"), "Overall: Green", ""],
            ["", "", "", "", SAMPLED, "Repeat the sample"],
        ),
    )

    assert findings(found) == [
        (REFERRAL, "red", NO_FORM),
        (ASSESSMENT, "amber", SOME_TEAMS),
        (("Target", "Level 1", "Planning"), "green", SAMPLED),
    ]
    assert [(colour, said) for _, colour, said, *_ in actions(found)] == [
        ("red", ADD),
        ("amber", TRAIN),
        ("green", "Repeat the sample"),
    ]
    assert [rating for _, rating in ratings(found)] == ["red", "amber", "green"]


def test_a_stage_alone_beside_heads_or_cells_that_reach_too_far_down_is_a_band():
    found = understood(
        text("Target – Level 1", heading=2),
        table(
            [HEADS[0], Cell(HEADS[1], rows=2), *HEADS[2:]],
            ["Referral", "", "", "", ""],
            ["Overall: Red", "", "", "", "", ""],
            [NO_FORM, ADD, "", "", "", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    assert ratings(found) == [(REFERRAL, "red")]


def test_a_name_of_a_stage_without_a_rating_at_a_cells_end_stays_there():
    found = understood(
        text("Target – Level 1", heading=2),
        table(HEADS, ["Referral", "", "", "", "", ""], [Cell(NO_FORM, "Planning"), ADD, "", "", "", ""]),
    )

    assert [stage for stage, *_ in findings(found)] == [REFERRAL, REFERRAL]


def test_columns_may_run_from_green_to_red_with_the_stage_first_and_its_rating_in_the_same_cell():
    found = understood(
        text("Target", "Level 1", heading=2),
        table(
            ["Stage", "To sustain", "Green", "To get to green", "Amber", "To get to amber", "Red"],
            [Cell("Referral", "Overall rating: R/A"), "", "", TRAIN, SOME_TEAMS, ADD, NO_FORM],
        ),
    )

    assert sorted(findings(found)) == [(REFERRAL, "amber", SOME_TEAMS), (REFERRAL, "red", NO_FORM)]
    assert sorted(actions(found))[0][:3] == (NO_FORM, "red", ADD)
    assert ratings(found) == [(REFERRAL, "amber_red")]


def test_a_head_that_lost_its_colour_is_told_by_what_is_missing():
    found = understood(
        text("Target: Level 1"),
        table(
            [
                "RED Traffic Light Rating",
                "Action Plan to get to amber",
                "Traffic Light Rating",
                "Action Plan to get to green",
                "GREEN Traffic Light Rating",
                "Action Plan to sustain performance",
            ],
            [Cell("Referral", columns=6)],
            ["", "", SOME_TEAMS, TRAIN, "", ""],
        ),
    )

    assert findings(found) == [(REFERRAL, "amber", SOME_TEAMS)]


def test_shades_alone_tell_the_columns_apart():
    found = understood(
        text("Target: Level 1"),
        table(
            [Cell("Findings", fill="#FF9999"), "Action plan", Cell("Findings", fill="#FFE699"), "Action plan"],
            [Cell("Referral", columns=4)],
            [NO_FORM, ADD, SOME_TEAMS, TRAIN],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM), (REFERRAL, "amber", SOME_TEAMS)]
    assert [action[:2] for action in actions(found)] == [(NO_FORM, "red"), (SOME_TEAMS, "amber")]


def test_several_findings_in_a_cell_get_the_actions_that_speak_of_them():
    found = understood(
        text("Target: Level 1"),
        table(
            HEADS,
            [Cell("RED Referral", columns=6)],
            [
                Cell(
                    "• Police notifications say nothing of friends.", "• Schools do not hear what became of a referral."
                ),
                Cell(
                    "Write prompts on friends into the police notification. DS Byrne to lead",
                    "Tell schools within a week what became of a referral, Lead: Ola Adeyemi",
                    "Ask schools each term whether they heard.",
                ),
            ],
        ),
    )

    assert [(action[0], action[3]) for action in actions(found)] == [
        ("Police notifications say nothing of friends.", ["DS Byrne"]),
        ("Schools do not hear what became of a referral.", ["Ola Adeyemi"]),
        ("Schools do not hear what became of a referral.", []),
    ]


def test_a_table_that_goes_on_without_its_head_keeps_its_columns():
    found = understood(
        text("Target: Level 1"),
        table(HEADS, [Cell("REFERRAL", columns=6)], [NO_FORM, ADD, "", "", "", ""]),
        table([Cell("ASSESSMENT", columns=6)], ["", "", SOME_TEAMS, TRAIN, SAMPLED, ""], number=2),
    )

    assert (ASSESSMENT, "green", SAMPLED) in findings(found)
    assert (ASSESSMENT, "amber", SOME_TEAMS) in findings(found)


def test_a_rating_that_names_another_level_is_told():
    found = understood(
        text("Target: Level 2"),
        table(
            HEADS, [Cell("REFERRAL – Current overall rating Level 1: Red", columns=6)], [NO_FORM, ADD, "", "", "", ""]
        ),
    )

    assert ratings(found) == [(("Target", "Level 2", "Referral"), "red")]
    assert any("Level 1" in str(why) for why in found.told)


def test_without_a_domain_one_question_asks_for_it():
    found = understood(
        text("Level 1"),
        table(HEADS, [Cell("REFERRAL", columns=6)], [NO_FORM, ADD, "", "", "", ""], [SOME_TEAMS, "", "", "", "", ""]),
    )

    assert [len(question.answers) for question in found.questions] == [4]
    assert not any(found.is_sure(number) for question in found.questions for number in question.about)


def test_the_same_finding_in_two_rows_is_one_with_both_actions():
    found = understood(
        text("Target: Level 1"),
        table(HEADS, [Cell("REFERRAL", columns=6)], [NO_FORM, ADD, "", "", "", ""], [NO_FORM, TRAIN, "", "", "", ""]),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM)]
    assert [action[0] for action in actions(found)] == [NO_FORM, NO_FORM]


def test_what_says_that_there_is_nothing_is_no_finding():
    found = understood(
        text("Target: Level 1"),
        table(HEADS, [Cell("REFERRAL", columns=6)], ["None identified", "N/A", SOME_TEAMS, TRAIN, "-", ""]),
    )

    assert findings(found) == [(REFERRAL, "amber", SOME_TEAMS)]


def test_labels_down_the_first_column_say_what_stands_beside_them():
    found = understood(
        text("Target: Level 1"),
        table(
            ["Stage", "Referral"],
            ["Overall rating", "Amber/Red"],
            ["Red", NO_FORM],
            ["Action plan to get to amber", ADD],
            ["Amber", SOME_TEAMS],
            ["Action plan to get to green", TRAIN],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM), (REFERRAL, "amber", SOME_TEAMS)]
    assert [action[:3] for action in actions(found)] == [(NO_FORM, "red", ADD), (SOME_TEAMS, "amber", TRAIN)]
    assert ratings(found) == [(REFERRAL, "amber_red")]


def test_stages_across_the_top_are_read_as_rows():
    found = understood(
        text("Target: Level 1"),
        table(
            ["", "Referral", "Assessment"],
            ["Red", NO_FORM, ""],
            ["To get to amber", ADD, ""],
            ["Amber", "", SOME_TEAMS],
            ["To get to green", "", TRAIN],
        ),
    )

    assert findings(found) == [(REFERRAL, "red", NO_FORM), (ASSESSMENT, "amber", SOME_TEAMS)]


def test_another_framework_is_read_by_its_own_names():
    found = understood(
        text("Safer staff", heading=1),
        table(
            ["Standard", "Red", "To get to amber", "Amber", "To get to green", "Green", "To sustain"],
            ["Safer recruitment", "Two references were missing.", "Get the references", "", "", "", ""],
        ),
        framework="section-175-schools",
    )

    assert findings(found, "section-175-schools") == [
        (("Safer staff", "", "Safer recruitment"), "red", "Two references were missing.")
    ]


def test_plans_may_stand_below_the_findings_under_heads_of_their_own():
    found = understood(
        text("Target: Level 1", "Referral"),
        table(
            ["Red", "Amber", "Green"],
            ["Nobody asks where.", "Some name places.", "All write it down."],
            ["Actions to get to amber", "Actions to get to green", "Actions to sustain"],
            ["The form asks where", "The form names places", "Go on with it"],
        ),
    )

    assert [(colour, words) for _, colour, words in findings(found)] == [
        ("red", "Nobody asks where."),
        ("amber", "Some name places."),
        ("green", "All write it down."),
    ]
    assert [(under, words) for under, _, words, *_ in actions(found)] == [
        ("Nobody asks where.", "The form asks where"),
        ("Some name places.", "The form names places"),
        ("All write it down.", "Go on with it"),
    ]
