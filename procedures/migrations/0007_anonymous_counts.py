from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0006_cases_of_departments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.CharField(max_length=7, verbose_name="mois")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("procedure", "démarche conseillée"),
                            ("orientation", "orientation montrée"),
                            ("outcome", "sorte de résultat"),
                            ("reader", "langue du résultat"),
                            ("dead_end", "résultat sans démarche"),
                            ("answer", "question répondue"),
                            ("unknown", "« je ne sais pas »"),
                            ("mistake", "réponse refusée"),
                        ],
                        max_length=20,
                        verbose_name="sorte",
                    ),
                ),
                ("subject", models.CharField(max_length=100, verbose_name="de quoi")),
                (
                    "place",
                    models.CharField(max_length=10, verbose_name="où, ou dans quelle langue"),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="nombre")),
            ],
            options={
                "verbose_name": "compte",
                "verbose_name_plural": "comptes",
                "ordering": ("month", "kind", "subject", "place"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "kind", "subject", "place"),
                        name="count_is_one_row_a_month",
                    )
                ],
            },
        ),
    ]
