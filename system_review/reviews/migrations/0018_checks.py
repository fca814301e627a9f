from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0017_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='action',
            name='is_check',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
