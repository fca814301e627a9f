"""Agreeing versions, listing them, writing them out and comparing them from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import AgreedVersion, Finding, Review
from tests import factories
from tests.commands.conftest import Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Member:
    return factories.member(factories.partnership("Eastmere"), "Anwen", Role.REVIEW_LEAD)


@pytest.fixture
def named(lead: Member) -> str:
    """The first letters of the id of a review with a red finding and its action."""
    review = factories.review(lead)
    factories.action(factories.finding(factories.cell(review), "red", "Nobody asks."), "Brief the practices")
    return review.public_id[:8]


def write_more(text: str = "Shops call.") -> None:
    factories.finding(factories.cell(Review.unscoped.get()), "green", text)


def test_the_same_command_twice_makes_one_version(run: Run, named: str) -> None:
    first = run("agree", named, "--name", "Board, June")
    again = run("agree", named, "--name", "Board, June")

    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out == AgreedVersion.unscoped.get().public_id + "\n"
    assert "is kept as version 1" in first.err
    assert "was kept already, as version 1" in again.err


def test_what_cannot_be_agreed_is_said_in_a_sentence(run: Run, named: str, lead: Member) -> None:
    run("agree", named, "--name", "Board, June")

    assert "Nothing was changed since" in run("agree", named, "--name", "Board, July").sentence
    write_more()
    assert "There is a version called" in run("agree", named, "--name", "board, june").sentence
    assert "Enter a name" in run("agree", named, "--name", " ").sentence
    assert "There is no review whose id begins" in run("agree", "zzzz", "--name", "x").sentence
    factories.member(lead.partnership, "Gita", Role.APPROVER)
    assert "agreed by who approves" in run("agree", named, "--name", "x", "--as", "Anwen").sentence


def test_how_far_the_review_is_goes_along_unless_told_not_to(run: Run, named: str) -> None:
    run("agree", named, "--name", "For the panel", "--not-yet-agreed")
    assert Review.unscoped.get().state == "setting_up"
    write_more()

    run("agree", named, "--name", "Board")

    assert Review.unscoped.get().state == "agreed"


def test_versions_are_listed_the_newest_first(run: Run, named: str) -> None:
    assert "No version of this review is agreed yet" in run("versions", named).err
    assert json.loads(run("versions", named, "--json").out) == []
    run("agree", named, "--name", "Board, June")
    write_more()
    run("agree", named, "--name", "Board, December")

    lines = json.loads(run("versions", named, "--json").out)

    assert [(one["number"], one["name"], one["agreed_by"]) for one in lines] == [
        (2, "Board, December", "command line"), (1, "Board, June", "command line"),
    ]  # fmt: skip
    kept = AgreedVersion.unscoped.get(number=1)
    assert (lines[1]["id"], lines[1]["sha256"], lines[1]["words_taken_out_at"]) == (kept.public_id, kept.sha256, None)
    assert [line.split()[0] for line in run("versions", named).out.splitlines()] == ["2", "1"]


def test_a_version_is_written_out_unchanged_whatever_becomes_of_the_draft(run: Run, named: str, tmp_path: Path) -> None:
    run("agree", named, "--name", "Board, June")

    def files() -> list[bytes]:
        found = []
        for form in ("json", "docx", "csv"):
            file = tmp_path / f"version.{form}"
            said = run("export", named, "--version", "board, June", "--output", str(file), "--overwrite")
            assert said.code == 0, said
            found.append(file.read_bytes())
        return found

    before = files()
    write_more()
    Finding.unscoped.filter(colour="red").update(text="Everybody asks.")

    assert files() == before
    assert before[0].decode() == AgreedVersion.unscoped.get().content


def test_a_version_is_named_by_name_number_or_id(run: Run, named: str) -> None:
    public_id = run("agree", named, "--name", "Board, June").out.strip()

    for name in ("Board, June", " board,  june ", "1", public_id, public_id[:6]):
        said = run("export", named, "--version", name, "--format", "json", "--output", "-")
        assert said.out == AgreedVersion.unscoped.get().content, name

    said = run("export", named, "--version", "May", "--format", "json", "--output", "-").sentence
    assert said == "There is no version “May” of this review. There are: “Board, June”"
    assert "Leave --whole out" in run("export", named, "--version", "1", "--whole", "--output", "a.json").sentence


def test_a_reader_names_the_review_alike(run: Run, named: str, lead: Member) -> None:
    factories.member(lead.partnership, "Huw", Role.READER)
    assert "There is no review whose id begins" in run("versions", named, "--as", "Huw").sentence
    run("agree", named, "--name", "One")
    write_more()
    run("agree", named, "--name", "Two")

    assert len(run("versions", named, "--as", "Huw").out.splitlines()) == 2
    assert run("export", named, "--version", "One", "--format", "json", "--output", "-", "--as", "Huw").code == 0
    assert "new" in run("compare", named, "One", "Two", "--as", "Huw").out
    assert "There is no review whose id begins" in run("compare", named, "One", "--as", "Huw").sentence


def test_comparing_with_the_draft_and_with_another_version(run: Run, named: str) -> None:
    run("agree", named, "--name", "One")
    assert json.loads(run("compare", named, "One", "--json").out)["changes"] == []
    Finding.unscoped.filter(colour="red").update(text="Nobody asks yet.")
    write_more()
    run("agree", named, "--name", "Two")

    with_draft = json.loads(run("compare", named, "One", "--json").out)
    both = json.loads(run("compare", named, "Two", "One", "--json").out)

    assert with_draft["changes"] == both["changes"]
    assert (both["old"], both["new"], with_draft["new"]) == ("One", "Two", "The draft now")
    assert both["summary"] == "1 new finding, 1 other change"
    words, new = both["changes"]
    assert (words["kind"], words["what"], words["stage"]) == ("finding", ["words"], "referral")
    assert (words["old"]["text"], words["new"]["text"]) == ("Nobody asks.", "Nobody asks yet.")
    assert (new["what"], new["old"], new["new"]["colour"]) == (["added"], None, "green")
    said = run("compare", named, "One").out
    assert "    - Nobody asks.\n    + Nobody asks yet." in said
    assert "There is no version “Three”" in run("compare", named, "One", "Three").sentence


def test_comparing_before_anything_is_agreed_is_refused(run: Run, named: str) -> None:
    assert "No version of this review is agreed yet" in run("compare", named, "One").sentence
