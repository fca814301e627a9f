"""Who leads, by all the habits that people have of writing it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from system_review.documents.interpreter.leads import leads_by_number, leads_in, leads_in_column, same_people
from system_review.documents.interpreter.understanding import NamedLead

NAMES = [
    "Carys",
    "Siân ap Rhys",
    "Aoife O'Brien",
    "Niamh Ní Dhomhnaill",
    "Agnieszka Wiśniewska",
    "Oluwaseun Adébáyò",
    "Priyanka Subramanian",
    "Jo Hughes-Parry",
    "Pieter van der Berg",
    "Hassan al-Amin",
    "DeShawn",
    "Ngũgĩ",
    "Will Young",
    "J. B. Marsh",
    "MEERA PATEL",
    "Mary-Ann D’Souza",
    "سارة",
]
RANKED = [
    "PC Tom Bell",
    "DS Ali",
    "DCI Priya Nair",
    "Det Insp Jones",
    "Sgt Kaur",
    "Dr Al-Hassan",
    "Cllr Jane Moss",
    "T/DCI Ade",
]
HABITS = [
    "Train the panel — {} to lead",
    "Train the panel - {} to lead.",
    "Train the panel –{} to follow up",
    "Train the panel – {} to lead on this",
    "Train the panel. {} will lead.",
    "Train the panel (Lead: {})",
    "Train the panel (lead officer: {})",
    "Train the panel. Lead: {}",
    "Train the panel\nLead officer: {}",
    "Train the panel. Owner: {}",
    "Train the panel. Owner - {}",
    "Train the panel, led by {}",
    "Train the panel. Resp: {}",
    "Train the panel - {} to take this forward by May 2027",
    "Train the panel [responsible: {}]",
    "Train the panel (Action: {})",
    "Train the panel in three months' time – {} to coordinate",
    "Train the panel, {} to lead",
    "{} to lead the training of the panel",
    "Train the panel – lead is {}",
    "TRAIN THE PANEL – {} TO LEAD",
    "Train the panel ({} to progress)",
    "Person responsible: {}\nTrain it",
]


def names_in(text: str) -> list[str]:
    return [lead.name for lead in leads_in(text).leads]


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("name", [*NAMES, *RANKED])
def test_every_habit_names_people_of_every_culture(habit: str, name: str) -> None:
    found = leads_in(habit.format(name))

    assert [(lead.name, lead.role, lead.agency) for lead in found.leads] == [(name, "", "")]


@pytest.mark.parametrize("name", [name for name in NAMES if " " in name and name not in {"Will Young", "J. B. Marsh"}])
@pytest.mark.parametrize(
    "habit",
    [
        "Train the panel ({}).",
        "Train the panel [{}]",
        "Train the panel – {}",
        "Train the panel. {}",
        "{}: train the panel",
    ],
)
def test_a_name_that_only_stands_at_the_end_or_the_begin_is_a_lead(habit: str, name: str) -> None:
    assert names_in(habit.format(name)) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Train them - Carys and Tom to lead", ["Carys", "Tom"]),
        ("Train them – Carys, Tom & Ada Obi to lead", ["Carys", "Tom", "Ada Obi"]),
        ("Train them (Leads: Carys Moss / Tom Bell)", ["Carys Moss", "Tom Bell"]),
        ("Owner: AB/CD", ["AB", "CD"]),
        ("Owners: PS/LT", ["PS", "LT"]),
        ("Train them. Action by Carys Moss and Tom Bell.", ["Carys Moss", "Tom Bell"]),
        ("Train them [Carys Moss (Health) / Tom Bell (Police)]", ["Carys Moss", "Tom Bell"]),
        ("Agree the form — Carys to lead. Work with suppliers -Tom to lead.", ["Carys", "Tom"]),
        ("Agree the form (Lead: Carys Moss). Work with suppliers (Lead: Tom Bell)", ["Carys Moss", "Tom Bell"]),
    ],
)
def test_several_leads_are_each_named(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Train it (Lead: Carys Moss, Police)", NamedLead("Carys Moss", "", "Police")),
        ("Owner - Carys Moss (Health)", NamedLead("Carys Moss", "", "Health")),
        ("Train it – Carys (police) to lead", NamedLead("Carys", "", "police")),
        ("Train it – Carys Moss from the police to lead", NamedLead("Carys Moss", "", "police")),
        ("Train it – Head of Service to lead", NamedLead(role="Head of Service")),
        ("Train it – Head of Education and Skills to lead", NamedLead(role="Head of Education and Skills")),
        ("Team manager, MASH to lead", NamedLead(role="Team manager", agency="MASH")),
        ("Designated nurse to lead", NamedLead(role="Designated nurse")),
        ("Train it – Police to lead", NamedLead(agency="Police")),
        ("Train it – Children's Services to lead", NamedLead(agency="Children's Services")),
        ("Lead agency: Health", NamedLead(agency="Health")),
        ("Lead: Jo Ellis, Principal Social Worker", NamedLead("Jo Ellis", "Principal Social Worker")),
    ],
)
def test_roles_and_agencies_are_told_from_names(text: str, lead: NamedLead) -> None:
    assert leads_in(text).leads == (lead,)


@pytest.mark.parametrize(
    "text",
    [
        "Train it – Team to lead",
        "Train it – All to lead",
        "Train it – Ongoing",
        "Train it (TBC)",
        "Train it – March to lead",
        "Lead: to be confirmed",
        "Train it – Partnership to lead",
        "Train it – Everyone to follow up",
        "Owner: N/A",
        "Agree who is to lead",
        "We need schools to lead on this",
        "Support young people to lead the sessions",
        "Meet in the library (Riverside Park)",
        "Action: Arrange a meeting",
        "Discussed in panels (Locations Panel)",
        "Change it by June (Ongoing).",
        "Work is led by community safety",
        "Use the form (EFH).",
        "Slow to change",
        "Ask the panel – Exploitation Strategy",
        "",
        "—",
        "Lead:",
        "to lead",
        "(Lead: )",
    ],
)
def test_no_word_of_the_field_becomes_a_name(text: str) -> None:
    assert names_in(text) == []


def test_a_lead_phrase_stands_with_its_dash_or_its_brackets() -> None:
    text = "Train the panel — Carys to lead on this. Map it (Lead: Tom Bell)."

    assert [text[start:end] for start, end in leads_in(text).stretches] == [
        "— Carys to lead on this",
        "(Lead: Tom Bell)",
    ]


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Carys Moss / Tom Bell", [NamedLead("Carys Moss"), NamedLead("Tom Bell")]),
        ("Carys\nTom", [NamedLead("Carys"), NamedLead("Tom")]),
        ("AB & CD", [NamedLead("AB"), NamedLead("CD")]),
        ("Police – Carys Moss", [NamedLead("Carys Moss", "", "Police")]),
        ("Carys Moss (Health)", [NamedLead("Carys Moss", "", "Health")]),
        ("MOSS, Carys", [NamedLead("Carys Moss")]),
        ("Principal Social Worker (Jo Ellis)", [NamedLead("Jo Ellis", "Principal Social Worker")]),
        ("Education / Health", [NamedLead(agency="Education"), NamedLead(agency="Health")]),
        ("Virtual School Head", [NamedLead(role="Virtual School Head")]),
        ("Children and Families Service", [NamedLead(agency="Children and Families Service")]),
        ("Ongoing", []),
        ("TBC", []),
        ("All", []),
        ("Team", []),
        ("Partnership", []),
        ("March 2027", []),
        ("", []),
        ("–", []),
    ],
)
def test_a_column_of_leads_is_read(cell: str, leads: list[NamedLead]) -> None:
    assert list(leads_in_column(cell)) == leads


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Sarah Okafor, Parks and Leisure", [("Sarah Okafor", "Parks and Leisure")]),
        ("Carys Moss, Heddlu; Tom Bell, Canolfan Deulu", [("Carys Moss", "heddlu"), ("Tom Bell", "canolfan deulu")]),
        ("Carys Moss, Tom Bell and Ann Lee", [("Carys Moss", ""), ("Tom Bell", ""), ("Ann Lee", "")]),
    ],
)
def test_what_follows_a_full_name_after_a_comma_may_be_where_the_person_belongs(
    cell: str, named: list[tuple[str, str]]
) -> None:
    leads = leads_in_column(cell)

    assert [(lead.name, lead.agency.casefold()) for lead in leads] == [(name, of.casefold()) for name, of in named]


def test_semicolons_part_people_and_commas_their_agencies() -> None:
    leads = leads_in("Write to them (Leads: Carys Moss, Canolfan Deulu; Tom Bell, Learning and Development).").leads

    told = [(lead.name, lead.agency) for lead in leads]
    assert told == [("Carys Moss", "Canolfan Deulu"), ("Tom Bell", "Learning and Development")]


def test_numbered_leads_keep_their_numbers() -> None:
    assert leads_by_number("1. Carys 2. Tom and Ada\n3) TBC") == {
        "1": (NamedLead("Carys"),),
        "2": (NamedLead("Tom"), NamedLead("Ada")),
        "3": (),
    }
    assert leads_by_number("Carys") == {}


def test_the_same_person_across_spellings_is_one() -> None:
    spelt = [
        "Carys Moss",
        "CARYS MOSS",
        "Moss Carys",
        "Carys",
        "CM",
        "C. Moss",
        "Ms Carys Moss",
        "Carys Mosss",
        "Tom Bell",
    ]

    kept = same_people(NamedLead(name) for name in spelt)

    assert {lead.name: same.name for lead, same in kept.items()} == dict.fromkeys(
        spelt[:-1], kept[NamedLead("Carys")].name
    ) | {"Tom Bell": "Tom Bell"}


def test_what_fits_two_people_stays_as_it_is_written() -> None:
    leads = [NamedLead(name) for name in ("Carys Moss", "Carys Mead", "Carys", "CM")]

    assert all(lead == same for lead, same in same_people(leads).items())


def test_an_agency_told_once_is_known_elsewhere() -> None:
    kept = same_people([NamedLead("Carys Moss", "", "Police"), NamedLead("Carys")])

    assert kept[NamedLead("Carys")] == NamedLead("Carys Moss", "", "Police")


@given(st.text(alphabet="AaBé '’-–—().:;,/\n1Sto lead", max_size=80))
def test_any_text_is_read_and_phrases_stand_in_order(text: str) -> None:
    stretches = leads_in(text).stretches

    assert all(0 <= start < end <= len(text) for start, end in stretches)
    assert list(stretches) == sorted(stretches)
    assert all(lead.name or lead.role or lead.agency for lead in [*leads_in(text).leads, *leads_in_column(text)])


@pytest.mark.parametrize(
    "unit", ["A", "- ", "(", "Lead: ", "to lead ", "Ann, ", "1. ", "\n", "A.", "led by ", "O'", "[(", "a-B"]
)
def test_a_long_run_of_the_same_is_read_in_time(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    begun = time.perf_counter()

    leads_in(text)
    leads_in_column(text)

    assert time.perf_counter() - begun < 5
