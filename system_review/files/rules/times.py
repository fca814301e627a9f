"""How long the bytes of an attachment are kept. Pure."""

from __future__ import annotations

from datetime import timedelta

KEPT_FOR = timedelta(days=30)  # after its removal, an attachment can be brought back
HALF_MADE = timedelta(days=1)  # so long a file may lie without a row: it may be on its way, or in a running backup
