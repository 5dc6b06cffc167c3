"""The licence proposed for using an edition again, which is to be confirmed: decision 31."""

LICENCE = {
    "name": "Licence Ouverte 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
FORMATS = ("json", "yaml")
