"""Partnerships, agencies and members by the command line; the link that signs one in once."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from system_review.audit.models import Event
from system_review.audit.queries import verify
from system_review.partnerships.models import Agency, FormerName, Lead, Member, Partnership
from system_review.partnerships.queries import command_line_in, member_called
from system_review.partnerships.services import LeadName
from system_review.people.models import Person, SignInLink
from system_review.reviews.models import Action
from tests import factories
from tests.commands.conftest import Program, Run

PASSWORD = "three quiet herons walk"


@pytest.fixture
def slug(run: Run, db: None) -> str:
    """A partnership as a script makes it, with its first administrator and two agencies."""
    made = run("partnership", "add", "Eastmere Safeguarding Partnership")
    assert made.code == 0, made
    slug = made.out.strip()
    for agency in ("Police", "Health"):
        assert run("agency", "add", agency, "--partnership", slug).out == f"{agency}\n"
    assert add(run, slug, "anwen@example.org", "Anwen", "--role", "administrator").code == 0
    return slug


def add(run: Run, slug: str, email: str, name: str, *more: str, stdin: bytes = b""):
    return run("member", "add", "--partnership", slug, "--email", email, "--name", name, *more, stdin=stdin)


def listed(run: Run, slug: str) -> dict[str, dict[str, object]]:
    return {one["email"]: one for one in json.loads(run("member", "list", "--partnership", slug, "--json").out)}


def test_a_partnership_is_made_and_its_part_of_the_address_told(run: Run, slug: str) -> None:
    assert slug == "eastmere-safeguarding-partnership"
    assert run("partnership", "list").out.split("  ") == [slug, "Eastmere Safeguarding Partnership\n"]
    assert "There is a partnership called “Eastmere Safeguarding Partnership” already: eastmere-saf" in (
        run("partnership", "add", "Eastmere Safeguarding Partnership").sentence
    )
    assert Partnership.objects.count() == 1


def test_a_member_is_added_with_roles_and_agencies(run: Run, slug: str) -> None:
    said = add(run, slug, "Ben@Example.org", "Ben Price", "--role", "review lead", "--role", "agency representative",
               "--agency", "Police", "--agency", "Health")  # fmt: skip

    assert (said.code, said.out) == (0, "ben@example.org\n")
    assert listed(run, slug)["ben@example.org"] == {
        "email": "ben@example.org",
        "name": "Ben Price",
        "roles": ["review lead", "contributor"],
        "agencies": ["Health", "Police"],
        "until": None,
    }
    assert not set(verify().values()) - {None}


@pytest.mark.parametrize(
    "role", ["administrator", "review lead", "contributor", "action lead", "approver", "scrutineer", "reader"]
)
def test_every_role_has_its_name(run: Run, slug: str, role: str) -> None:
    assert add(run, slug, "ben@example.org", "Ben", "--role", role).code == 0

    assert listed(run, slug)["ben@example.org"]["roles"] == [role]


def test_a_guest_needs_a_last_day_and_has_it(run: Run, slug: str) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert "Enter the last day" in add(run, slug, "gus@example.org", "Gus", "--role", "guest").sentence
    assert add(run, slug, "gus@example.org", "Gus", "--role", "guest", "--until", tomorrow.isoformat()).code == 0

    assert listed(run, slug)["gus@example.org"]["until"] == tomorrow.isoformat()
    assert "still to come" in (
        add(run, slug, "hal@example.org", "Hal", "--role", "guest", "--until", "2024-01-01").sentence
    )


def test_a_password_is_read_from_standard_input_and_looked_at(run: Run, slug: str) -> None:
    refused = add(run, slug, "ben@example.org", "Ben", "--role", "reader", "--password-stdin", stdin=b"password\n")
    assert refused.code == 2
    assert not Person.objects.filter(email="ben@example.org").exists()

    said = add(run, slug, "ben@example.org", "Ben", "--role", "reader", "--password-stdin", stdin=PASSWORD.encode())

    assert (said.code, said.out, said.err) == (0, "ben@example.org\n", "")
    assert Person.objects.get(email="ben@example.org").check_password(PASSWORD)
    assert PASSWORD not in "".join(p.text for e in Event.objects.all() for p in e.particulars.all())


def test_somebody_elses_password_is_not_changed(run: Run, slug: str) -> None:
    add(run, slug, "ben@example.org", "Ben", "--role", "reader", "--password-stdin", stdin=PASSWORD.encode())
    west = run("partnership", "add", "Westfold").out.strip()

    other = add(run, west, "ben@example.org", "", "--role", "reader", "--password-stdin", stdin=b"four loud geese fly")
    same = add(run, west, "ben@example.org", "", "--role", "reader", "--password-stdin", stdin=PASSWORD.encode())

    assert "has a password already, which only they can change" in other.sentence
    assert same.code == 0
    assert Person.objects.get(email="ben@example.org").check_password(PASSWORD)


WRONG = [
    (["partnership", "add"], "Name the partnership"),
    (["partnership", "add", "X", "--as", "Anwen"], "leave out --as"),
    (["agency", "rename", "Police"], "--to NEW"),
    (["agency", "rename", "Navy", "--to", "Fleet"], "There is no agency called “Navy”. There are: Health, Police"),
    (["member", "add", "--email", "a@example.org", "--name", "A"], "Say as what, with --role"),
    (["member", "add", "--role", "reader", "--name", "A"], "Say whom, with --email"),
    (["member", "add", "--email", "a", "--name", "A", "--role", "reader"], "Enter an e-mail address"),
    (["member", "add", "--email", "a@example.org", "--role", "reader"], "Enter the person's name"),
    (["member", "add", "--email", "a@example.org", "--name", "A", "--role", "reeder"], "Did you mean “reader”?"),
    (["member", "add", "--email", "a@example.org", "--name", "A", "--role", "command line"], "There is no role"),
    (["member", "add", "--email", "a@example.org", "--name", "A", "--role", "reader", "--agency", "Navy"],
     "There is no agency called “Navy”"),
    (["member", "add", "--email", "anwen@example.org", "--name", "A", "--role", "reader"], "is a member already"),
    (["member", "end", "--email", "nobody@example.org"], "There is no member with the address nobody@example.org"),
    (["member", "end", "--email", "anwen@example.org"], "This is the only administrator"),
    (["member", "change", "--email", "anwen@example.org", "--role", "reader"], "This is the only administrator"),
    (["sign-in-link", "nobody@example.org"], "There is nobody with the address"),
    (["sign-in-link", "anwen@example.org", "--as", "Anwen"], "leave out --as"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda given: " ".join(given)[:60] if given else "")
def test_what_cannot_be_done_is_told_in_one_sentence_and_changes_nothing(
    run: Run, slug: str, arguments: list[str], said: str
) -> None:
    events, people = Event.objects.count(), Person.objects.count()

    assert said in run(*arguments).sentence

    assert (Event.objects.count(), Person.objects.count()) == (events, people)


def test_only_an_administrator_changes_who_is_in_the_partnership(run: Run, slug: str) -> None:
    add(run, slug, "ben@example.org", "Ben", "--role", "reader")
    asks = [
        ("member", "add", "--email", "x@example.org", "--name", "X", "--role", "reader"),
        ("member", "change", "--email", "anwen@example.org", "--role", "reader"),
        ("member", "end", "--email", "anwen@example.org"),
        ("member", "end", "--email", "nobody@example.org"),
        ("member", "list"),
        ("agency", "add", "Navy"),
        ("agency", "rename", "Police", "--to", "Navy"),
        ("agency", "list"),
    ]

    for ask in asks:
        assert "Your part in Eastmere" in run(*ask, "--as", "Ben").sentence, ask
    assert run("member", "end", "--email", "ben@example.org", "--as", "Anwen").code == 0


def test_a_member_who_left_can_be_added_again(run: Run, slug: str) -> None:
    add(run, slug, "ben@example.org", "Ben", "--role", "reader")
    first = Member.unscoped.get(person__email="ben@example.org")

    assert run("member", "end", "--partnership", slug, "--email", "BEN@example.org").out == "ben@example.org\n"
    assert "ben@example.org" not in listed(run, slug)
    assert add(run, slug, "ben@example.org", "", "--role", "approver").code == 0

    again = member_called("ben@example.org", partnership=first.partnership)
    assert (again.pk, again.roles, again.stamp != first.stamp) == (first.pk, ["approver"], True)


def test_a_renamed_agency_keeps_what_it_was_called(run: Run, slug: str) -> None:
    before = Agency.unscoped.get(name="Police")

    assert run("agency", "rename", "Police", "--to", "Eastmere Police").out == "Eastmere Police\n"

    assert Agency.unscoped.get(pk=before.pk).name == "Eastmere Police"
    assert [former.name for former in FormerName.unscoped.filter(agency=before)] == ["Police"]
    assert run("agency", "list").out == "Eastmere Police\nHealth\n"
    assert "There is an agency called Health already" in (
        run("agency", "rename", "Eastmere Police", "--to", "Health").sentence
    )


def test_a_sign_in_link_begins_with_the_base_address(run: Run, slug: str, settings) -> None:
    settings.BASE_URL = "https://reviews.example.org"

    printed = run("sign-in-link", "Anwen@example.org").out

    assert re.fullmatch(r"https://reviews\.example\.org/sign-in/once/[\w-]{43}/\n", printed)
    assert printed.strip().split("/")[-2] not in SignInLink.objects.get().kept


def test_a_link_leads_where_people_reach_it(begun_program: Program) -> None:
    begun_program("partnership", "add", "Eastmere")
    begun_program("member", "add", "--email", "a@example.org", "--name", "A", "--role", "administrator")
    cases: list[tuple[dict[str, str], list[str], str]] = [
        ({}, [], "http://localhost:8000/"),
        ({}, ["--port", "8010"], "http://localhost:8010/"),
        ({"SYSTEM_REVIEW_URL": "https://reviews.example.org/"}, [], "https://reviews.example.org/"),
    ]

    for variables, options, base in cases:
        said = Program(begun_program.folder, variables)("sign-in-link", "a@example.org", *options)

        assert said.out.startswith(f"{base}sign-in/once/"), said


def test_a_second_step_is_asked_of_everybody_and_no_longer(run: Run, slug: str) -> None:
    add(run, slug, "ben@example.org", "Ben", "--role", "review lead")
    ask = ("partnership", "second-step")

    assert "Ask an administrator" in run(*ask, "on", "--partnership", slug, "--as", "Ben").sentence
    assert "Say on or off" in run(*ask, "--partnership", slug).sentence
    assert run(*ask, "on", "--as", "Anwen").out == f"{slug} asks for a second step\n"
    assert Partnership.objects.get().asks_second_step
    assert run(*ask, "off").out == f"{slug} does not ask for a second step\n"
    assert not Partnership.objects.get().asks_second_step


def led_by_ben(slug: str) -> Action:
    """An action that Ben leads, as a member."""
    partnership = Partnership.objects.get(slug=slug)
    by = command_line_in(partnership)
    review = factories.review(by)
    made = factories.action(factories.finding(factories.cell(review)), "Ask", LeadName("Ben"))
    Lead.unscoped.filter(name="Ben").update(member=Member.unscoped.get(person__email="ben@example.org"))
    return made


@pytest.mark.parametrize("hand_over", [True, False])
def test_whoever_goes_hands_over_or_it_is_told_what_nobody_has_taken_over(run: Run, slug: str, hand_over: bool) -> None:
    for name in ("Ben", "Carys"):
        add(run, slug, f"{name.lower()}@example.org", name, "--role", "action lead")
    action = led_by_ben(slug)
    options = ("--hand-over-to", "carys@example.org") if hand_over else ()

    said = run("member", "end", "--email", "ben@example.org", *options)

    assert said.code == 0 and said.out == "ben@example.org\n"
    leads = [link.lead.name for link in action.lead_links.model.unscoped.filter(action=action)]
    assert leads == (["Carys"] if hand_over else ["Ben"])
    sentence = "1 open action handed over to Carys." if hand_over else "Nobody has taken over from Ben: 1 open action"
    assert sentence in said.err


def test_what_is_handed_over_to_nobody_there_is_refused_and_nobody_goes(run: Run, slug: str) -> None:
    add(run, slug, "ben@example.org", "Ben", "--role", "action lead")

    said = run("member", "end", "--email", "ben@example.org", "--hand-over-to", "who@example.org")

    assert "There is no member with the address who@example.org" in said.sentence
    assert "ben@example.org" in listed(run, slug)
