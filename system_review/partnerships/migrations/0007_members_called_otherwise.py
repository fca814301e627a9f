from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0006_holds'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='called',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
    ]
