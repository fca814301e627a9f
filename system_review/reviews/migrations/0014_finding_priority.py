from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0013_evidence_stages'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='is_priority',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
