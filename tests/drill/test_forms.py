"""Every form of every page, sent with every odd text that we know of, ten megabytes among them.

The short form is tests/doors/test_every_form.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.test_every_form import ODD, sent_everywhere


@pytest.mark.django_db
def test_no_odd_text_breaks_anything(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    odd = ODD | {
        "ten megabytes": "a" * 10_000_000,
        "many lines": "a\r\n" * 100_000,
        "combining": "e" + "\u0301" * 5_000,
    }

    found = sent_everywhere(odd, django_db_blocker, tmp_path_factory)

    assert (found.broken, found.stored) == ([], [])
