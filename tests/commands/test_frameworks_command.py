"""Listing, checking and adding frameworks from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from _house import ROOT

from system_review.frameworks.models import Framework
from system_review.partnerships.models import Member, Partnership
from tests.commands.conftest import Program, Run

SHIPPED = ROOT / "system_review" / "frameworks" / "shipped" / "section-175-schools.yaml"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A framework file of a partnership's own."""
    file = tmp_path / "ours.yaml"
    file.write_text(
        SHIPPED.read_text(encoding="utf-8").replace("key: section-175-schools", "key: ours", 1), encoding="utf-8"
    )
    return file


def test_the_shipped_frameworks_are_listed_with_version_and_size(run: Run, db: None) -> None:
    lines = run("frameworks").out.splitlines()

    assert [" ".join(line.split()[:2]) for line in lines] == ["contextual-safeguarding 1.0", "section-175-schools 1.0"]
    assert lines[0].endswith("32 in all")
    assert run("frameworks", "list").out.splitlines() == lines


def test_checking_a_file_that_is_in_order_says_what_it_holds_and_stores_nothing(program: Program, ours: Path) -> None:
    said = program("frameworks", "check", str(ours))

    assert (said.code, said.err) == (0, "")
    assert "is in order: ours 1.0" in said.out
    assert not program.folder.exists()


@pytest.mark.parametrize("what", ["check", "add"])
def test_what_is_to_be_mended_in_a_file_is_told_with_line_and_field(run: Run, db: None, ours: Path, what: str) -> None:
    text = ours.read_text(encoding="utf-8").replace("question:", "qestion:", 1)
    ours.write_text(text, encoding="utf-8")
    line = text[: text.index("qestion:")].count("\n") + 1

    said = run("frameworks", what, str(ours))

    assert said.code == 2
    assert f"{ours}, line {line}, " in said.err
    assert "Did you mean “question”?" in said.err
    assert not Framework.unscoped.exists()


def test_an_added_framework_can_be_reviewed_against_in_its_partnership_alone(
    run: Run, anwen: Member, esme: Member, ours: Path
) -> None:
    east, west = anwen.partnership.name, esme.partnership.name

    said = run("frameworks", "add", str(ours), "--partnership", east)

    assert (said.code, said.out) == (0, "ours 1.0\n")
    assert run("new", "--partnership", east, "--framework", "ours").code == 0
    assert "There is no framework “ours”" in run("new", "--partnership", west, "--framework", "ours").sentence
    assert "ours 1.0" not in run("frameworks", "--partnership", west).out


def test_adding_needs_a_partnership_where_there_are_several(run: Run, anwen: Member, esme: Member, ours: Path) -> None:
    sentence = run("frameworks", "add", str(ours)).sentence

    assert sentence.startswith("Say which partnership, with --partnership. There are: Eastmere")
    assert esme.partnership.name in sentence


def test_adding_before_there_is_a_partnership_says_how_to_begin(run: Run, db: None, ours: Path) -> None:
    assert "begin with “system-review new”" in run("frameworks", "add", str(ours)).sentence


def test_a_version_that_was_added_never_changes(run: Run, eastmere: Partnership, ours: Path) -> None:
    run("frameworks", "add", str(ours))
    ours.write_text(
        re.sub(r"(?m)^title:.*", "title: Another title", ours.read_text(encoding="utf-8")), encoding="utf-8"
    )

    assert "Give it another version: ours 1.0 is there already" in run("frameworks", "add", str(ours)).sentence
    assert Framework.unscoped.count() == 1


def test_a_member_who_may_not_add_frameworks_adds_none(run: Run, ben: Member, ours: Path) -> None:
    assert "Your part in Eastmere" in run("frameworks", "add", str(ours), "--as", "Ben").sentence


def test_the_highest_version_of_a_key_is_taken_unless_one_is_named(run: Run, eastmere: Partnership, ours: Path) -> None:
    from system_review.reviews.models import Review

    text = ours.read_text(encoding="utf-8")
    for version in ("1.9", "1.10"):
        ours.write_text(re.sub(r"(?m)^version:.*", f'version: "{version}"', text), encoding="utf-8")
        assert run("frameworks", "add", str(ours)).code == 0

    run("new", "--framework", "ours")
    run("new", "--framework", "ours 1.9")
    run("new", "--framework", "ours@1.9")

    editions = Review.unscoped.order_by("pk").values_list("framework__edition", flat=True)
    assert list(editions) == ["1.10", "1.9", "1.9"]
