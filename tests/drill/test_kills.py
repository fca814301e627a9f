"""The server is killed while people save (K1): what was acknowledged is there, once, and the history holds.

On PostgreSQL the database server is killed as well, now and then. What got no answer is sent again with its key.
"""

from __future__ import annotations

import os
import threading
import time

from tests.bench.serving import Server, Visitor
from tests.drill.crowd import Ledger, crowd

KILLS = int(os.environ.get("KILLS", "50"))
WRITERS, LOAD = 8, 1.0  # the last in seconds
DATABASE_KILLS = range(9, KILLS, 10)  # of them, those that kill PostgreSQL too
READY = 5.0  # seconds


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(filled, request, tmp_path, tell):
    ledger, starts = Ledger(tmp_path / "ledger"), []
    postgres = request.getfixturevalue("postgres") if filled.database == "postgresql" else None
    address = filled.address("/{partnership}/cells/{cell}/new-finding/")

    for kill in range(KILLS):
        with_database = postgres is not None and kill in DATABASE_KILLS
        with Server(filled.place) as server:
            starts.append(server.seconds)
            first = Visitor.signed_in(server)
            first.form(address)
            ledger.send_again(first, address)
            threading.Timer(LOAD, _kill, (server, postgres if with_database else None)).start()
            crowd(
                [first.another() for _ in range(WRITERS)],
                lambda which, one, kill=kill: ledger.write_findings(one, address, f"w{which}.{kill}", until=_later()),
            )
            server.process.wait(30)
        if with_database:
            postgres.begin()
    with Server(filled.place) as server:
        last = Visitor.signed_in(server)
        last.form(address)
        ledger.send_again(last, address)

    found = filled.findings()
    tell(f"{KILLS} kills, {len(ledger.acknowledged)} saves acknowledged, {ledger.sent_again} of them sent again")
    tell(f"ready after at most {max(starts):.1f} s")
    assert len(ledger.acknowledged) > KILLS * WRITERS
    assert ledger.sent_again >= KILLS  # else nobody was interrupted
    assert ledger.sent == ledger.acknowledged == Ledger.read(tmp_path / "ledger")
    assert set(ledger.statuses) <= ({302, 503} if postgres else {302})
    assert (ledger.lost(found), ledger.doubled(found)) == (set(), [])
    assert filled.is_sound()
    assert max(starts) < READY


def _kill(server: Server, postgres) -> None:
    if postgres is not None:
        postgres.kill()
    server.kill()


def _later() -> float:
    return time.monotonic() + 60
