"""What takes much memory is imported where it is first asked for, not at the start of a worker or of the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = {
    "docx", "fontTools", "holidays", "icalendar", "jwt", "lxml", "pyrage", "pypdfium2", "qrcode", "rapidfuzz",
    "typst", "xlsxwriter",
}  # fmt: skip
WORKER = "import django; django.setup(); import system_review.jobs.running"
SERVER = "import system_review.config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns"
TELL = "; import sys, json; print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize(
    ("start", "heavy"),
    # Every sign-in needs cryptography (passkeys), and every page of a review pydantic; a worker needs neither to wait.
    [(SERVER, HEAVY), (WORKER, HEAVY | {"cryptography", "fido2", "pydantic"})],
    ids=["server", "worker"],
)
def test_what_is_not_needed_to_wait_is_not_there(start: str, heavy: set[str]) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    told = subprocess.run([sys.executable, "-c", start + TELL], env=env, capture_output=True, text=True, check=True)

    assert heavy & set(json.loads(told.stdout)) == set()
