"""A part of a review alone from the command line: what is not there is told with what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName
from system_review.reviews.models import AgreedVersion
from tests import factories
from tests.commands.conftest import Run

pytestmark = pytest.mark.django_db


def test_the_command_line_says_what_there_is_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    lead = factories.member(factories.partnership("Eastmere"), "Anwen", Role.REVIEW_LEAD)
    review = factories.review(lead)
    finding = factories.finding(factories.cell(review), "red", "Nobody asks.")
    factories.action(finding, "Brief them", LeadName("Jo", "", "Police"))
    named, file = review.public_id[:8], tmp_path / "part.csv"
    run("agree", named, "--name", "Board")
    assert AgreedVersion.unscoped.count() == 1

    for version in ((), ("--version", "Board")):
        for option, value, sentence in (
            ("--only", "nowhere", "There are: target; legislative-framework"),
            ("--agency", "Fire", "There are: Police"),
            ("--lead", "Nobody", "There are: Jo, Police"),
            ("--agency", "", "Give a name after --agency: it is empty"),
        ):
            said = run("export", named, *version, option, value, "--output", str(file))
            assert (said.code, file.exists()) == (2, False), said
            assert sentence in said.sentence
        done = run(
            "export", named, *version, "--agency", "police", "--lead", "jo", "--output", str(file), "--overwrite"
        )
        assert done.code == 0, done
        assert "Brief them" in file.read_text("utf-8-sig")
        file.unlink()
    for since, sentence in (("meeting", "No meeting of this review"), ("12 June", "Give “meeting” or a day")):
        said = run("export", named, "--changed-since", since, "--output", str(file))
        assert said.code == 2 and sentence in said.sentence
    said = run("export", named, "--version", "Board", "--changed-since", "2027-01-01", "--output", str(file))
    assert said.code == 2 and "There is no version “2027-01-01” of this review. There are: “Board”" in said.sentence
    said = run("export", named, "--version", "Board", "--changed-since", "board", "--output", str(file))
    assert said.code == 2 and "is no earlier version: choose one that was agreed before this one" in said.sentence
    assert run("export", named, "--changed-since", "2020-01-01", "--output", str(file)).code == 0
