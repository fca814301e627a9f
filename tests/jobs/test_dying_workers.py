"""A worker that is killed at any step of any kind of job: others do it once, or it is shown as failed.

Here at a few steps, which lie further and further apart; `bin/drill worker` kills at every one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from _house import ROOT, neutral_surroundings

from tests import factories
from tests.jobs.deaths import deaths_of, done_once, sent_once_or_shown
from tests.jobs.test_workers import database_url
from tests.people.lying import LyingServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.name == "nt", reason="ended by signals of Unix"),
]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    place = {"SYSTEM_REVIEW_DATA": str(tmp_path / "data"), "DATABASE_URL": database_url(), "PYTHONPATH": str(ROOT)}
    return {**neutral_surroundings(), **place}


ONCE = pytest.mark.only_sqlite  # the queue is the same whatever the job


@pytest.mark.parametrize("kind", ["document", *(pytest.param(each, marks=ONCE) for each in ("search", "daily"))])
def test_a_job_whose_worker_is_killed_is_done_once(kind: str, anwen: Any, review: Any, env: dict[str, str]) -> None:
    factories.finding(factories.cell(review), "red", "Something to hang a file on")

    done_once(deaths_of(kind, env=env, by=str(anwen.pk), stride=2.4))


def test_a_letter_whose_worker_is_killed_goes_out_once_or_is_shown(anwen: Any, env: dict[str, str]) -> None:
    with LyingServer() as server:
        found = deaths_of("invitation", env=env, by=str(anwen.pk), stride=1.5, mail=server.port)

    sent_once_or_shown(found, server)
