"""A worker that is killed at every step of every kind of job, on both databases: each is done once, or shown as failed.

The short version is tests/jobs/test_dying_workers.py; tests/jobs/dying.py says what a step is.
"""

from __future__ import annotations

import os

import pytest

from tests.jobs.deaths import deaths_of, done_once, sent_once_or_shown
from tests.people.lying import LyingServer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ended by signals of Unix")


@pytest.mark.parametrize("kind", ["document", "search", "daily"])
def test_a_job_is_done_once_wherever_its_worker_is_killed(kind, filled, tell):
    found = deaths_of(kind, env=filled.place.surroundings)

    tell(f"killed at {len(found) - 1} steps, done once each time")
    done_once(found)


def test_a_letter_goes_out_once_or_is_shown_wherever_its_worker_is_killed(filled, tell):
    with LyingServer() as server:
        found = deaths_of("invitation", env=filled.place.surroundings, mail=server.port)

    shown = [one["killed_at"] for one in found if one["left"] == ["FAILED"]]
    tell(f"killed at {len(found) - 1} steps; sent once each time, but shown as failed at steps {shown}")
    sent_once_or_shown(found, server)
