"""Guessing passwords and guessing who has one, over real HTTP against two server processes on one database.

Prints how many of thirty tries at one moment were made, and by how much the answers for an address that somebody has
differ in time from those for one that nobody has and for one whose owner may no longer sign in.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Barrier

import pytest

from tests.bench.serving import PRODUCT, Place, Server, run
from tests.drill.strangers import TOKEN, URL, Stranger

TIMES = 200  # tries of each kind
PARALLEL = 30
PASSWORD = "three plain lanterns"
KINDS = ("known", "unknown", "disabled")

PEOPLE = f"""
import django; django.setup()
from django.contrib.auth.hashers import make_password
from system_review.people.models import Person
kept = make_password({PASSWORD!r})
Person.objects.bulk_create(
    Person(email=f"{{kind}}-{{number}}@example.org", name="P", password=kept, is_active=kind == "known")
    for kind in ("known", "disabled") for number in range({2 * TIMES})
)
"""
REFUSED = """
import django; django.setup()
from system_review.audit.models import Event
from system_review.people.models import Person
person = Person.objects.get(email="known-0@example.org")
print(Event.objects.filter(kind="person.refused", subject=f"person:{person.public_id}").count())
"""


@pytest.fixture
def served(filled):
    """Two servers behind a proxy on one database, with people who have a password."""
    code(filled.place, PEOPLE)
    extra = {"SYSTEM_REVIEW_URL": URL, "SYSTEM_REVIEW_MAIL": "smtp://127.0.0.1:9"}
    with (
        Server(filled.place, module=(*PRODUCT, "serve", "--port", "8410"), extra=extra) as one,
        Server(filled.place, module=(*PRODUCT, "serve", "--port", "8450"), extra=extra) as other,
    ):
        yield filled, one, other


def code(place: Place, text: str) -> str:
    """Run some lines inside the product."""
    env = {**place.surroundings, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    return run([sys.executable, "-c", text], env).stdout.strip()


def test_thirty_guesses_at_once_and_the_owner(served, tell):
    filled, one, other = served
    own = Stranger(one.port, "192.0.2.1")
    assert own.send("/sign-in/", login="known-0@example.org", password=PASSWORD)[0] == 302
    own.send("/sign-out/")
    start = Barrier(PARALLEL)

    def guess(number: int) -> int:
        stranger = Stranger((one, other)[number % 2].port, f"198.51.100.{number}")
        token = TOKEN.search(stranger.ask("/sign-in/")[1])[1].decode()
        start.wait(60)
        fields = {"login": "known-0@example.org", "password": f"wrong {number}", "csrfmiddlewaretoken": token}
        return stranger.ask("/sign-in/", fields)[0]

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(guess, range(PARALLEL)))
    right = Stranger(other.port, "203.0.113.1").send("/sign-in/", login="known-0@example.org", password=PASSWORD)
    owner = own.send("/sign-in/", login="known-0@example.org", password=PASSWORD)
    spray = [
        Stranger(one.port, "203.0.113.9").send("/sign-in/", login=f"known-{number}@example.org", password="wrong")[0]
        for number in range(1, 101)
    ]

    tell(
        f"{answers.count(422)} of {PARALLEL} wrong tries at once were made, {PARALLEL - answers.count(422)} had to wait"
    )
    tell(f"then the right password: {right[0]} from elsewhere, {owner[0]} on the owner's device")
    tell(f"one password over 100 accounts from one place: {spray.count(422)} tries were made")
    assert answers.count(422) == 5
    assert set(answers) == {422, 429} | ({503} & set(answers))  # 503: the gate for what is sent had no room
    assert int(code(filled.place, REFUSED)) == 5
    assert (right[0], owner[0]) == (429, 302)
    assert 0 < int(right[2]["retry-after"]) <= 900
    assert spray.count(422) <= 40


@pytest.mark.parametrize(
    ("path", "name", "more"), [("/sign-in/", "login", {"password": "wrong"}), ("/sign-in/forgotten/", "email", {})]
)
def test_nobody_learns_who_has_an_account(served, tell, path, name, more):
    _, one, _ = served
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    answers: dict[str, set[tuple[int, bytes]]] = {kind: set() for kind in KINDS}

    for number in range(TIMES + 5):
        for kind in KINDS:
            address = f"{kind}-{number + TIMES // 2}@example.org"
            stranger = Stranger(one.port, f"10.{number}.{KINDS.index(kind)}.1")
            status, body, _, taken = stranger.send(path, **{name: address}, **more)
            if number >= 5:  # the first ones warm everything up
                seconds[kind].append(taken)
                body = TOKEN.sub(b"", body).replace(address.encode(), b"")
                answers[kind].add((status, body))

    middles = {kind: median(taken) for kind, taken in seconds.items()}
    ratios = {kind: middles[kind] / middles["known"] for kind in KINDS}
    tell(f"{path}: " + ", ".join(f"{kind} {middles[kind] * 1000:.1f} ms (x {ratios[kind]:.3f})" for kind in KINDS))
    assert len(set.union(*answers.values())) == 1
    assert all(0.9 <= ratio <= 1.1 for ratio in ratios.values()), ratios
