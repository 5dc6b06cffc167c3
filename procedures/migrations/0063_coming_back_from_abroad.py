"""Coming back to France in time, and the police of another country."""

from django.db import migrations, models

STANCES = [
    ("deposer", "déposer"),
    ("faire_relire", "se faire relire d'abord"),
    ("facultatif", "facultatif"),
    ("attendre", "attendre jusqu'au…"),
    ("en_retard", "en retard"),
    ("repondre", "répondre avant le…"),
    ("appeler", "appeler"),
    ("se_proteger", "se mettre en sécurité"),
    ("reprendre", "reprendre une réponse"),
    ("revenir", "revenir en France à temps"),
]
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
    ("police_pays", "la police du pays où est la personne"),
    ("ofii", "l'OFII"),
    ("spada", "la SPADA"),
    ("en_ligne", "un site en ligne"),
    ("telephone", "au téléphone"),
    ("courrier", "par courrier"),
    ("employeur", "l'employeur"),
    ("avocat", "un avocat"),
]


def place(name: str) -> models.CharField:
    return models.CharField(
        blank=True, choices=PLACES, default="", max_length=20, verbose_name=name
    )


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0062_answers_settled_by_facts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="orientation",
            name="stance",
            field=models.CharField(
                blank=True, choices=STANCES, default="", max_length=20, verbose_name="position"
            ),
        ),
        migrations.AlterField(
            model_name="procedurestance",
            name="stance",
            field=models.CharField(choices=STANCES, max_length=20, verbose_name="position"),
        ),
        migrations.AlterField(
            model_name="procedurestance", name="place", field=place("premier lieu")
        ),
        migrations.AlterField(model_name="step", name="place", field=place("lieu")),
    ]
