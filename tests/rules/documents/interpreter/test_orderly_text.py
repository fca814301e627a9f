"""Text without tables, in its order: typed notes, a Word document of headings and paragraphs, a mail."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from system_review.documents.interpreter.understand import understand
from system_review.documents.interpreter.understanding import Suggestion, Understanding
from system_review.documents.readers.passages import Look, Part, Place, Reading, ReadPassage
from system_review.documents.readers.text import read_pasted
from system_review.documents.rules.words import PassageRole
from system_review.frameworks.files import shipped

FRAMEWORK = next(framework for framework in shipped() if framework.key == "contextual-safeguarding")
HEADED = """
Westmarsh review 2027

Target – Level 1

REFERRAL

Current overall rating: red-amber

Red findings

The form has no place for where harm happens.

Action plan to get to amber

• Add a box for places to the form – Carys Moss to lead
• Train the front door by 31 March 2027 (Lead: Tom Bell, Police)

Amber

Two schools name friends when they refer.

To get to green:

Ask the other schools. Lead: Carys

ASSESSMENT (Overall rating: Green)

Green: Sampled assessments weigh places.
Action: Repeat the sample in three months' time – CM to lead.
"""


def understood(text: str) -> Understanding:
    return understand(read_pasted(text), FRAMEWORK, base=date(2027, 1, 4))


def of(role: PassageRole, found: Understanding) -> list[Suggestion]:
    return [suggestion for suggestion in found.suggestions if suggestion.role is role]


def test_findings_stand_below_their_stage_and_colour() -> None:
    findings = of(PassageRole.FINDING, understood(HEADED))

    assert [(each.spot and each.spot.stage, each.colour, each.text) for each in findings] == [
        ("referral", "red", "The form has no place for where harm happens."),
        ("referral", "amber", "Two schools name friends when they refer."),
        ("assessment", "green", "Sampled assessments weigh places."),
    ]


def test_actions_stand_under_their_findings_with_leads_and_times() -> None:
    found = understood(HEADED)

    actions = of(PassageRole.ACTION, found)
    assert [(found.suggestions[each.under or 0].colour, each.leads[0].name, each.due_on) for each in actions] == [
        ("red", "Carys Moss", None),
        ("red", "Tom Bell", date(2027, 3, 31)),
        ("amber", "Carys Moss", None),
        ("green", "Carys Moss", date(2027, 4, 4)),
    ]


def test_overall_ratings_are_read_in_any_order_of_words() -> None:
    ratings = of(PassageRole.RATING, understood(HEADED))

    assert [(each.spot and each.spot.stage, each.rating) for each in ratings] == [
        ("referral", "amber_red"),
        ("assessment", "green"),
    ]


@pytest.mark.parametrize("width", [44, 60, 78])
def test_lines_cut_by_a_width_are_joined_again(width: int) -> None:
    paragraphs = HEADED.strip().replace("\n• ", "\n\n• ").replace("\nAction:", "\n\nAction:").split("\n\n")

    wrapped = understood("\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs))

    for role in (PassageRole.FINDING, PassageRole.ACTION):
        assert [each.text for each in of(role, wrapped)] == [each.text for each in of(role, understood(HEADED))]


def test_a_list_without_stages_is_read_and_its_stages_are_asked() -> None:
    text = "Learning point 1: Nobody keeps a list of places.\n\n* Keep one – Carys Moss to lead\n"

    found = understood(text)

    assert [each.text for each in of(PassageRole.FINDING, found)] == ["Nobody keeps a list of places."]
    assert of(PassageRole.ACTION, found)[0].under == 0
    assert found.questions


def test_colours_that_are_only_explained_are_no_findings() -> None:
    found = understood(
        "Red: not there yet.\nAmber: partly there.\n\nTarget: Level 1\n\nReferral\n\nRed: No form exists."
    )

    assert [each.text for each in of(PassageRole.FINDING, found)] == ["No form exists."]


def test_a_bracket_that_is_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "Referral\n\nRed: No form exists.\n\n* Make one (Leads:\n\nCarys Moss, Police; Tom Bell, Health)"

    actions = of(PassageRole.ACTION, understood(text))

    assert [[lead.name for lead in each.leads] for each in actions] == [["Carys Moss", "Tom Bell"]]


def test_a_rating_in_the_last_line_of_a_page_is_no_foot() -> None:
    places = [Place(page=1), Place(page=1), Place(part=Part.FOOTER, page=1)]
    texts = ["Target: Level 1", "Referral", "Overall rating: Amber"]
    passages = tuple(ReadPassage(text, "\n", place) for text, place in zip(texts, places, strict=True))

    found = understand(Reading("", passages, 0), FRAMEWORK)

    assert [(each.spot and each.spot.stage, each.rating) for each in of(PassageRole.RATING, found)] == [
        ("referral", "amber")
    ]


def told(text: str) -> list[tuple[str, str, str]]:
    found = understood(text)
    kept = {PassageRole.FINDING, PassageRole.ACTION, PassageRole.RATING}
    return [
        (str(each.role), str(each.colour or each.rating), each.text) for each in found.suggestions if each.role in kept
    ]


def test_labels_after_an_action_are_kept_beside_it() -> None:
    found = understood(
        "Target, Level 2, Planning\n\nFinding: Plans are not reviewed.\nRating: Red\nAction: Agree a day for each.\n"
        "Lead: Sam Cole\nDue: end of March 2027\nStatus: in progress\n\nFinding: Partners attend.\nRating: Amber"
    )

    action = of(PassageRole.ACTION, found)[0]
    assert [each.colour for each in of(PassageRole.FINDING, found)] == ["red", "amber"]
    assert (action.text, action.leads[0].name, action.due_on, action.status) == (
        "Agree a day for each.", "Sam Cole", date(2027, 3, 31), "under_way",
    )  # fmt: skip


def test_a_paragraph_may_hold_a_finding_and_its_actions() -> None:
    assert told("Target: Level 1\n\nResponse – Red\n\nNobody knows what partners offer. Ask them - Kim to lead.") == [
        ("rating", "red", "Response – Red"),
        ("finding", "red", "Nobody knows what partners offer."),
        ("action", "red", "Ask them."),
    ]


def test_colours_may_stand_above_stages() -> None:
    text = "Target, Level 1\n\nRED\nReferral: no form exists.\nAssessment: nobody does.\nAMBER\nPlanning: some do."

    assert [colour for role, colour, _ in told(text)] == ["red", "red", "amber"]


def test_a_sentence_may_begin_with_its_stage_and_rating() -> None:
    assert told("Target, Level 1\n\nReferral: Amber. Some use the form.\n\nPlanning: not yet known.") == [
        ("rating", "amber", "Amber."),
        ("finding", "amber", "Some use the form."),
        ("rating", "not_yet_known", "Planning: not yet known."),
    ]


def test_recommendations_are_findings_with_their_actions() -> None:
    text = "Review\n\nRecommendation 1\nThe board should know.\nActions:\na. Keep a list - Jo to lead\n\nThanks\nBo"

    assert told(text) == [("finding", "", "The board should know."), ("action", "", "Keep a list")]


def test_every_character_is_in_one_suggestion() -> None:
    reading = read_pasted(HEADED + "\nSigned off by the group.\n\n- \n\n(…)")

    found = understand(reading, FRAMEWORK)

    held = [[0] * len(passage.text) for passage in reading.passages]
    for stretch in (stretch for each in found.suggestions for stretch in each.stretches):
        for at in range(stretch.start, stretch.end):
            held[stretch.passage][at] += 1
    letters = zip((n for counts in held for n in counts), "".join(p.text for p in reading.passages), strict=True)
    assert all(count == 1 for count, letter in letters if not letter.isspace())


def test_findings_may_be_called_by_codes_that_a_plan_names() -> None:
    found = understand(
        read_pasted(
            "Review\n\nU means not yet known.\n\nTarget: Level 1\n\nReferral\n\nR1 Nobody asks where harm happens.\n\n"
            "U1 Whether schools ask is open.\n\nPlanning\n\nA1 Some plans name places.\n\nR2 No plan names adults.\n\n"
            "Action plan\n\nRef\tAction\tLead\tBy when\nR1\tAsk where\tJo Reed\tby May\nR2\tName adults\tJo Reed\t"
            "\nU1\tAsk all schools\tKim Lee\tby June"
        ),
        FRAMEWORK,
    )

    findings = of(PassageRole.FINDING, found)
    assert [(one.colour, one.text) for one in findings] == [
        ("red", "Nobody asks where harm happens."),
        ("not_yet_known", "Whether schools ask is open."),
        ("amber", "Some plans name places."),
        ("red", "No plan names adults."),
    ]
    actions = of(PassageRole.ACTION, found)
    assert [(one.text, found.suggestions[one.under or 0].text) for one in actions] == [
        ("Ask where", "Nobody asks where harm happens."),
        ("Name adults", "No plan names adults."),
        ("Ask all schools", "Whether schools ask is open."),
    ]
    assert [[lead.name for lead in one.leads] for one in actions] == [["Jo Reed"], ["Jo Reed"], ["Kim Lee"]]


def test_findings_may_be_told_by_the_colour_of_their_letters_alone() -> None:
    lines = [
        ("Target: Level 1", None), ("Referral", None), ("Nobody asks where.", "#C00000"), ("Ask where.", None),
        ("All write it down.", "#00803C"), ("Go on with it.", None), ("Some ask whom.", "#E36C0A"),
    ]  # fmt: skip
    passages = [ReadPassage(text, "\n", Place(paragraph=at), Look(ink=ink)) for at, (text, ink) in enumerate(lines, 1)]

    found = understand(Reading("", tuple(passages), 0), FRAMEWORK)

    assert [(one.colour, one.text) for one in of(PassageRole.FINDING, found)] == [
        ("red", "Nobody asks where."),
        ("green", "All write it down."),
        ("amber", "Some ask whom."),
    ]
    assert [one.colour for one in of(PassageRole.ACTION, found)] == ["red", "green"]


def test_circles_and_capital_letters_in_brackets_begin_findings_and_arrows_actions() -> None:
    text = (
        "Target: Level 1\n\nReferral (amber/red)\n\n🔴 Nobody asks where.\n\n→ The form asks where.\n\n"
        "⚪ Whether schools ask is open.\n\n-> Ask them (Jo Reed, by May).\n\n(A) Some name places."
    )

    assert [one for one in told(text) if one[0] != "rating"] == [
        ("finding", "red", "Nobody asks where."),
        ("action", "red", "The form asks where."),
        ("finding", "not_yet_known", "Whether schools ask is open."),
        ("action", "not_yet_known", "Ask them by May."),
        ("finding", "amber", "Some name places."),
    ]
