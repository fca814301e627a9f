"""Figures: what waits is told as it is, what was last done as it was noted, and nobody without the token sees any."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from prometheus_client.core import Metric

from system_review.config import noted
from system_review.config.metrics import LastDone, Metrics, Waiting
from system_review.jobs import queries
from system_review.jobs.services import enqueue
from tests.config.test_log_lines import Said, broken
from tests.factories import AT
from tests.jobs.doing import quick


def values(found: list[Metric]) -> dict[str, float]:
    """Every figure by its name, with its queue where it has one."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value for metric in found for sample in metric.samples
    }


def elsewhere(environ: Any, start: Any) -> list[bytes]:
    """The application behind."""
    start("404 Not Found", [])
    return [b"nothing here"]


@pytest.mark.django_db
def test_what_waits_is_counted_and_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)  # the test's own transaction is open
    from django.utils import timezone

    with transaction.atomic():
        for number in range(3):
            enqueue(quick, number)
    [documents] = [one for one in queries.standing_of_queues(at=timezone.now() + timedelta(minutes=2)) if one.waiting]

    assert (documents.queue, documents.waiting, documents.running, documents.failed) == ("documents", 3, 0, 0)
    assert 110 < documents.oldest < 300
    found = values(list(Waiting().collect()))
    assert found["system_review_jobs_waiting documents"] == 3, found


def test_a_database_that_does_not_answer_is_told_and_the_rest_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*, at: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(queries, "standing_of_queues", gone)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)

    assert values(list(Waiting().collect())) == {"system_review_database_up": 0}


def test_what_was_noted_is_told_and_what_was_not_is_missing(tmp_path: Path) -> None:
    assert values(list(LastDone(tmp_path).collect())) == {}

    noted.note(tmp_path, noted.CHECK, wrong=2, history_holds=1)
    (tmp_path / "noted" / "backup").write_text('{"at": "yesterday"}')
    found = values(list(LastDone(tmp_path).collect()))

    assert found.keys() == {
        "system_review_last_check_timestamp_seconds",
        "system_review_last_check_wrong",
        "system_review_last_check_history_holds",
    }
    assert found["system_review_last_check_wrong"] == 2
    assert AT.timestamp() < found["system_review_last_check_timestamp_seconds"] or AT.year > 2026


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer x", "bearer secret-token-of-twenty", "Basic secret", "\xff"])
def test_without_the_token_there_is_no_such_address(given: str) -> None:
    metrics = Metrics(elsewhere, token="secret-token-of-twenty", collectors=())

    assert Said(metrics, PATH_INFO="/metrics", HTTP_AUTHORIZATION=given).body == b"nothing here"


def test_requests_are_counted_by_page_and_class_of_answer() -> None:
    metrics = Metrics(broken, token="secret-token-of-twenty", collectors=())
    metrics.count("reviews:sheet", 200, 0.2)
    metrics.count("reviews:sheet", 503, 0.2)
    metrics.count("", 404, 40)

    said = Said(metrics, PATH_INFO="/metrics", HTTP_AUTHORIZATION="Bearer secret-token-of-twenty")

    text = said.body.decode()
    assert said.headers["Content-Type"].startswith("text/plain")
    for line in (
        'system_review_requests_total{status="2xx",view="reviews:sheet"} 1.0',
        'system_review_requests_total{status="5xx",view="reviews:sheet"} 1.0',
        'system_review_requests_total{status="4xx",view="none"} 1.0',
        'system_review_request_seconds_bucket{le="0.25",view="reviews:sheet"} 2.0',
        'system_review_request_seconds_bucket{le="30.0",view="none"} 0.0',
    ):
        assert line in text
