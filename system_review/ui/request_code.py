"""The code of a request: on every error page, in the answer's header and in the log, short enough to be read out.

A browser or a proxy may send one of its own; it is never used, since whoever sends it chooses what stands in our log.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

KEY = "system_review.code"  # where it stands in the surroundings of a request
VIEW = "system_review.view"  # and the name of the view that answers it, which holds nothing of anybody
HEADER = "X-Request-Id"

# Letters and figures that neither look nor sound like another of them, and make no words.
LETTERS = "CFHJKMPRTWXY3479"
PARTS, LENGTH = 3, 3  # 36 bits

current: ContextVar[str] = ContextVar("system_review_request_code", default="")


def new_code() -> str:
    """A code like KT7-9WR-CXM."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(PARTS))


def code_of(surroundings: Mapping[str, Any]) -> str:
    """The code of the request with these surroundings (`request.META`); "" where no server gave it one."""
    return str(surroundings.get(KEY, ""))
