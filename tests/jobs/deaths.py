"""Running `tests.jobs.dying`, and what has to come out of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from _house import ROOT

from tests.people.lying import LyingServer

Deaths = list[dict[str, Any]]
LONGEST = 1800  # seconds


def deaths_of(kind: str, *, env: Mapping[str, str], by: str = "first", stride: float = 1, mail: int = 0) -> Deaths:
    """What became of the jobs of this kind, by the step at which their workers were killed; the last one lived."""
    more = {"SYSTEM_REVIEW_MAIL": f"smtp://127.0.0.1:{mail}"} if mail else {}
    command = [sys.executable, "-m", "tests.jobs.dying", kind, by, str(stride)]
    done = subprocess.run(
        command, cwd=ROOT, env={**env, **more}, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def done_once(found: Deaths) -> None:
    """Hold what became of the jobs against what becomes of one with nobody killed."""
    lived = found[-1]
    assert len(found) > 4 and lived["killed_at"] is None
    assert lived["left"] == ["SUCCESSFUL"] and lived["whole"]
    assert [one for one in found if {**one, "killed_at": None} != lived] == []


def sent_once_or_shown(found: Deaths, server: LyingServer) -> None:
    """Each letter was taken once at most; the only ones shown as failed are those of which nobody can know."""
    taken = Counter(message["Message-ID"] for message in server.taken)
    shown = [one for one in found if one["left"] == ["FAILED"]]
    sent = [one for one in found if one not in shown]
    assert len(found) > 4 and all(one["whole"] for one in found)
    assert all(count == 1 for count in taken.values())
    assert all(one["state"] == "unknown" for one in shown)
    assert sent and all(one["state"] == "sent" and taken[one["message_id"]] == 1 for one in sent)
    assert all(one["left"] == ["SUCCESSFUL"] for one in sent)
