"""Beside an agreed version: which finding, action and lead each name in its file is. It stays as all else of it."""

from importlib import import_module

from django.db import migrations, models

earlier = import_module("system_review.reviews.migrations.0007_agreed_versions_with_words_taken_out")

IS_MARKED = f"{earlier.IS_MARKED} AND NEW.keys = OLD.keys"
SQLITE = [
    earlier.ON_SQLITE.format(change="update", CHANGE="UPDATE", changed="changed", when=f"WHEN NOT ({IS_MARKED})"),
    earlier.NO_DELETE,
]
POSTGRESQL = [
    earlier.ON_POSTGRESQL.format(name="agreed_version_stays", changes="DELETE OR TRUNCATE", each="STATEMENT"),
    earlier.ON_POSTGRESQL.format(
        name="agreed_version_is_marked", changes="UPDATE", each=f"ROW WHEN (NOT ({IS_MARKED}))"
    ),
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_state")]

    operations = [
        migrations.RunPython(earlier.off, earlier.guard),
        migrations.AddField(
            "agreedversion", "keys", models.TextField(blank=True, db_default="{}", default="{}")
        ),
        migrations.RunPython(guard, earlier.off),
    ]
