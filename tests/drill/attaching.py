"""Attaches files and erases some of them again until its standard input ends: `python -m tests.drill.attaching`.

It prints the stored name of each file that is kept for good, when that is on the disk.
"""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from datetime import timedelta

EVERY = 0.05  # seconds


def main() -> None:
    """Attach, and of every three erase one as retention does: its bytes go at once where nobody makes a backup."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "system_review.config.settings"
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from system_review.files.services.erasing import erase_removed, sweep
    from system_review.files.services.keeping import Incoming, add, keep, remove
    from system_review.partnerships.queries import all_partnerships, command_line_in

    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    by, number = command_line_in(all_partnerships()[0]), 0
    while not ended.is_set():
        number, now = number + 1, timezone.now()
        kept = keep(Incoming(f"{number}.txt", io.BytesIO(f"File {number}. ".encode() * 9000)), most=10**7, at=now)
        with transaction.atomic():
            attachment = add(kept, by=by, at=now)
        if number % 3:
            print(attachment.stored, flush=True)
        else:
            with transaction.atomic():
                remove(attachment, seen=attachment.version, at=now - timedelta(days=31))
            erase_removed(now, is_held=lambda pk: False)
            sweep(now + timedelta(days=2))
        time.sleep(EVERY)


if __name__ == "__main__":
    main()
