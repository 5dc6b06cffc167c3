"""Who handed a dossier to its holder, until they open it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionnaire', '0001_december_2026'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='questionnaire.member', verbose_name='transmis par'),
        ),
    ]
