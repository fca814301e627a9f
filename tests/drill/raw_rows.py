"""Every row of every table as the database itself gives it: `python -m tests.drill.raw_rows`, JSON on standard output.

It shares nothing with what makes and restores backups.
"""

from __future__ import annotations

import json
import os
from typing import Any


def main() -> None:
    """Print the rows of each table, sorted, each as a text."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "system_review.config.settings"
    import django

    django.setup()
    from django.db import connection, transaction

    found: dict[str, list[str]] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    print(json.dumps(found))


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


if __name__ == "__main__":
    main()
