"""`read` says what a document holds, as one JSON object that follows the published schema, and stores nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from _house import ROOT

from system_review.documents.read_shapes import ReadDocument, published_schema
from tests.commands.conftest import Program, Run
from tests.documents.results_documents import word_log

FILE = ROOT / "docs" / "reference" / "read.schema.json"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """An action log in Word."""
    path = tmp_path / "results.docx"
    path.write_bytes(word_log())
    return path


def read(run: Run, path: Path, *options: str) -> Any:
    """The object that is printed."""
    said = run("read", str(path), "--json", *options)
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


def test_the_object_follows_the_published_schema(run: Run, log: Path) -> None:
    found = read(run, log)

    assert FILE.read_text(encoding="utf-8") == published_schema(), (
        "Publish it anew: python -m system_review.documents.read_shapes > docs/reference/read.schema.json"
    )
    assert run("read", "--json-schema").out == published_schema()
    ReadDocument.model_validate_json(json.dumps(found))
    assert set(found) == {"source", "reviews", "questions", "passages", "accounting"}


def test_findings_and_actions_stand_in_their_cells(run: Run, log: Path) -> None:
    [review] = read(run, log)["reviews"]
    first = review["cells"][0]

    assert [(cell["domain"], cell["level"], cell["stage"]) for cell in review["cells"]] == [
        ("Target", 1, "Referral"),
        ("Target", 1, "Planning"),
        ("Partnerships", 2, "Response"),
    ]
    assert set(first) == {"domain", "level", "stage", "overall", "findings", "actions"}
    [finding] = first["findings"]
    assert (finding["colour"], finding["text"]) == ("red", "Referrals name the young person and seldom the place.")
    [action] = finding["actions"]
    assert (action["kind"], action["text"]) == ("to amber", "Add the place to the referral form.")
    assert action["leads"] == [{"name": "Ffion Prydderch", "agency": "Education"}]
    assert action["due_text"] == "end of June 2027"
    assert (action["due"], action["see"]) == ("2027-06-30", [])


def test_a_colour_that_is_not_told_is_null_and_waits(run: Run, log: Path) -> None:
    found = read(run, log)
    [finding] = found["reviews"][0]["cells"][2]["findings"]

    assert finding["colour"] is None
    assert [action["kind"] for action in finding["actions"]] == [None]
    assert found["accounting"]["waiting"] >= 1


def test_every_passage_and_every_character_is_accounted_for(run: Run, log: Path) -> None:
    found = read(run, log)
    count = found["accounting"]

    assert count["placed"] + count["set_aside"] + count["waiting"] == count["passages"] == len(found["passages"])
    assert count["characters_in"] == count["characters_accounted"]
    assert [passage["index"] for passage in found["passages"]] == list(range(count["passages"]))


def test_nothing_is_stored_and_no_data_folder_is_needed(tmp_path: Path, log: Path) -> None:
    program = Program(tmp_path / "data")

    said = program("read", str(log), "--json", "--framework", "section-175-schools")

    assert (said.code, said.err) == (0, "")
    assert not program.folder.exists()


def test_a_framework_without_levels_gives_the_sections_title(run: Run, tmp_path: Path) -> None:
    rows = [("Safer staff", "Safer recruitment", "Amber", "Checks are late.", "Check earlier.")]
    path = tmp_path / "audit.docx"
    path.write_bytes(word_log(rows, ("Section", "Standard", "RAG", "Finding", "Action")))

    [cell] = read(run, path, "--framework", "section-175-schools")["reviews"][0]["cells"]

    assert (cell["domain"], cell["level"], cell["stage"]) == ("Safer staff", None, None)
    assert cell["part"] == "Safer recruitment"
    assert [finding["colour"] for finding in cell["findings"]] == ["amber"]


def test_without_json_it_says_in_words_what_was_found(run: Run, log: Path) -> None:
    said = run("read", str(log))

    assert said.out.startswith("results.docx (docx): 3 findings, 3 actions, 0 overall ratings.\n")
    assert "Target, Level 1, Referral: findings: red; 1 action" in said.out


def test_a_question_names_the_words_that_it_is_about(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Action,Owner,Due\nRing every school,Ngozi,May 2027\nMap the places,Col,June 2027\n", "utf-8")

    said = run("read", str(plan)).out

    assert "Which stage is this about? About “Ring every school” and 2 more passages." in said
    assert "Which stage is this about? About “Map the places” and 2 more passages." in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut off", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Office file"),
        (b"%PDF-1.7\n cut off", ""),
        (b'{"format": "system-review"}', "exported from System Review"),
        (bytes(26 * 1024 * 1024), "larger than 25 MB"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(run: Run, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "results.docx"
    path.write_bytes(data)

    sentence = run("read", str(path), "--json").sentence

    assert words in sentence


def test_a_file_or_a_framework_that_is_not_there_is_one_sentence(run: Run, log: Path) -> None:
    assert "Name the document" in run("read").sentence
    assert "nowhere.docx" in run("read", "nowhere.docx").sentence
    assert "no framework “other”" in run("read", str(log), "--framework", "other").sentence
