"""Two real servers, each with a data folder of its own, on one PostgreSQL: whatever holds on one holds on the other.

They come in as docs/running/install.md advises: by a role that may read and write rows, and does not own the tables.
"""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest

from tests.bench.serving import PRODUCT, ROOT, Place, Server, run
from tests.drill.strangers import TOKEN, URL, Stranger
from tests.missing import missing
from tests.postgres import NoPostgres, Postgres

PASSWORD = "three plain lanterns"
ANWEN, BEN = "anwen@example.org", "ben@example.org"
SERVING = "system-review"
PATIENCE = 60  # seconds; the machine may be busy

pytestmark = pytest.mark.only_sqlite  # it starts a PostgreSQL of its own


@dataclass
class Machines:
    """The two servers, the review that is on them, and somebody who is signed in at the first."""

    places: tuple[Place, Place]
    ports: tuple[int, int]
    review: str
    anwen: Stranger

    def at(self, which: int) -> Stranger:
        """The same browser, sent to this machine by the proxy."""
        self.anwen.port = self.ports[which]
        return self.anwen

    def get(self, which: int, path: str) -> str:
        status, body, _, _ = self.at(which).ask(path)
        assert status == 200, (path, status)
        return body.decode()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    try:
        database = Postgres()
    except NoPostgres as why:
        missing(f"PostgreSQL: {why}", "bin/setup --dev")
    folder = tmp_path_factory.mktemp("machines")
    extra = {"SYSTEM_REVIEW_URL": URL, "SYSTEM_REVIEW_SECRET_KEY": "k3Jd8sLq0ZxV5bN7mW2rT9yU4iO6pA1gHfEcXvBn"}
    with database:
        owner, limited = two_roles(database)
        give({**Place(folder / "one", owner).surroundings, **extra}, "prepare")
        database.tell(owner, (ROOT / "deploy" / "postgresql-rights.sql").read_text(encoding="utf-8"), role=SERVING)
        one, other = (Place(folder / name, limited) for name in ("one", "other"))
        own = {**one.surroundings, **extra}
        review = give(own, "new", "--partnership", "Eastmere", "--title", "Both", "--date", "2027-04-20")
        for email, name in ((ANWEN, "Anwen"), (BEN, "Ben")):
            roles = ("--role", "review lead", "--role", "administrator")
            person = ("--email", email, "--name", name, "--password-stdin", "--partnership", "eastmere")
            give(own, "member", "add", *person, *roles, typed=PASSWORD + "\n")
        with (
            Server(one, module=(*PRODUCT, "serve", "--port", free_port()), extra=extra) as first,
            Server(other, module=(*PRODUCT, "serve", "--port", free_port()), extra=extra) as second,
        ):
            anwen = Stranger(first.port, "192.0.2.1")
            assert anwen.send("/sign-in/", login=ANWEN, password=PASSWORD)[0] == 302
            yield Machines((one, other), (first.port, second.port), review, anwen)


def two_roles(server: Postgres) -> tuple[str, str]:
    """A database of its own role's, and the addresses for its owner and for a role that has no right yet."""
    server.tell(server.url, f'CREATE ROLE owner LOGIN; CREATE ROLE "{SERVING}" LOGIN;')
    server.tell(server.url, "CREATE DATABASE reviews OWNER owner TEMPLATE template0;")
    owner, limited = (f"postgresql://{role}@/reviews?host={server.folder}" for role in ("owner", SERVING))
    return owner, limited


def free_port() -> str:
    """A port at which nobody listens just now: behind a proxy the server takes no other by itself."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def give(env: dict[str, str], *command: str, typed: str = "") -> str:
    """Give a command of the product; what it printed."""
    import sys

    return run([sys.executable, *PRODUCT, *command], env, given=typed).stdout.strip()


@pytest.fixture(scope="module")
def cell(machines: Machines) -> str:
    """The address of a form for a new finding."""
    sheet = machines.at(0).ask(f"/eastmere/reviews/{machines.review}/sheet/")
    path = sheet[2].get("location", "") if sheet[0] == 302 else f"/eastmere/reviews/{machines.review}/sheet/"
    found = re.search(r"/eastmere/cells/\w+/new-finding/", machines.get(0, path))
    assert found
    return found[0]


def test_who_is_signed_in_at_one_is_signed_in_at_both_and_signed_out_at_both(machines: Machines) -> None:
    assert "Both" in machines.get(1, "/eastmere/")
    ben = Stranger(machines.ports[0], "192.0.2.7")
    assert ben.send("/sign-in/", login=BEN, password=PASSWORD)[0] == 302
    kept = dict(ben.cookies)

    ben.port = machines.ports[1]
    assert ben.ask("/eastmere/")[0] == 200
    ben.send("/sign-out/")
    ben.port, ben.cookies = machines.ports[0], kept

    assert ben.ask("/eastmere/")[0] == 302


def test_the_same_form_sent_to_both_at_once_makes_one_thing_that_both_show_at_once(
    machines: Machines, cell: str
) -> None:
    sheet = f"/eastmere/reviews/{machines.review}/findings/"
    assert all("Said twice" not in machines.get(which, sheet) for which in (0, 1))
    fields = hidden(machines.get(0, cell)) | {"text": "Said twice", "colour": "red"}
    start = Barrier(2)

    def post(which: int) -> int:
        one = Stranger(machines.ports[which], "192.0.2.1")
        one.cookies = dict(machines.anwen.cookies)
        start.wait(PATIENCE)
        return one.ask(cell, fields)[0]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(post, (0, 1)))

    assert answers == [302, 302]
    for which in (0, 1):
        page = machines.get(which, sheet)
        assert "Said twice" in page
        assert len(set(re.findall(r"/eastmere/findings/(\w{22})/", page))) == 1


def test_what_was_begun_at_one_stands_in_the_form_of_the_other(machines: Machines, cell: str) -> None:
    fields = hidden(machines.get(0, cell)) | {"text": "Begun and not saved", "colour": "", "draft-keep": "1"}
    assert b'"kept": true' in machines.at(0).ask(cell, fields)[1]

    assert "Begun and not saved" in machines.get(1, cell)


def test_a_limit_is_one_limit(machines: Machines) -> None:
    start = Barrier(12)

    def guess(number: int) -> tuple[int, dict[str, str], bytes]:
        stranger = Stranger(machines.ports[number % 2], f"198.51.100.{number}")
        found = TOKEN.search(stranger.ask("/sign-in/")[1])
        assert found
        fields = {"login": BEN, "password": f"wrong {number}", "csrfmiddlewaretoken": found[1].decode()}
        start.wait(PATIENCE)
        for _ in range(100):  # 503: the gate for what is sent had no room just then
            status, body, headers, _ = stranger.ask("/sign-in/", fields)
            if status != 503:
                break
            time.sleep(0.1)
        return status, headers, body

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))
    refused = [(headers, body) for status, headers, body in answers if status == 429]

    assert sorted(status for status, _, _ in answers) == [422] * 5 + [429] * 7
    assert all(0 < int(headers["retry-after"]) <= 900 for headers, _ in refused)
    assert all(b"Try again in" in body for _, body in refused)


def test_a_document_is_read_once_by_one_of_the_two_workers(machines: Machines) -> None:
    inbox = f"/eastmere/reviews/{machines.review}/inbox/"
    for number in range(4):
        fields = hidden(machines.get(number % 2, inbox)) | {"name": f"Minutes {number}"}
        file = (f"{number}.txt", f"One {number}.\n\nTwo.".encode())
        assert machines.at(number % 2).ask(inbox, fields, file=file)[0] == 302
    env = machines.places[0].surroundings

    def jobs() -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = json.loads(give(env, "jobs", "--json"))
        return [job for job in told if job["queue"] == "documents"]

    wait_for(lambda: all(job["state"] == "done" for job in jobs()))
    assert len(jobs()) == 4
    assert {job["tries"] for job in jobs()} == {1}
    assert {job["partnership"] for job in jobs()} == {"eastmere"}


def test_the_history_holds_and_each_machine_noted_its_own_heads(machines: Machines) -> None:
    heads = [place.folder / "trail-heads" for place in machines.places]
    assert all(path.stat().st_size for path in heads)
    for place, other in zip(machines.places, reversed(heads), strict=True):
        env = place.surroundings
        told = json.loads(give(env, "audit", "verify", "--json", "--heads", str(other)))
        alone = json.loads(give(env, "audit", "verify", "--json"))
        assert told["whole"] and alone["whole"]
        assert sum(chain["noted"] for chain in told["chains"]) == sum(chain["events"] for chain in told["chains"])
        assert sum(chain["noted"] for chain in alone["chains"]) < sum(chain["events"] for chain in alone["chains"])


def test_the_role_that_serves_may_neither_change_tables_nor_what_the_history_says(machines: Machines) -> None:
    import psycopg

    deploy = run_whatever(machines.places[0], "check", "--deploy")

    assert "ok    The database's role may read and write rows, and nothing else." in deploy
    for refused in (
        "UPDATE audit_event SET kind = 'other'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "CREATE TABLE mine (x int)",
        "DROP TABLE audit_head",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999', now())",
    ):
        no_right = pytest.raises(psycopg.errors.InsufficientPrivilege)
        with psycopg.connect(machines.places[0].database_url) as connection, no_right:
            connection.execute(refused)


def test_a_role_that_may_more_is_told_what(machines: Machines) -> None:
    owner = Place(machines.places[0].folder, machines.places[0].database_url.replace(SERVING, "owner", 1))

    [said] = [line for line in run_whatever(owner, "check", "--deploy").splitlines() if "database's role" in line]

    assert said.startswith("note  The database's role owner may make tables; change tables and take away what guards")
    assert "change and remove events of the history, which serving does not need." in said


def run_whatever(place: Place, *command: str) -> str:
    """What a command printed, whatever it thinks of the rest."""
    import subprocess
    import sys

    said = subprocess.run(
        [sys.executable, *PRODUCT, *command], env=place.surroundings, cwd=ROOT, capture_output=True, text=True
    )
    return said.stdout


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's last form for text, with its token."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(one for one in forms if "<textarea" in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.3)
