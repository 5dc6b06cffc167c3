"""The licence under which an edition may be used again: decision 31."""

LICENCE = {
    "name": "Licence Ouverte 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
FORMATS = ("json", "yaml")
