from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0066_last_visit_of_a_post'),
    ]

    operations = [
        migrations.AddField(
            model_name='procedurestance',
            name='today',
            field=models.BooleanField(db_default=False, default=False, help_text="Pour « déposer », sans dernier jour : la carte dit « Aujourd'hui ».", verbose_name="à commencer aujourd'hui"),
        ),
    ]
