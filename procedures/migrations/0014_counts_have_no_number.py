from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table anew: its rows are their own keys."""

    dependencies = [("procedures", "0013_hosts_of_the_shipped_catalogue")]

    operations = [
        migrations.DeleteModel(name="Count"),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "month",
                        "kind",
                        "subject",
                        "place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
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
            },
        ),
    ]
