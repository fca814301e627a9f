"""The machine's clock jumps while people work (K6): a day on, a day back, an hour back, the nights on which it changes.

The server runs on a clock of its own (`other_clock`), which the drill moves while it runs.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.bench.measuring import inside
from tests.bench.serving import Server, Visitor

NOW = datetime.now(UTC)
SAVES = 5
OTHER_CLOCK = ("-m", "tests.drill.other_clock", "serve")
# Hours by which the clock is wrong, one after the other.
JUMPS = (0, 24, 0, -24, 0, -1, 1, 0)


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_the_clock_jumps_while_people_save(filled, tmp_path, tell):
    clock = tmp_path / "clock"
    clock.write_text("0")
    form = filled.address("/{partnership}/cells/{cell}/new-finding/")
    statuses = []
    with Server(filled.place, module=OTHER_CLOCK, extra={"DRILL_CLOCK": str(clock)}) as server:
        visitor = Visitor.signed_in(server)
        visitor.form(form)
        for jump, hours in enumerate(JUMPS):
            clock.write_text(str(hours * 3600))
            for number in range(SAVES):
                text = f"Jump {jump}, save {number}"
                statuses.append(visitor.post(form, {"text": text, "colour": "red", "key": text}).status)

    told = inside(filled.place, "moments")
    moments = [datetime.fromisoformat(moment) for moment in told["moments"]][-len(statuses) :]
    off = [round((moment - NOW) / timedelta(hours=1)) for moment in moments]
    tell(f"{len(statuses)} saves at {', '.join(f'{hours:+d} h' for hours in JUMPS)}: {sorted(set(statuses))}")
    assert set(statuses) == {302}
    assert off == [
        hours for hours in JUMPS for _ in range(SAVES)
    ]  # the clock did jump, and the order is that of the acts
    assert told["numbers"] == sorted(told["numbers"])
    assert filled.is_sound()  # the history holds
