"""Whether an answer of 404 tells by its time what is another partnership's and what never was (T2).

Both are asked for in turn, two hundred times each, over real HTTP, at several kinds of address; the medians may differ
by a tenth at most.
"""

from __future__ import annotations

import json
import random
import sys
import time
from http.client import HTTPConnection
from statistics import median

from tests.bench.serving import Server, run

TIMES = 200
MOST, LEAST = 1.1, 0.9
ELSEWHERE = """
import sys; sys.path.insert(0, "bin")
import django, json; django.setup()
from system_review.partnerships.models import Member
from tests import factories
from tests.cast import sample_review
from tests.doors.world import MANY
from tests.reviews.test_doors import samples_of
esme = factories.member(factories.partnership("Westfold"), "Esme", *MANY)
print(json.dumps(samples_of(sample_review(esme, word="elsewhere"), esme, "elsewhere")))
"""
ADDRESSES = (
    "/{partnership}/", "/{partnership}/people/", "/{partnership}/reviews/{review}/",
    "/{here}/reviews/{review}/", "/{here}/findings/{finding}/", "/{here}/cells/{cell}/rating/",
    "/{here}/actions/{action}/", "/{here}/evidence/{evidence}/", "/{here}/attachments/{attachment}/",
)  # fmt: skip


def test_what_is_foreign_takes_as_long_as_what_never_was(filled, tell):
    env = {**filled.place.surroundings, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    foreign = json.loads(run([sys.executable, "-c", ELSEWHERE], env).stdout.strip().splitlines()[-1])
    absent = {name: "no-such-partnership" if name == "partnership" else "a" * 22 for name in foreign}
    here = {"here": filled.names["partnership"]}
    ratios = {}
    with Server(filled.place) as server:
        connection = HTTPConnection("localhost", server.port, timeout=60)
        cookie = signed_in(connection, server.link)
        for address in ADDRESSES:
            paths = [address.format(**ids, **here) for ids in (foreign, absent)]
            took: dict[str, list[float]] = {path: [] for path in paths}
            for _ in range(TIMES):
                for path in random.sample(paths, 2):
                    status, seconds = asked(connection, path, cookie)
                    assert status == 404, path
                    took[path].append(seconds)
            ratios[address] = median(took[paths[0]]) / median(took[paths[1]])

    tell("foreign to absent, medians: " + ", ".join(f"{ratio:.2f} at {name}" for name, ratio in ratios.items()))
    assert {name: ratio for name, ratio in ratios.items() if not LEAST <= ratio <= MOST} == {}


def signed_in(connection: HTTPConnection, link: str) -> str:
    """The cookies of a session by the link that was printed."""
    connection.request("GET", link)
    answer = connection.getresponse()
    answer.read()
    return "; ".join(line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie", []))


def asked(connection: HTTPConnection, path: str, cookie: str) -> tuple[int, float]:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - began
