"""Text torn out of the paper's table: invented texts torn by a seed, and the paper original where it lies beside."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.text import read_pasted
from tests.missing import missing_but_optional
from tests.rules.documents.interpreter.made import FRAMEWORKS, THE_DAY, accounted

ORIGINAL = Path(__file__).parents[5] / "shared" / "examples" / "results-example.txt"
FRAMEWORK = FRAMEWORKS["contextual-safeguarding"]

HEADS = """RED

Traffic Light Rating

Action Plan to get to amber

Traffic Light Rating

Action Plan to get to green

I FVFI 1

GREEN Traffic Light

Rating

Action Plan to sustain performance"""
RATINGS = """REFERRAL

Current Overall Rating Level 1: Amber/Red

ASSESSMENT

Current Overall Rating Level 1: Green"""


def understood(text):
    reading = read_pasted(text)
    found = understand(reading, FRAMEWORK, base=THE_DAY)
    assert accounted(reading, found) == {1}
    return found


def short(found, role):
    return [(s.spot and s.spot[1:], s.colour, s.text) for s in found.suggestions if s.role == role]


def test_heads_that_were_torn_off_and_lines_in_turns_are_put_together():
    found = understood(
        f"""Completed for 'Target' only.

{HEADS}

Referral forms have no place for friends, and nobody

Add a place for friends to the form –

asks for them.

Brynn to lead.

Some teams write down where harm happens, others do not.

Train the other teams in referrals (Lead: Ola Adeyemi).

Samples show that all assessments weigh contexts consistently.

Repeat the sample of assessments in six months - Tomos to lead.

{RATINGS}
"""
    )

    assert short(found, "finding") == [
        (("level-1", "referral"), "red", "Referral forms have no place for friends, and nobody asks for them."),
        (("level-1", "referral"), "amber", "Some teams write down where harm happens, others do not."),
        (("level-1", "assessment"), "green", "Samples show that all assessments weigh contexts consistently."),
    ]
    assert [text for _, _, text in short(found, "action")] == [
        "Add a place for friends to the form.",
        "Train the other teams in referrals.",
        "Repeat the sample of assessments in six months.",
    ]
    leads = [lead.name for s in found.suggestions for lead in s.leads]
    assert leads == ["Brynn", "Ola Adeyemi", "Tomos"]


def test_a_page_read_backwards_has_each_action_before_its_finding():
    heads = "\n\n".join(reversed(HEADS.split("\n\n")))
    found = understood(
        f"""Completed for 'Target' only.

{heads}

Train the other teams in referrals - Ola to lead.

Some teams write down where harm happens in referrals, others do not.

Add a place for friends to the referral form - Brynn to lead.

Referral forms have no place for friends.

{RATINGS.split("ASSESSMENT", maxsplit=1)[0]}
"""
    )

    by_number = found.suggestions
    pairs = {(by_number[s.under].colour, s.leads[0].name) for s in by_number if s.role == "action"}
    assert pairs == {("amber", "Ola"), ("red", "Brynn")}


def test_ratings_that_say_another_level_are_asked_for():
    found = understood(
        f"""Completed for 'Target' only.

{HEADS.replace("I FVFI 1", "LEVEL 2")}

Nobody can refer a park or a group of friends.

Write a short route for places - Ceri to lead.

REFERRAL

Current Overall Rating Level 1: Red
"""
    )

    (asked,) = [question for question in found.questions if len(question.answers) == 2]
    (about,) = asked.about
    assert found.suggestions[about].role == "rating"
    assert found.suggestions[about].spot.level == "level-2"
    assert not found.is_sure(about)


# What stands in the paper original, without its words: of each text the hash of its first words and of its end, its
# level and stage, and its colours; where two colours stand, either reading counts. Then the names of its leads, hashed.
KEY = """
finding 2ebba558c4e3 128d89902dd1 level-1 referral red
finding 83d1f941cb4e 38374e7853cd level-1 referral amber
finding 218e87723cb7 a148f65dbc35 level-1 assessment green
finding f21dce8883bf 4043ff4a7156 level-1 assessment amber
finding 8bd00f10867b 6053ee13d095 level-1 planning red amber
finding 6516ac34e9bd d512127e7bc0 level-1 planning amber green
finding 3417fd18dcb4 f7d8cba7dc19 level-1 response red
finding aad920eaba44 b50dc5f55f52 level-1 response amber
action 9abccc85b3b3 e9ccf27a2f11 level-1 referral red
action 93db43fbd07d be521eabf8a7 level-1 referral amber
action d906031879cd d7db104c1503 level-1 referral amber
action 7558bdb606d9 4fac581ac890 level-1 assessment amber
action 723c7d3512d6 792ab9f527c8 level-1 assessment green
action c7f6dd370050 c4fd6b1bdeba level-1 assessment green
action 952c440c6169 ffe2a95c8a52 level-1 planning red amber
action 8fd4cf95c18a 16795e289ffe level-1 planning amber green
action 60dd3eb1c405 93db4d522e13 level-1 planning amber green
action 7bc7cd2dc41e a0b0b59b7f32 level-1 response red
action 3f1b7f490b52 7885d98829bf level-1 response amber
action 288579bdb84e 5dea3ac32323 level-1 response amber
finding 5a5c42129abe 8a5d40fa6534 level-2 referral amber
finding a47482355614 78fab3c1e56f level-2 referral red
finding a66d388677eb 0b1b6f2fad40 level-2 assessment amber green
finding 227b8dd38a98 51e4c12009d2 level-2 assessment red amber
finding dc40d36c345e b86cfcf49bc7 level-2 planning red
finding 141f9c4187bb e8ba45505c3c level-2 response red
action 8b9d1e3c3fd8 1d7debf9c3d1 level-2 referral amber
action 539e73ab64bc 9d6667678406 level-2 referral red
action d4146259f02c 5c84e1e7c6b1 level-2 assessment amber green
action c6f42f21160d b15a035fafc6 level-2 assessment red amber
action dbe8f616a8c3 039a6be6c695 level-2 planning red
action a9708e78c600 3c1d212d698e level-2 response red
action 9105c2543069 1a66f8336242 level-2 response red
"""
LEADS = """
06b9a6eacd7a 2063d112e46b 467ef7660062 4bc6a91baef6 50cb84da6065
64b4d0f47c93 6bdf0b2dfc2e b0fc991a68a4 d118e41faea4 d233633d9524
"""


def hashed(words):
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


def begin(text):
    return hashed(plain(text).split()[:4])


def end(text):
    return hashed(plain(text[-40:]).split()[:9])


@pytest.fixture(scope="module")
def original():
    if not ORIGINAL.exists():
        missing_but_optional("the paper original, to put together again", f"put it at {ORIGINAL}")
    return understood(ORIGINAL.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("role", "most_missed"), [("finding", 1), ("action", 2)])
def test_the_paper_original_is_put_together_in_its_stages_and_colours(original, role, most_missed):
    told = [line.split() for line in KEY.strip().splitlines() if line.startswith(role)]
    came = {(begin(s.text), end(s.text)): s for s in original.suggestions if s.role == role}

    right = [
        first
        for _, first, last, level, stage, *colours in told
        if (s := came.get((first, last))) and s.spot[1:] == (level, stage) and s.colour in colours
    ]

    assert len(right) >= len(told) - most_missed
    assert len(came) <= len(told) + 1  # the one cross-reference is an action of its own


def test_all_leads_of_the_paper_original_are_found_and_none_is_invented(original):
    assert {begin(lead.name) for s in original.suggestions for lead in s.leads} == set(LEADS.split())


def test_what_is_ambiguous_in_the_paper_original_is_asked_and_told(original):
    ratings = [s for s in original.suggestions if s.role == "rating"]
    asked = {original.suggestions[n].role for question in original.questions for n in question.about}

    assert len(ratings) == 7
    assert {"rating", "finding"} <= asked
    assert any("Level 1" in str(why) and "Response" in str(why) for why in original.told)
    assert any(why.values.get("count") == 4 for why in original.told)
