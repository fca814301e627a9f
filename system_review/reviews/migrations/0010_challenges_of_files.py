import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0006_holds'),
        ('reviews', '0009_holds'),
    ]

    operations = [
        migrations.AlterField(
            model_name='challenge',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.member'),
        ),
    ]
