"""Beginning, listing, writing out and bringing in reviews from the command line."""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from system_review.audit.models import Event, Particular
from system_review.audit.queries import verify
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.queries import command_line_in, memberships
from system_review.partnerships.rules import Role
from system_review.people.services import local_person
from system_review.reviews.models import AgreedVersion, Cell, Meeting, Review
from system_review.reviews.queries.agreed import approvers_of, tampered_versions
from system_review.reviews.queries.meetings import decisions_of
from system_review.reviews.rules.words import Unrated
from tests import factories
from tests.commands.conftest import Run
from tests.documents.broken_files import GOOD
from tests.factories import AT

pytestmark = pytest.mark.django_db

EASTMERE = "Eastmere Safeguarding Partnership"


def made(said: object) -> Review:
    """The review whose id a command printed, and nothing else."""
    assert said.code == 0, said  # type: ignore[attr-defined]
    [public_id] = said.out.splitlines()  # type: ignore[attr-defined]
    review: Review = Review.unscoped.get(public_id=public_id)
    return review


def by_of(review: Review, kind: str) -> str:
    event = Event.objects.get(review=review.public_id, kind=kind)
    return Particular.objects.get(event=event, field="by").text


def reviewed(review: Review) -> set[tuple[str, str, str]]:
    cells = Cell.unscoped.filter(review=review).exclude(rating=Unrated.NOT_REVIEWED)
    return {(cell.domain, cell.level, cell.stage) for cell in cells}


def test_new_asks_nothing_that_an_option_gave(run: Run) -> None:
    me = local_person(name="Anwen", at=AT)

    said = run(
        "new",
        "--partnership",
        "Eastmere",
        "--title",
        "Our review",
        "--date",
        "20 April 2027",
        "--framework",
        "section-175-schools",
    )

    review = made(said)
    assert (review.title, review.date.isoformat(), review.partnership.name) == ("Our review", "2027-04-20", "Eastmere")
    assert review.framework.key == "section-175-schools"
    assert by_of(review, "review.begun") == "command line"
    assert [set(member.roles) for member in memberships(person=me)] == [{Role.ADMINISTRATOR, Role.REVIEW_LEAD}]


def test_new_takes_sensible_answers_where_nobody_can_be_asked(run: Run, eastmere: Partnership) -> None:
    review = made(run("new"))

    assert review.partnership == eastmere
    assert review.title == f"System Review {review.date.year}"
    assert review.framework.key == "contextual-safeguarding"
    assert len(reviewed(review)) == 32


def test_new_asks_at_a_terminal_with_answers_filled_in(run: Run, eastmere: Partnership) -> None:
    said = run("new", answers="\nAutumn review\n2027-10-01\n\n")

    review = made(said)
    assert (review.partnership, review.title, review.date.isoformat()) == (eastmere, "Autumn review", "2027-10-01")
    assert f"Name of the partnership [{EASTMERE}]: " in said.err
    assert "Title of the review [System Review " in said.err
    assert "Framework [contextual-safeguarding 1.0]: " in said.err


def test_new_at_a_terminal_that_closes_begins_nothing(run: Run, eastmere: Partnership) -> None:
    said = run("new", answers=" ")

    assert said.code == 2
    assert "Nothing was begun" in said.err
    assert not Review.unscoped.exists()


def test_new_never_begins_in_the_examples_partnership_unless_told(run: Run) -> None:
    run("example")

    assert "Say which partnership" in run("new").sentence
    named = Review.unscoped.get().partnership.name
    assert made(run("new", "--partnership", named)).partnership.name == named


def test_new_does_not_begin_a_partnership_for_a_review_that_cannot_begin(run: Run) -> None:
    assert run("new", "--partnership", "Eastmere", "--scope", "nothing").code == 2
    assert run("new", "--partnership", "Eastmere", "--title", "x" * 500).sentence == (
        "Shorten this to 200 characters or fewer: it has 500"
    )

    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (["target"], 8),
        (["target/level-1"], 4),
        (["target/level-1/referral"], 1),
        (["Target/", "partnerships/level-2"], 12),
    ],
)
def test_new_takes_the_parts_to_review(run: Run, eastmere: Partnership, scope: list[str], count: int) -> None:
    review = made(run("new", *(word for part in scope for word in ("--scope", part))))

    assert len(reviewed(review)) == count


def test_new_takes_the_parts_of_a_framework_without_levels(run: Run, eastmere: Partnership) -> None:
    framework = factories.framework("section-175-schools")
    domain = framework.domains[0]

    review = made(run("new", "--framework", framework.key, "--scope", f"{domain.key}/{domain.stages[0].key}"))

    assert reviewed(review) == {(domain.key, "", domain.stages[0].key)}


def test_list_shows_every_partnership_or_the_one_that_is_named(run: Run, anwen: Member, esme: Member) -> None:
    here, there = factories.review(anwen, title="Ours\u202e 🙂"), factories.review(esme, title="Theirs")

    everywhere = json.loads(run("list", "--json").out)
    named = json.loads(run("--partnership", EASTMERE, "list", "--json").out)

    assert {line["id"] for line in everywhere} == {here.public_id, there.public_id}
    assert named == [
        {
            "id": here.public_id,
            "title": "Ours\u202e 🙂",
            "partnership": EASTMERE,
            "date": "2027-04-20",
            "framework": "contextual-safeguarding 1.0",
        }
    ]
    assert [here.public_id in line for line in run("list", "--partnership", EASTMERE).out.splitlines()] == [True]


def test_list_of_nothing_is_an_empty_array_and_a_hint(run: Run) -> None:
    assert json.loads(run("list", "--json").out) == []
    said = run("list")
    assert (said.code, said.out) == (0, "")
    assert "system-review new" in said.err


def test_list_leaves_out_what_was_archived(run: Run, anwen: Member) -> None:
    from system_review.reviews.services.reviews import archive_review

    review = factories.review(anwen)
    archive_review(review=review, seen=review.version, by=anwen, at=AT)

    assert json.loads(run("list", "--json").out) == []


def test_as_a_member_one_sees_and_does_what_that_member_may(run: Run, anwen: Member, ben: Member, huw: Member) -> None:
    review = factories.review(anwen)

    assert [line["id"] for line in json.loads(run("list", "--json", "--as", "ben").out)] == [review.public_id]
    assert json.loads(run("list", "--json", "--as", "Huw").out) == []
    assert "Your part in Eastmere" in run("new", "--as", "ben@example.org").sentence
    assert by_of(made(run("new", "--as", "ANWEN")), "review.begun") == "Anwen"


def test_two_members_of_one_name_are_told_apart_by_their_addresses(run: Run, eastmere: Partnership) -> None:
    from system_review.people.models import Person

    for number in (1, 2):
        person = Person.objects.create_user(f"sam{number}@example.org", "Sam")
        Member.unscoped.create(partnership=eastmere, person=person, roles=[Role.REVIEW_LEAD])

    assert "give the e-mail address after --as" in run("new", "--as", "Sam").sentence
    assert by_of(made(run("new", "--as", "sam2@example.org")), "review.begun") == "Sam"


def test_the_example_is_put_in_once(run: Run) -> None:
    me = local_person(name="Anwen", at=AT)
    first = run("example")

    second = run("example")

    review = made(first)
    assert review.is_example
    assert made(second) == review
    assert "is there already; nothing was changed" in second.err
    assert Review.unscoped.count() == 1
    assert [member.partnership for member in memberships(person=me)] == [review.partnership]


def test_a_reader_of_the_example_finds_what_was_agreed_last_month(run: Run, as_: Any) -> None:
    review = made(run("example"))
    reader = factories.member(review.partnership, "Rita", Role.READER)

    home = as_(reader).get(f"/{review.partnership.slug}/").text

    version = AgreedVersion.unscoped.get()
    assert f"/{review.partnership.slug}/agreed/{version.public_id}/" in home and version.name in home
    assert version.name == f"Agreed by the board, {timezone.localtime(version.agreed_at):%B %Y}"
    assert timezone.now() - timedelta(days=31) < version.agreed_at < timezone.now() - timedelta(days=29)
    assert tampered_versions() == [] and not any(verify().values())
    lead = factories.member(review.partnership, "Lena", Role.REVIEW_LEAD)
    assert approvers_of(lead) == [], "whoever looks round may agree a version"


def test_the_example_has_moved_on_since_its_board_met(run: Run) -> None:
    review = made(run("example"))

    compared = json.loads(run("compare", review.public_id, "1", "--json").out)
    changes = compared["changes"]
    assert Counter(change["kind"] for change in changes) == {"action": 6, "finding": 4, "rating": 1}
    assert Counter(what for change in changes for what in change["what"]) == {
        "status": 3, "due": 1, "leads": 1, "added": 1, "words": 3, "colour": 1, "rating": 1, "reason": 1
    }  # fmt: skip
    meeting = Meeting.unscoped.get(review=review)
    assert meeting.kind == "board"
    assert meeting.opened_at < AgreedVersion.unscoped.get().agreed_at < meeting.closed_at
    decisions = decisions_of(meeting, visible_to=command_line_in(review.partnership))
    said = [decision.what for decision in decisions]
    assert len(decisions) == 5 and "changed the overall rating" in said[0] and "recorded the agreed version" in said[-1]
    assert any(line.startswith("Why: ") for line in decisions[0].more)
    assert re.fullmatch(r"Due: \d+ \w+ \d{4} \(before: \d+ \w+ \d{4}\)", decisions[1].more[0])
    assert run("agree", review.public_id, "--name", "Board, June").code == 0
    assert AgreedVersion.unscoped.count() == 2


def test_a_review_leaves_and_comes_back_equal(run: Run, tmp_path: Path) -> None:
    first = made(run("example"))
    out, again = tmp_path / "one.json", tmp_path / "two.json"
    assert run("export", first.public_id[:8], "--output", str(out), "--whole").code == 0

    second = made(run("import", str(out)))
    run("export", second.public_id, "--output", str(again), "--whole")

    assert again.read_bytes() == out.read_bytes()
    assert second.partnership == first.partnership


def test_import_reads_from_a_pipe_and_export_writes_into_one(run: Run) -> None:
    review = made(run("import", "-", stdin=GOOD))

    said = run("export", review.public_id, "--format", "json", "--output", "-")

    assert json.loads(said.out)["partnership"] == EASTMERE
    assert said.err == ""


def test_import_of_a_broken_file_stores_nothing(run: Run) -> None:
    sentence = run("import", "-", stdin=GOOD.replace(b'"red"', b'"blue"', 1)).sentence

    assert "“blue” does not do here" in sentence
    assert not Partnership.objects.exists()


def test_import_into_another_partnership_and_as_a_member(run: Run, anwen: Member, esme: Member, huw: Member) -> None:
    westfold = "westfold-safeguarding-partnership"

    assert made(run("import", "-", "--partnership", westfold, stdin=GOOD)).partnership == esme.partnership
    assert by_of(made(run("import", "-", "--as", "Anwen", stdin=GOOD)), "review.adopted") == "Anwen"
    assert "Your part in Eastmere" in run("import", "-", "--as", "Huw", stdin=GOOD).sentence


def test_import_as_a_member_of_a_partnership_that_is_not_there_yet_is_refused(run: Run) -> None:
    assert "so nobody is its member" in run("import", "-", "--as", "Anwen", stdin=GOOD).sentence
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx", "csv", "json"])
def test_export_writes_each_format_whole_and_says_so(run: Run, tmp_path: Path, format: str) -> None:
    review = made(run("import", "-", stdin=GOOD))
    file = tmp_path / f"results.{format}"

    said = run("export", review.public_id[:6], "--format", format, "--output", str(file))

    assert said.code == 0
    assert said.out == ""
    assert f"{file} was written ({format}, {file.stat().st_size:,} bytes)." in said.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    assert Event.objects.filter(kind="review.exported").count() == 1


def test_export_takes_the_format_from_the_files_name(run: Run, tmp_path: Path) -> None:
    review = made(run("import", "-", stdin=GOOD))

    run("export", review.public_id, "--output", str(tmp_path / "RESULTS.PDF"))

    assert (tmp_path / "RESULTS.PDF").read_bytes().startswith(b"%PDF-")


def test_export_keeps_a_file_that_is_there_unless_told(run: Run, tmp_path: Path) -> None:
    review, file = made(run("import", "-", stdin=GOOD)), tmp_path / "results.csv"
    file.write_text("mine")

    assert (
        "is there already: name another file, or add --overwrite"
        in run("export", review.public_id, "--output", str(file)).sentence
    )
    assert file.read_text() == "mine"
    assert not Event.objects.filter(kind="review.exported").exists()
    assert run("export", review.public_id, "--output", str(file), "--overwrite").code == 0
    assert file.read_text() != "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_an_exported_file_has_the_persons_own_modes(run: Run, tmp_path: Path) -> None:
    review, file = made(run("import", "-", stdin=GOOD)), tmp_path / "results.csv"
    mask = os.umask(0o022)
    try:
        run("export", review.public_id, "--output", str(file))
    finally:
        os.umask(mask)

    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_export_through_a_link_writes_what_the_link_points_to(run: Run, tmp_path: Path) -> None:
    review, file, link = made(run("import", "-", stdin=GOOD)), tmp_path / "results.csv", tmp_path / "link.csv"
    file.write_text("old")
    link.symlink_to(file)

    run("export", review.public_id, "--output", str(link), "--overwrite")

    assert link.is_symlink()
    assert file.read_text() != "old"


def test_a_disk_that_fills_up_leaves_no_half_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    review, file = made(run("import", "-", stdin=GOOD)), tmp_path / "results.csv"
    file.write_text("the one from last week")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("system_review.commands.files.os.fsync", full)
    sentence = run("export", review.public_id, "--output", str(file), "--overwrite").sentence

    assert "There is no space left" in sentence
    assert file.read_text() == "the one from last week"
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["results.csv"]


def test_an_id_that_two_reviews_begin_with_is_told(run: Run, anwen: Member) -> None:
    for number in (1, 2):
        review = factories.review(anwen)
        Review.unscoped.filter(pk=review.pk).update(public_id=f"same{number}{'2' * 17}")

    sentence = run("export", "same", "--output", "x.csv").sentence

    assert "The ids of 2 reviews begin with “same”: give more letters" in sentence
    assert "same12" in sentence


def test_a_review_of_another_partnership_is_not_there(run: Run, anwen: Member, esme: Member) -> None:
    review = factories.review(anwen)

    sentence = run("export", review.public_id, "--output", "x.csv", "--as", "Esme").sentence

    assert "There is no review whose id begins with" in sentence
