"""Asking an issuer over the network: for five seconds in all, whatever it does, and by two at once at most.

A time-out of `requests` counts from byte to byte, so that one who dribbles is never late. Hence each question is asked
in a thread that is not waited for any longer; it gives back its turn when the issuer lets go of it.
"""

from __future__ import annotations

import threading
from typing import Any

import requests

SECONDS = 5.0  # that whoever signs in waits for one answer
CONNECTS_IN, ANSWERS_IN = 2.0, 4.0  # seconds
AT_ONCE = 2  # of the four threads that answer pages
PATIENCE = 0.5  # seconds that another waits for a turn
LARGEST = 1024 * 1024  # bytes of an answer

_turns = threading.BoundedSemaphore(AT_ONCE)


class InTime(requests.Session):
    """Questions that are answered in time or not at all. Raises `requests.RequestException`."""

    def request(self, method: Any, url: Any, *given: Any, **named: Any) -> requests.Response:
        """Ask, and read the whole answer."""
        turns = _turns
        if not turns.acquire(timeout=PATIENCE):
            raise requests.Timeout("others are waiting already")
        found: list[requests.Response] = []
        failed: list[Exception] = []

        def ask() -> None:
            try:
                named.update(timeout=(CONNECTS_IN, ANSWERS_IN), stream=True)
                with requests.Session.request(self, method, url, *given, **named) as answer:
                    answer._content = _read(answer)
                    found.append(answer)
            except Exception as problem:  # noqa: BLE001 - handed on to whoever waits
                failed.append(problem)
            finally:
                turns.release()

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(SECONDS)
        if failed:
            raise failed[0]
        if not found:
            raise requests.Timeout("the issuer takes too long")
        return found[0]


def _read(answer: requests.Response) -> bytes:
    data = b""
    for part in answer.iter_content(64 * 1024):
        data += part
        if len(data) > LARGEST:
            raise requests.ConnectionError("the answer is too large")
    return data
