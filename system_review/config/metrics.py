"""Figures for Prometheus at /metrics, for whoever has the token of SYSTEM_REVIEW_METRICS_TOKEN. Nobody's data.

Requests are counted in the process that answers them, of which each `serve` has one; what waits is asked of the
database when the figures are. Labels are names of pages, classes of answers and queues: nothing that a person chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hmac import compare_digest
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from system_review.config import noted
from system_review.ui.request_code import VIEW

Environ = dict[str, Any]
Start = Callable[..., Any]

PATH = "/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
NOWHERE = "none"  # what no page answers


class Metrics:
    """The application, with the figures before it."""

    def __init__(
        self, application: Callable[[Environ, Start], Iterable[bytes]], *, token: str, collectors: Iterable[Collector]
    ) -> None:
        self.application, self._expected = application, f"Bearer {token}".encode()
        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(namespace="system_review", registry=self.registry)
        for collector in collectors:
            self.registry.register(collector)
        said = "Requests that were answered, by page and class of answer"
        self._answered = Counter("system_review_requests", said, ["view", "status"], registry=self.registry)
        said = "Seconds from a request to the end of its answer, by page"
        self._seconds = Histogram(
            "system_review_request_seconds", said, ["view"], registry=self.registry, buckets=SECONDS
        )

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """The figures, for who may see them; for everybody else there is no such address."""
        if environ.get("PATH_INFO") != PATH or not self._may_see(environ):
            return self.application(environ, start)
        environ[VIEW] = "metrics"
        body = generate_latest(self.registry)
        headers = [
            ("Content-Type", CONTENT_TYPE),
            ("Content-Length", str(len(body))),
        ]
        start("200 OK", headers)
        return [body]

    def _may_see(self, environ: Environ) -> bool:
        given = str(environ.get("HTTP_AUTHORIZATION", "")).encode("latin-1", "replace")
        return environ.get("REQUEST_METHOD") == "GET" and compare_digest(given, self._expected)

    def count(self, view: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        view = view or NOWHERE
        self._answered.labels(view=view, status=f"{status // 100}xx").inc()
        self._seconds.labels(view=view).observe(seconds)


class Waiting(Collector):
    """What waits in the queues, and whether the database says so."""

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: the database may not be there yet."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Ask the database. Where it does not answer, its figures are missing and `system_review_database_up` is 0."""
        from django.db import DatabaseError, close_old_connections
        from django.utils import timezone

        from system_review.jobs.queries import standing_of_queues

        close_old_connections()
        up = GaugeMetricFamily("system_review_database_up", "Whether the database answers", 1)
        try:
            queues = standing_of_queues(at=timezone.now())
        except DatabaseError:
            yield GaugeMetricFamily(up.name, up.documentation, 0)
            return
        finally:
            close_old_connections()
        yield up
        yield _by_queue("jobs_waiting", "Jobs and letters that wait", {one.queue: one.waiting for one in queues})
        said = "Seconds that the oldest job that could be done has waited"
        yield _by_queue("jobs_oldest_seconds", said, {one.queue: one.oldest for one in queues})
        yield _by_queue("jobs_running", "Jobs that are being done", {one.queue: one.running for one in queues})
        yield _by_queue("jobs_failed", "Jobs given up in the last week", {one.queue: one.failed for one in queues})


class LastDone(Collector):
    """When this machine last made a backup and was last checked, as far as it was noted here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Read what was noted."""
        for what, word in ((noted.BACKUP, "backup was made"), (noted.CHECK, "check of everything ended")):
            if found := noted.noted(self.folder, what):
                name = f"system_review_last_{what}_timestamp_seconds"
                yield GaugeMetricFamily(name, f"When the last {word} here", found["at"])
        if "wrong" in (found := noted.noted(self.folder, noted.CHECK)):
            said = "What the last check of everything found wrong"
            yield GaugeMetricFamily("system_review_last_check_wrong", said, found["wrong"])
            said = "Whether the history of changes held at the last check (1) or not (0)"
            yield GaugeMetricFamily("system_review_last_check_history_holds", said, found.get("history_holds", 0))


def _by_queue(name: str, said: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(f"system_review_{name}", said, labels=["queue"])
    for queue, value in values.items():
        family.add_metric([queue], value)
    return family
