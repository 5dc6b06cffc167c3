import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_planned_editions_and_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cases",
                to="procedures.department",
                verbose_name="département",
            ),
        ),
    ]
