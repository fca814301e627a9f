"""A server as others reach it: what it tells of itself, and that nothing of anybody is in what it writes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from system_review.ui.request_code import LETTERS
from tests.bench.serving import PRODUCT, Place, Server, Visitor
from tests.commands.conftest import begun, migrated, prepared  # noqa: F401 - fixtures
from tests.commands.test_serving import free_port

URL = "https://reviews.example.org"
PROXY = {"Host": "reviews.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
CODE = re.compile(rf"[{LETTERS}]{{3}}-[{LETTERS}]{{3}}-[{LETTERS}]{{3}}")
TOKEN = "a-token-of-the-tests-alone"
CANARY = "Zebulon"  # a name that nothing of ours has in it

pytestmark = [pytest.mark.only_sqlite, pytest.mark.django_db]


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Place:  # noqa: F811
    """A data folder with the example in it."""
    shutil.copytree(prepared, tmp_path / "data")
    return Place(tmp_path / "data")


@pytest.fixture
def behind(migrated: Path, tmp_path: Path) -> Iterator[Server]:  # noqa: F811
    """A server behind a proxy."""
    folder = begun(tmp_path / "data", migrated)
    with Server(
        Place(folder),
        module=(*PRODUCT, "serve", "--port", str(free_port())),
        extra={"SYSTEM_REVIEW_URL": URL, "SYSTEM_REVIEW_METRICS_TOKEN": TOKEN},
    ) as server:
        yield server


def test_where_others_come_no_link_is_printed_and_a_probe_is_answered(behind: Server) -> None:
    assert behind.link == ""
    probe = Visitor(behind.port)

    alive, ready = probe.get("/healthz", Host="10.0.0.7"), probe.get("/readyz", Host="10.0.0.7")
    foreign = probe.get("/", Host="10.0.0.7")
    page = probe.get("/sign-in/", **PROXY)

    assert (alive.status, alive.body, ready.status, ready.body) == (200, b"alive\n", 200, b"ready\n")
    assert probe.cookies.keys() <= {"__Host-system_review_csrf"}
    for answer in (alive, ready):
        assert "Set-Cookie" not in answer.headers
        assert not re.search(r"\d", answer.headers.get("Server", "")), "no version is told"
    assert foreign.status == 400
    assert CODE.search(foreign.body.decode()) and foreign.headers["X-Request-Id"].encode() in foreign.body
    assert page.status == 200, "a password is asked for: the laptop's printed link does not exist here"
    assert b"printed" not in page.body.lower()


def test_figures_are_for_whoever_has_the_token(behind: Server) -> None:
    probe = Visitor(behind.port)
    nobodys = [
        probe.get("/metrics", **PROXY),
        probe.get("/metrics", **PROXY, Authorization="Bearer wrong"),
        probe.get("/metrics/", **PROXY, Authorization=f"Bearer {TOKEN}"),
        probe.get("/nowhere", **PROXY),
    ]

    figures = probe.get("/metrics", Authorization=f"Bearer {TOKEN}", Host="10.0.0.7")

    assert {answer.status for answer in nobodys[:2]} == {nobodys[3].status}
    assert not any(b"system_review_" in answer.body for answer in nobodys)
    assert figures.status == 200
    text = figures.body.decode()
    assert 'system_review_requests_total{status="2xx",view="account_login"}' in text or "_total{" in text
    for name in ("database_up 1.0", 'jobs_waiting{queue="mail"} 0.0', "process_resident_memory_bytes"):
        assert f"system_review_{name}" in text
    assert "203.0.113.7" not in text and "/metrics" not in text


def test_a_whole_visit_leaves_nothing_of_anybody_in_what_is_written(place: Place, tmp_path: Path) -> None:
    told = {"SYSTEM_REVIEW_LOG": "json", "SYSTEM_REVIEW_LOG_LEVEL": "info", "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    with Server(place, module=(*PRODUCT, "serve", "--port", str(free_port())), extra=told) as server:
        visitor = Visitor.signed_in(server)
        review = re.findall(r'href="(/[\w-]+/reviews/[\w-]+/)"', visitor.get("/").body.decode())[0]
        sheet = visitor.get(f"{review}sheet/target/level-1/").body.decode()
        cell = re.findall(r'"(/[\w-]+/cells/[\w-]+/new-finding/)', sheet)[0]
        visitor.form(cell)
        saved = visitor.post(cell, {"text": f"{CANARY} was told", "colour": "red", "key": "k1"})
        refused = visitor.post(cell, {"text": CANARY, "colour": CANARY, "key": "k2"})
        found = visitor.get(f"{review}findings/?q={CANARY}&{CANARY}={CANARY}")
        nowhere = visitor.get(f"/{CANARY}/reviews/{CANARY}/", **{"X-Request-Id": CANARY, "User-Agent": CANARY})
        wrong = Visitor(server.port).get(f"/sign-in/{CANARY}/")
    lines = [json.loads(line) for line in server.said]

    assert (saved.status, refused.status, found.status, nowhere.status, wrong.status) == (302, 422, 200, 404, 404)
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) >= 9
    assert {line["view"] for line in requests} >= {"people:open-link", "reviews:first-page"}
    assert all(line["ms"] >= 0 and CODE.fullmatch(line["request"]) for line in requests)
    assert nowhere.headers["X-Request-Id"] in {line["request"] for line in requests}
    assert nowhere.headers["X-Request-Id"].encode() in nowhere.body
    written = "".join(server.said).encode()
    token = server.link.split("/")[2].encode()
    for secret in (CANARY.encode(), CANARY.lower().encode(), token, b"127.0.0.1"):
        assert secret not in written
        kept = ("system-review.sqlite3", "system-review.sqlite3-wal")  # the database, where it belongs
        files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in kept]
        assert [path for path in files if secret in path.read_bytes() or secret.decode() in path.name] == []
