"""Heads of several machines: a file with gaps is no alarm, and what one machine noted shows what another's hides."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from system_review.audit.heads import head_file, noted_heads
from system_review.audit.models import Event, Head
from system_review.audit.queries import reports
from system_review.audit.services import record
from tests.commands.conftest import Run, run  # noqa: F401 - a fixture
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings: Any, tmp_path: Path, anwen: Any, django_capture_on_commit_callbacks: Any) -> Callable[..., Path]:
    """`machine(name, events)`: events are written on a machine of this name; its head file."""

    def write(name: str, events: int) -> Path:
        settings.TRAIL_HEADS = str(tmp_path / name / "heads")
        with django_capture_on_commit_callbacks(execute=True):
            for number in range(events):
                record("agency.added", subject=anwen.partnership, by=anwen, at=AT, name=f"{name} {number}")
        return head_file()

    return write


def faults(chain: str, *beside: Path) -> list[str]:
    return [str(fault.why) for fault in reports(only=chain, beside=beside)[0].faults]


def test_machines_that_note_their_own_heads_give_no_false_alarm(machine: Callable[..., Path], anwen: Any) -> None:
    chain = str(anwen.partnership.key)
    one, _ = machine("one", 3), machine("two", 2)
    one, two = machine("one", 1), machine("two", 3)  # the newest event is the second machine's

    assert len(noted_heads([one])[chain]) == 9
    for here, beside in ((one, ()), (two, ()), (one, (two,)), (two, (one,))):
        machine(here.parent.name, 0)
        assert faults(chain, *beside) == []


def test_what_was_rewritten_after_one_machine_noted_it_is_found_with_its_file(
    machine: Callable[..., Path], anwen: Any
) -> None:
    chain = str(anwen.partnership.key)
    one, two = machine("one", 2), machine("two", 2)
    last = Event.objects.filter(chain=chain).latest("seq")
    lines = two.read_text(encoding="ascii").replace(last.hash, "0" * 64)
    two.write_text(lines, encoding="ascii")
    machine("one", 0)

    assert faults(chain) == []
    assert faults(chain, two) == [f"event {last.seq} is not the one that was noted outside the database"]
    machine("two", 0)
    assert len(faults(chain, one)) == 1


def test_an_end_that_only_another_machine_saw_is_missed_with_its_file(machine: Callable[..., Path], anwen: Any) -> None:
    chain = str(anwen.partnership.key)
    machine("one", 2)
    head = Head.objects.get(chain=chain)
    two = machine("two", 0)
    two.parent.mkdir(parents=True)
    two.write_text(f"{chain} {head.seq + 2} {'b' * 64}\n", encoding="ascii")
    machine("one", 0)

    assert faults(chain) == []
    assert "the database is older than its head file" in faults(chain, two)[0]


def test_a_log_serves_as_a_head_file(
    machine: Callable[..., Path],
    anwen: Any,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    run: Run,  # noqa: F811
) -> None:
    settings.LOG_HEADS = True
    with caplog.at_level(logging.INFO, "system_review.trail"):
        machine("one", 2)
    log, other = tmp_path / "log", tmp_path / "other"
    lines = [f"Nov 28 22:00:00 web-1 system-review[7]: {line}" for line in caplog.messages]
    log.write_text("\n".join(["something else", *lines]) + "\n", encoding="utf-8")
    other.write_text("nothing of a history\n", encoding="utf-8")
    settings.LOG_HEADS = False
    machine("two", 0)

    chain = str(anwen.partnership.key)
    assert len(lines) == 2
    assert sorted(noted_heads([log])[chain]) == [
        Head.objects.get(chain=chain).seq - 1,
        Head.objects.get(chain=chain).seq,
    ]
    assert run("audit", "verify", "--heads", str(log)).code == 0
    log.write_text(log.read_text(encoding="utf-8").replace(Head.objects.get(chain=chain).hash, "c" * 64), "utf-8")
    assert run("audit", "verify", "--heads", str(log)).code == 1
    said = run("audit", "verify", "--heads", str(other))
    assert said.code == 2 and "holds no heads" in said.err
    assert run("audit", "verify", "--heads", str(tmp_path / "absent")).code == 2
