"""Two people, interleaved a thousand times over four threads and two servers: each sees only their own."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.bench.serving import PRODUCT, Place, Server, run
from tests.drill.strangers import URL, Stranger

THREADS, ROUNDS = 4, 250
PASSWORD = "three plain lanterns"
PEOPLE = {"Anwen Quillonbird": "review lead", "Bedwyr Saltmarsh": "reader"}


def test_nobody_sees_what_is_anothers(filled, tell):
    slug = filled.names["partnership"]
    for name, role in PEOPLE.items():
        person = ("--email", address_of(name), "--name", name, "--role", role, "--password-stdin")
        give(filled.place, "member", "add", *person, "--partnership", slug)
    extra = {"SYSTEM_REVIEW_URL": URL}
    with (
        Server(filled.place, module=(*PRODUCT, "serve", "--port", "8610"), extra=extra) as one,
        Server(filled.place, module=(*PRODUCT, "serve", "--port", "8650"), extra=extra) as other,
    ):
        ports = (one.port, other.port)
        cookies = {name: signed_in(one.port, name).cookies for name in PEOPLE}
        with ThreadPoolExecutor(THREADS) as pool:
            rounds = pool.map(lambda number: visit(number, ports, cookies, filled), range(THREADS * ROUNDS))
            crossings = [what for found in rounds for what in found]

    tell(f"{THREADS * ROUNDS} visits of two people in turn, {len(crossings)} crossings")
    assert crossings == []
    assert filled.is_sound()


def visit(number: int, ports: tuple[int, int], cookies: dict[str, dict[str, str]], filled) -> list[str]:
    """One visit to one's own page, to what the lead alone sees, and to what both see; what was wrong there."""
    name, another = list(PEOPLE) if number % 2 else list(PEOPLE)[::-1]
    browser = Stranger(ports[number // 2 % 2], f"192.0.2.{number % 2}")
    browser.cookies = dict(cookies[name])
    wrong = []
    status, body, _, _ = browser.ask("/me/")
    if status != 200 or name not in body.decode() or another in body.decode():
        wrong.append(f"visit {number}: {status}, the page of {name} is another's")
    status, body, headers, _ = browser.ask(filled.address("/{partnership}/reviews/{review}/"))
    if status != (200 if PEOPLE[name] == "review lead" else 404) or another in body.decode():
        wrong.append(f"visit {number}: {name} got {status} for the draft")
    if "no-store" not in headers.get("cache-control", ""):
        wrong.append(f"visit {number}: a cache may keep it")
    return wrong


def signed_in(port: int, name: str) -> Stranger:
    browser = Stranger(port, "192.0.2.1")
    assert browser.send("/sign-in/", login=address_of(name), password=PASSWORD)[0] == 302
    return browser


def address_of(name: str) -> str:
    return f"{name.split()[0].lower()}@example.org"


def give(place: Place, *command: str) -> None:
    run([sys.executable, *PRODUCT, *command], place.surroundings, given=PASSWORD + "\n")
