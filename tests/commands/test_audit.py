"""`audit verify` and `audit export`, and the checking by hand that docs/reference/trail.md describes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _house import ROOT
from django.db import transaction

from system_review.audit.models import Event, Particular
from system_review.audit.services import Rewording, record_erasing
from system_review.partnerships.models import Partnership
from system_review.partnerships.queries import command_line_in
from tests.audit.chains import chain_of, event, length, write_events
from tests.commands.conftest import Run
from tests.factories import AT
from tests.triggers import without_triggers


@pytest.fixture
def written(eastmere: Partnership) -> Partnership:
    """Eastmere with some events, of one of which the words were taken out, of another replaced."""
    write_events(eastmere, 9)
    mine = Particular.objects.filter(event__chain=chain_of(eastmere), field="words")
    with transaction.atomic():
        record_erasing(
            "words.taken_out",
            rewordings=[
                Rewording(mine.get(event__seq=4).pk, None),
                Rewording(mine.get(event__seq=5).pk, "é ██ \U0001f600"),
            ],
            subject=eastmere,
            by=command_line_in(eastmere),
            at=AT,
        )
    return eastmere


def test_verify_tells_that_everything_holds(run: Run, written: Partnership, westfold: Partnership) -> None:
    said = run("audit", "verify")

    assert (said.code, said.err) == (0, "")
    assert "ok    Eastmere Safeguarding Partnership: 11 events hold; the head is" in said.out
    assert "words taken out in 2 places, by event 11." in said.out
    assert "ok    Westfold Safeguarding Partnership: 1 events hold" in said.out


def test_verify_tells_which_event_of_which_partnership(run: Run, written: Partnership, westfold: Partnership) -> None:
    with without_triggers():
        event(written, 3).update(kind="plan.dropped")
        said = run("audit", "verify")
        as_json = run("audit", "verify", "--json")
        elsewhere = run("audit", "verify", "--partnership", "Westfold Safeguarding Partnership")

    assert said.code == as_json.code == 1
    assert "WRONG Eastmere Safeguarding Partnership: event 3 was changed." in said.out
    assert "ok    Westfold" in said.out
    found = json.loads(as_json.out)
    eastmere = next(chain for chain in found["chains"] if chain["slug"] == written.slug)
    assert found["whole"] is eastmere["whole"] is False
    assert eastmere["faults"] == [{"event": 3, "kind": "changed", "why": "event 3 was changed"}]
    assert eastmere["erased"] == [{"event": 4, "field": "words", "by": 11}, {"event": 5, "field": "words", "by": 11}]
    assert elsewhere.code == 0 and "Eastmere" not in elsewhere.out


def by_hand(folder: Path, history: str) -> subprocess.CompletedProcess[str]:
    """What the program in the documentation says of a history file."""
    page = (ROOT / "docs" / "reference" / "trail.md").read_text(encoding="utf-8")
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (folder / "check_history.py").write_text(program, encoding="utf-8")
    (folder / "history.jsonl").write_text(history, encoding="utf-8")
    command = [sys.executable, "-I", "check_history.py", "history.jsonl"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_stranger_verifies_what_was_exported(
    run: Run, written: Partnership, westfold: Partnership, tmp_path: Path
) -> None:
    said = run("audit", "export")

    assert (said.code, said.err) == (0, "")
    checked = by_hand(tmp_path, said.out)
    assert (checked.returncode, checked.stderr) == (0, "")
    head = Event.objects.get(chain=chain_of(written), seq=11).hash
    assert f"Eastmere Safeguarding Partnership: 11 events, head {head}" in checked.stdout
    assert "Westfold Safeguarding Partnership: 1 events" in checked.stdout
    assert length(written) == 12  # that it was taken out is an event
    assert Event.objects.get(chain=chain_of(written), seq=12).kind == "trail.exported"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("no. 1", "no. 2"),
        ("plan.talked_about", "plan.dropped"),
        ("no. 5", "no. 6"),
        ("██", "Sam"),
        ('"seq":7', '"seq":8'),
    ],
)
def test_a_stranger_finds_what_was_changed_in_the_file(
    run: Run, written: Partnership, tmp_path: Path, old: str, new: str
) -> None:
    history = run("audit", "export", "--partnership", written.slug).out
    assert old in history

    assert by_hand(tmp_path, history.replace(old, new, 1)).returncode == 1


def test_a_stranger_finds_that_an_event_or_the_end_is_missing(run: Run, written: Partnership, tmp_path: Path) -> None:
    lines = run("audit", "export", "--partnership", written.slug).out.splitlines(keepends=True)

    for without in (1, 5, len(lines) - 1):
        checked = by_hand(tmp_path, "".join(lines[:without] + lines[without + 1 :]))
        assert checked.returncode == 1, checked.stdout


def test_export_holds_the_partnership_that_was_named_alone(
    run: Run, written: Partnership, westfold: Partnership, tmp_path: Path
) -> None:
    file = tmp_path / "history.jsonl"

    said = run("audit", "export", "--partnership", westfold.slug, "--file", str(file))

    assert said.code == 0 and "1 events" in said.err
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line.get("name") for line in lines] == ["Westfold Safeguarding Partnership", None]
    assert run("audit", "export", "--partnership", westfold.slug, "--file", str(file)).sentence.startswith(str(file))
    again = run("audit", "export", "--partnership", westfold.slug, "--file", str(file), "--overwrite")
    assert again.code == 0 and "2 events" in again.err


def test_whoever_may_not_see_the_history_does_not_get_it(run: Run, written: Partnership, ben, huw) -> None:
    for name in ("Ben", "Huw"):
        for what in ("verify", "export"):
            said = run("audit", what, "--partnership", written.slug, "--as", name)
            assert (said.code, said.out) == (2, ""), said
    assert length(written) == 11


def test_options_that_mean_nothing_are_refused(run: Run, db: None) -> None:
    assert "writes no file" in run("audit", "verify", "--file", "x").sentence
    assert "leave out --json" in run("audit", "export", "--json").sentence
