"""The table of what all processes must know of one another for a moment (`CACHES`)."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", "people_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("people", "0003_sign_in_link")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
