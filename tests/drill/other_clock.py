"""`python -m tests.drill.other_clock serve`: the product on a clock that is wrong by the seconds in the file CLOCK.

What the web process asks the time of (Django, cookies, the caches) goes by that clock; what it waits by does not, as on
a machine whose clock is set.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from system_review.commands import main, supervising

CLOCK = Path(os.environ["DRILL_CLOCK"])
_true_time, _load = time.time, supervising.application


def _wrong_by() -> float:
    try:
        return float(CLOCK.read_text() or 0)
    except ValueError:
        return 0.0  # it is being written


def application(target: str):
    """The application, when its clock has been set."""
    loaded = _load(target)
    from django.utils import timezone

    time.time = lambda: _true_time() + _wrong_by()
    timezone.now = lambda: datetime.now(UTC) + timedelta(seconds=_wrong_by())
    return loaded


if __name__ == "__main__":
    supervising.application = application
    sys.exit(main(sys.argv[1:]))
