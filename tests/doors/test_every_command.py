"""Every command of the parser: with `--as`, what its line says; of what is not theirs, what is said of nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.commands import parser
from system_review.documents.services.exports import export_review
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import GRANTS, Role
from system_review.reviews.models import Review
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.snapshots import Holds
from tests import factories
from tests.architecture.sources import PACKAGE
from tests.commands.conftest import Said, run  # noqa: F401 - a fixture
from tests.doors.commands_table import ANYBODY, COMMANDS, NOT_AS, Command
from tests.factories import AT, TODAY

ROLES = [role for role in Role if role is not Role.COMMAND_LINE]
DOES_ELSE = {"--into"}  # options that make another thing of a command
INSIDE = {name: command for name, command in COMMANDS.items() if command.works_in_a_partnership}
Give = Callable[..., Said]


def parsed() -> set[str]:
    """Every command that the parser knows, with each thing that it can do."""
    found = set()
    for name, one in parser()._commands.choices.items():
        what = next((action for action in one._actions if action.dest == "what"), None)
        found |= {f"{name} {choice}" for choice in what.choices} if what else {name}
        found |= {f"{name} {option}" for option in DOES_ELSE & one._option_string_actions.keys()}
    return found


@pytest.fixture
def things(db: None, tmp_path: Path) -> dict[str, str]:
    """Eastmere with a review and a member of each role; Westfold with the same, of which nobody in Eastmere knows."""
    found = {}
    for name, word in (("Eastmere", ""), ("Westfold", "foreign_")):
        place = factories.partnership(name)
        lead = factories.member(place, f"{name} Lead", Role.ADMINISTRATOR, Role.REVIEW_LEAD)
        found[f"{word}review"] = with_versions(factories.review(lead, title=f"Review of {name}"), lead)
        Agency.unscoped.create(partnership=place, name="Police" if name == "Eastmere" else "Coastguard")
        factories.member(place, "Jo" if name == "Eastmere" else "Zed", Role.READER)
    for role in ROLES:
        factories.member(Member.unscoped.get(person__name="Jo").partnership, role.value, role)
    (tmp_path / "review.json").write_bytes(exported(found["review"]))
    ours = (PACKAGE / "frameworks" / "shipped" / "section-175-schools.yaml").read_text(encoding="utf-8")
    (tmp_path / "ours.yaml").write_text(ours.replace('version: "1.0"', 'version: "9.0"'), encoding="utf-8")
    (tmp_path / "minutes.txt").write_text("Target, Level 1, Referral: red\n", encoding="utf-8")
    return found | {
        "file": str(tmp_path / "review.json"),
        "document": str(tmp_path / "minutes.txt"),
        "framework": str(tmp_path / "ours.yaml"),
    }


def with_versions(review: Review, by: Member) -> str:
    """A review of which two versions are agreed, by whoever leads it, and whose draft went on."""
    for name in ("First", "Second", ""):
        factories.finding(factories.cell(review), "red", f"Written before {name or 'now'}.")
        if name:
            seen = last_number(str(by.partnership.key), review.public_id)
            agree_version(review=review, name=name, seen=seen, today=TODAY, by=by, at=AT)
    return review.public_id


def exported(public_id: str) -> bytes:
    review = Review.unscoped.select_related("partnership", "framework").get(public_id=public_id)
    by = command_line_in(review.partnership)
    return export_review(review=review, format="json", holds=Holds(), language="en-gb", today=TODAY, by=by, at=AT).data


@pytest.fixture
def give(run: Any, things: dict[str, str]) -> Give:  # noqa: F811
    """`give(name, …)` gives a command as its line says; what it changed is taken back."""

    def given(name: str, *more: str, typed: str | None = None) -> Said:
        command = COMMANDS[name]
        words = [word.format_map(things) for word in (command.typed if typed is None else typed).split()]
        with transaction.atomic():
            before = Event.objects.count()
            said: Said = run(*name.split(), *words, *more, stdin=command.stdin)
            assert said.code == 0 or Event.objects.count() == before, name
            transaction.set_rollback(True)
        return said

    return given


def may(command: Command, role: Role) -> bool:
    if role in command.but_not:
        return False
    return command.asks == ANYBODY or command.asks in GRANTS[role]


def test_every_command_has_its_line():
    assert set(COMMANDS) == parsed()


def test_every_command_takes_the_partnership_and_who_acts():
    for name, one in parser()._commands.choices.items():
        options = {option for action in one._actions for option in action.option_strings}
        assert {"--partnership", "--as"} <= options, name
        assert isinstance(one, argparse.ArgumentParser)


def test_with_as_each_role_may_what_the_table_says(give: Give):
    wrong = []
    for name, command in INSIDE.items():
        assert give(name, "--partnership", "eastmere").code == 0, name  # whoever runs it may
        for role in ROLES:
            said = give(name, "--partnership", "eastmere", "--as", role.value)
            if (said.code == 0) != may(command, role):
                wrong.append(f"{name} as {role.value}: {said}")
            if said.code:
                assert said.sentence, name

    assert wrong == []


def test_what_only_whoever_runs_it_does_refuses_as(give: Give):
    for name in (name for name, command in COMMANDS.items() if command.asks == NOT_AS):
        assert "leave" in give(name, "--as", "administrator").sentence, name


def test_where_the_partnership_is_not_clear_it_is_asked_for(give: Give):
    for name in (name for name, command in INSIDE.items() if not command.names_a_thing):
        assert "--partnership" in give(name).sentence, name


@pytest.mark.parametrize(
    ("name", "typed", "foreign", "absent"),
    [
        ("export", "{} --format csv --output -", "{foreign_review}", "a" * 22),
        ("import --into", "{} {{document}}", "{foreign_review}", "a" * 22),
        ("versions", "{}", "{foreign_review}", "a" * 22),
        ("agency rename", "{} --to Other", "Coastguard", "Nobody"),
        ("member end", "--email {}", "zed@example.org", "nobody@example.org"),
        ("member change", "--email {} --role reader", "zed@example.org", "nobody@example.org"),
        ("list", "--as {}", "Zed", "Nobody"),
        ("audit export", "--as {}", "Zed", "Nobody"),
    ],
)
def test_what_is_foreign_and_what_is_absent_get_the_same_sentence(
    give: Give, things: dict[str, str], name: str, typed: str, foreign: str, absent: str
):
    who = () if "--as" in typed else ("--as", "Eastmere Lead")
    answers = [
        give(name, "--partnership", "eastmere", *who, typed=typed.format(thing)).sentence.replace(
            thing.format_map(things), "…"
        )
        for thing in (foreign, absent)
    ]

    assert answers[0] == answers[1]
    assert "Westfold" not in answers[0]


def test_a_service_that_does_not_ask_is_noticed(give: Give, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("system_review.partnerships.services.agencies.require", lambda member, permission: None)

    said = give("agency add", "--partnership", "eastmere", "--as", "reader")

    assert (said.code == 0) != may(COMMANDS["agency add"], Role.READER)
