"""Words can be taken out of an agreed version, by a change that says so; every other is refused as before."""

from django.db import migrations, models

STAYS = ("id", "public_id", "version", "partnership_id", "review_id", "number", "agreed_by_id", "agreed_at")

# The one change that is let through: a later event is named, the first fingerprint is kept, and nothing that tells
# which version it is differs. One sentence for both databases.
IS_MARKED = (
    "NEW.blotted_by IS NOT NULL AND NEW.blotted_at IS NOT NULL AND NEW.blotted_by > COALESCE(OLD.blotted_by, 0) "
    "AND NEW.agreed_sha256 = CASE WHEN OLD.agreed_sha256 = '' THEN OLD.sha256 ELSE OLD.agreed_sha256 END "
    + " ".join(f"AND NEW.{column} = OLD.{column}" for column in STAYS)
)
ON_SQLITE = """CREATE TRIGGER agreed_no_{change} BEFORE {CHANGE} ON reviews_agreedversion {when}
BEGIN SELECT RAISE(ABORT, 'an agreed version is never {changed}'); END"""
ON_POSTGRESQL = """CREATE TRIGGER {name} BEFORE {changes} ON reviews_agreedversion FOR EACH {each}
EXECUTE FUNCTION reviews_agreed_version_stays()"""

NO_DELETE = ON_SQLITE.format(change="delete", CHANGE="DELETE", changed="deleted", when="")
SQLITE_BEFORE = [ON_SQLITE.format(change="update", CHANGE="UPDATE", changed="changed", when=""), NO_DELETE]
SQLITE = [
    ON_SQLITE.format(change="update", CHANGE="UPDATE", changed="changed", when=f"WHEN NOT ({IS_MARKED})"),
    NO_DELETE,
]
POSTGRESQL_BEFORE = [
    ON_POSTGRESQL.format(name="agreed_version_stays", changes="UPDATE OR DELETE OR TRUNCATE", each="STATEMENT")
]
POSTGRESQL = [
    ON_POSTGRESQL.format(name="agreed_version_stays", changes="DELETE OR TRUNCATE", each="STATEMENT"),
    ON_POSTGRESQL.format(name="agreed_version_is_marked", changes="UPDATE", each=f"ROW WHEN (NOT ({IS_MARKED}))"),
]


def _off(schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("agreed_no_update", "agreed_no_delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        for name in ("agreed_version_stays", "agreed_version_is_marked"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON reviews_agreedversion")


def _on(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def off(apps, schema_editor):
    """New columns make SQLite build the table anew, which triggers would not outlive unseen."""
    _off(schema_editor)


def guard(apps, schema_editor):
    _on(schema_editor, SQLITE, POSTGRESQL)


def guard_before(apps, schema_editor):
    _on(schema_editor, SQLITE_BEFORE, POSTGRESQL_BEFORE)


class Migration(migrations.Migration):

    dependencies = [("reviews", "0006_challenges")]

    operations = [
        migrations.RunPython(off, guard_before),
        migrations.AddField("agreedversion", "agreed_sha256", models.CharField(blank=True, db_default="", default="", max_length=64)),
        migrations.AddField("agreedversion", "blotted_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("agreedversion", "blotted_by", models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.RunPython(guard, off),
    ]
