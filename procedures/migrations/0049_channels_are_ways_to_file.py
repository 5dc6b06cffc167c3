import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0048_public_examples'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='channel',
            options={'ordering': ('position', 'pk'), 'verbose_name': 'façon de déposer', 'verbose_name_plural': 'façons de déposer'},
        ),
        migrations.AlterField(
            model_name='approvedhost',
            name='mentions_only',
            field=models.BooleanField(default=False, help_text='Ce site peut être cité. Une façon de déposer, une préfecture ou une orientation ne peut pas y mener.', verbose_name='textes et sources seulement'),
        ),
        migrations.AlterField(
            model_name='channelprocedure',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='procedures', to='procedures.channel', verbose_name='façon de déposer'),
        ),
        migrations.AlterField(
            model_name='invariant',
            name='never_channels',
            field=models.JSONField(blank=True, default=list, verbose_name='façons de déposer jamais proposées'),
        ),
    ]
