"""The sites that links may lead to from the start: the State's own, and those of the catalogue.

Not elidable: a new installation publishes the shipped catalogue with this list.
"""

from django.db import migrations

OFFICIAL = ("gouv.fr", "service-public.fr")
SHIPPED = "déjà dans le catalogue livré le 24 novembre 2026"
# Where channels, préfectures and orientations lead.
FOLLOWED = (
    "demarches-simplifiees.fr",
    "infomie.net",
    "refugies.info",
    "www.campusfrance.org",
    "www.defenseurdesdroits.fr",
    "www.demarches-simplifiees.fr",
    "www.gisti.org",
    "www.info-droits-etrangers.org",
    "www.lacimade.org",
    "www.ofii.fr",
    "www.telerecours.fr",
)
# What texts and sources name, and nothing else.
MENTIONED = (
    "123dok.net",
    "ameli.fr",
    "caf.fr",
    "catholique-montauban.cef.fr",
    "ccaru.fr",
    "celinegaille.com",
    "centreamar.org",
    "eg-migrations.org",
    "france3-regions.francetvinfo.fr",
    "github.com",
    "jonquieres-st-vincent.com",
    "lamauvaisefoix.noblogs.org",
    "leriverain.fr",
    "maghrebactu.com",
    "medialot.fr",
    "montpellier.tribunal-administratif.fr",
    "net-entreprises.fr",
    "objectifgard.com",
    "ofii.fr",
    "resf.ariege.eu.org",
    "saiec.univ-montp3.fr",
    "sciencespo-alumni-languedoc.fr",
    "unidivers.fr",
    "urssaf.fr",
    "www.ami-nimes.fr",
    "www.aptialpha.com",
    "www.blogdesbourians.fr",
    "www.connexionfrance.com",
    "www.crous-montpellier.fr",
    "www.francebleu.fr",
    "www.hcch.net",
    "www.herault-tribune.com",
    "www.ladepeche.fr",
    "www.pimms-nimes.org",
    "www.unafo.org",
)


def list_hosts(apps, schema_editor):
    hosts = apps.get_model("procedures", "ApprovedHost").objects
    for host in OFFICIAL:
        _add(hosts, host, "site officiel", includes_subdomains=True)
    for host in FOLLOWED:
        _add(hosts, host, SHIPPED)
    for host in MENTIONED:
        _add(hosts, host, SHIPPED, mentions_only=True)


def _add(hosts, host, reason, **scope):
    hosts.get_or_create(host=host, defaults={"reason": reason, **scope})


class Migration(migrations.Migration):
    replaces = [("procedures", "0013_hosts_of_the_shipped_catalogue")]
    dependencies = [("procedures", "0001_december_2026")]

    operations = [migrations.RunPython(list_hosts, migrations.RunPython.noop)]
