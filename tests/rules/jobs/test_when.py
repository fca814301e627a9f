"""When a job is tried again, and when a worker counts as dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from system_review.jobs.rules import WorkerName, again_after, has_stopped

NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(("tried", "minutes"), [(1, 1), (2, 5), (3, 30)])
def test_a_job_that_failed_is_tried_again_later_each_time(tried: int, minutes: int) -> None:
    assert again_after(tried) == timedelta(minutes=minutes)


@pytest.mark.parametrize("tried", [0, 4, 5])
def test_then_it_is_given_up(tried: int) -> None:
    assert again_after(tried) is None


@pytest.mark.parametrize(
    ("seen_at", "stopped"),
    [(None, True), (NOON - timedelta(seconds=61), True), (NOON - timedelta(seconds=60), False), (NOON, False)],
)
def test_a_heart_that_was_silent_for_a_minute_has_stopped(seen_at: datetime | None, stopped: bool) -> None:
    assert has_stopped(seen_at, at=NOON) is stopped


@pytest.mark.parametrize("name", [WorkerName("host-1a2b", 17, 1234), WorkerName("h" * 36, 4_194_304, 9_999_999_999)])
def test_a_workers_name_is_written_and_read(name: WorkerName) -> None:
    assert WorkerName.of(str(name)) == name
    assert len(str(name)) <= 64


@pytest.mark.parametrize("text", ["", "host", "host:1", "host:a:1", ":1:1", "host:1:1:1"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert WorkerName.of(text) is None
