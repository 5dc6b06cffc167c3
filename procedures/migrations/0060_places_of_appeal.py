"""Places to which an appeal goes: neither the préfecture nor « the court » names them."""

from django.db import migrations, models

PLACES = [
    ("canal", "là où l'on dépose"),
    ("aide", "une aide proche"),
    ("prefecture", "la préfecture"),
    ("mairie", "la mairie"),
    ("consulat", "le consulat du pays de la personne"),
    ("consulat_france", "le consulat de France"),
    ("tribunal", "le tribunal"),
    ("tribunal_judiciaire", "le tribunal judiciaire"),
    ("cnda", "la Cour nationale du droit d'asile (CNDA)"),
    ("commission_visas", "la commission de recours des visas (Nantes)"),
    ("sous_directeur_visas", "le sous-directeur des visas (Nantes)"),
    ("ministre", "le ministre de l'intérieur"),
    ("police", "la police ou la gendarmerie"),
    ("ofii", "l'OFII"),
    ("spada", "la SPADA"),
    ("en_ligne", "un site en ligne"),
    ("telephone", "au téléphone"),
    ("courrier", "par courrier"),
    ("employeur", "l'employeur"),
    ("avocat", "un avocat"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0059_papers_for_some"),
    ]

    operations = [
        migrations.AlterField(
            model_name="procedurestance",
            name="place",
            field=models.CharField(
                blank=True, choices=PLACES, default="", max_length=20, verbose_name="premier lieu"
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="place",
            field=models.CharField(
                blank=True, choices=PLACES, default="", max_length=20, verbose_name="lieu"
            ),
        ),
    ]
