"""What is asked once for many pieces: which finding actions serve, and the level of a whole list."""

from __future__ import annotations

from tests.rules.documents.interpreter.made import table, text, understood

ROUTE, MAPS, CHAIRS = "Nobody can refer a place.", "Some teams map friendships.", "Chairs ask about places."


def test_actions_of_a_list_of_their_own_are_asked_about_once_for_their_stage():
    found = understood(
        text("Target, Level 1: Referral", heading=2),
        table(["Red", "Amber", "Green"], [ROUTE, MAPS, CHAIRS]),
        text("Actions", heading=2),
        table(
            ["Stage", "Action", "Lead"],
            ["Referral", "Share the maps of friendships with every team", "Tom"],
            ["Referral", "Write a short route for places", "Meera"],
            number=2,
        ),
    )

    [question] = found.questions
    assert question.words.text == "Which finding does this serve?"
    assert [found.suggestions[number].text for number in question.about] == [
        "Share the maps of friendships with every team",
        "Write a short route for places",
    ]
    assert {answer.words.values.get("text") for answer in question.answers[:-1]} == {ROUTE, MAPS, CHAIRS}
    assert question.answers[-1].words.text == "None of these yet"
    under = question.answers[0].changes[question.about[0]]["under"]
    assert found.suggestions[under].text == question.answers[0].words.values["text"]


def test_nothing_is_asked_about_actions_whose_stage_has_no_finding():
    found = understood(
        text("Target, Level 1: Referral", heading=2),
        table(["Red", "Amber", "Green"], [ROUTE, MAPS, CHAIRS]),
        text("Actions", heading=2),
        table(["Stage", "Action", "Lead"], ["Assessment", "Write a short route for places", "Meera"], number=2),
    )

    assert not found.questions


def test_a_list_without_levels_is_asked_about_once():
    found = understood(
        table(
            ["Domain", "Stage", "RAG", "Finding", "Action"],
            ["Target", "Referral", "Red", ROUTE, "Write a short route"],
            ["Target", "Assessment", "Amber", MAPS, "Share the maps"],
            ["Partnerships", "Referral", "Green", CHAIRS, "Go on asking"],
        )
    )

    [question] = found.questions
    assert question.words.text == "Which {part} is this document about? It names stages, and no {part}."
    assert [answer.words.values["level"] for answer in question.answers] == ["Level 1", "Level 2"]
    spots = [what["spot"] for what in question.answers[1].changes.values()]
    assert {spot[:2] for spot in spots} == {("target", "level-2"), ("partnerships", "level-2")}


def test_a_list_without_domain_and_level_is_asked_about_once_for_both():
    found = understood(
        table(
            ["Stage", "RAG", "Finding", "Action"],
            ["Referral", "Red", ROUTE, "Write a short route"],
            ["Assessment", "Amber", MAPS, "Share the maps"],
            ["Referral", "Green", CHAIRS, "Go on asking"],
        )
    )

    [question] = found.questions
    assert len(question.answers) == 8
    assert (
        len({number for number, each in enumerate(found.suggestions) if each.role == "finding"} & set(question.about))
        == 3
    )
