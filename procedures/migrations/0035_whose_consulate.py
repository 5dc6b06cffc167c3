"""Whose consulate a channel, a step or a stance leads to: that of France, or of the person's country.

Until now a page read it in the French text: the same reading says it once, here.
"""

from django.db import migrations, models

SAID = "consulat de france"
PLACES = [
    ("canal", "là où l'on dépose"),
    ("aide", "une aide proche"),
    ("prefecture", "la préfecture"),
    ("mairie", "la mairie"),
    ("consulat", "le consulat du pays de la personne"),
    ("consulat_france", "le consulat de France"),
    ("tribunal", "le tribunal"),
    ("police", "la police ou la gendarmerie"),
    ("ofii", "l'OFII"),
    ("spada", "la SPADA"),
    ("en_ligne", "un site en ligne"),
    ("telephone", "au téléphone"),
    ("courrier", "par courrier"),
    ("employeur", "l'employeur"),
    ("avocat", "un avocat"),
]


def is_french(words):
    return SAID in " ".join((words or "").casefold().split())


def say_whose(apps, schema_editor):
    """Give each consulate its country, and the steps that lead to it their place."""
    steps = apps.get_model("procedures", "Step").objects.filter(place="consulat")
    french = [step for step in steps if is_french(step.text_fr)]
    procedures = {step.procedure_id for step in french}
    for step in french:
        step.place = "consulat_france"
        step.save(update_fields=["place"])
    stances = apps.get_model("procedures", "ProcedureStance").objects.filter(place="consulat")
    stances.filter(procedure__in=procedures).update(place="consulat_france")
    for channel in apps.get_model("procedures", "Channel").objects.filter(kind="consulate"):
        channel.consulate = "france" if is_french(channel.instructions_fr) else "pays"
        channel.save(update_fields=["consulate"])


def say_it_no_more(apps, schema_editor):
    """Give the steps the place that the version before knows."""
    for name in ("Step", "ProcedureStance"):
        rows = apps.get_model("procedures", name).objects.filter(place="consulat_france")
        rows.update(place="consulat")


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0034_hours_and_notice_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="consulate",
            field=models.CharField(
                blank=True,
                choices=[
                    ("france", "un consulat de France"),
                    ("pays", "le consulat du pays de la personne"),
                ],
                default="",
                help_text="Pour un consulat seulement. Qui a fui son pays n'est jamais envoyé à son consulat.",
                max_length=10,
                verbose_name="de quel pays",
            ),
        ),
        migrations.AddField(
            model_name="invariant",
            name="never_places",
            field=models.JSONField(
                blank=True, default=list, verbose_name="lieux où personne n'est envoyé"
            ),
        ),
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
        migrations.AddField(
            model_name="orientation",
            name="careful",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "Montrée à côté d'une démarche dès qu'elle peut concerner la personne, même si "
                    "une question n'a pas été posée. Écrivez un titre qui dit pour qui elle est."
                ),
                verbose_name="dans le doute aussi",
            ),
        ),
        migrations.RunPython(say_whose, say_it_no_more, elidable=True),
    ]
