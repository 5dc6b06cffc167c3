from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0038_entries_in_preparation"),
    ]

    operations = [
        migrations.AlterField(
            model_name="count",
            name="kind",
            field=models.CharField(
                choices=[
                    ("procedure", "démarche conseillée"),
                    ("orientation", "orientation montrée"),
                    ("outcome", "sorte de résultat"),
                    ("reader", "langue du résultat"),
                    ("dead_end", "résultat sans démarche"),
                    ("answer", "question répondue"),
                    ("unknown", "« je ne sais pas »"),
                    ("mistake", "réponse refusée"),
                    ("visit", "besoin de venir"),
                    ("no_visit", "plus besoin de venir"),
                    ("visit_reason", "pourquoi venir"),
                ],
                max_length=20,
                verbose_name="sorte",
            ),
        ),
    ]
