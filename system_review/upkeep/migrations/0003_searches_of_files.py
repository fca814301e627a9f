import django.db.models.deletion
from django.db import migrations, models

import system_review.rows.models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('partnerships', '0006_holds'),
        ('upkeep', '0002_holds'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=system_review.rows.models.new_public_id, editable=False, max_length=22, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('asked_at', models.DateTimeField()),
                ('words', models.TextField(blank=True)),
                ('is_whole', models.BooleanField()),
                ('last', models.BigIntegerField(default=0)),
                ('looked', models.PositiveIntegerField(default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.member')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('done_at', None), ('words', ''), _connector='OR'), name='file_search_forgets_when_done')],
            },
        ),
        migrations.CreateModel(
            name='FileFound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_read', models.BooleanField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='files.attachment')),
                ('partnership', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='found', to='upkeep.filesearch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('search', 'attachment'), name='file_found_once_a_search')],
            },
        ),
    ]
