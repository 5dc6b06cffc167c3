"""What is said of a source: when it was read, how old it is, and who verified it."""

from datetime import date

import pytest
from django.utils import translation

from procedures.engine.values.content import Source
from questionnaire.result.reasons import shown_sources
from tests.languages import TRANSLATED

from .catalogue import make_reading

NB = "\N{NO-BREAK SPACE}"
READ = date(2026, 11, 24)


def shown(language="fr", **values):
    source = Source(**{"reference": "Annuaire", "checked_on": READ} | values)
    with translation.override(language):
        (one,) = shown_sources(make_reading({}, language=language), [source])
        return one


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ("", f"lu le 24{NB}novembre{NB}2026"),
        ("2019", f"lu le 24{NB}novembre{NB}2026 dans une page de 2019"),
        ("2019-09", f"lu le 24{NB}novembre{NB}2026 dans une page de septembre{NB}2019"),
        ("2015-04", f"lu le 24{NB}novembre{NB}2026 dans une page d’avril{NB}2015"),
        ("2020-01-01", f"lu le 24{NB}novembre{NB}2026 dans une page du 1er{NB}janvier{NB}2020"),
        ("unknown", f"lu le 24{NB}novembre{NB}2026 dans un document sans date"),
    ],
)
def test_the_age_of_a_document_is_said_beside_the_day_it_was_read(dated, words):
    assert shown(dated=dated).read == words


def test_nothing_is_verified_because_it_was_read():
    assert shown(dated="2019").verified == ""
    assert shown(verified_on=READ).verified == ""


def test_who_verified_is_a_service_named_in_french():
    words = shown("ar", verified_on=date(2026, 12, 1), verified_by="la <préfecture> du Gard")
    assert '<bdi lang="fr">la &lt;préfecture&gt; du Gard</bdi>' in words.verified
    french = shown(verified_on=date(2026, 12, 1), verified_by="la préfecture du Gard").verified
    assert (
        french
        == f'vérifié par <bdi lang="fr">la préfecture du Gard</bdi> le 1er{NB}décembre{NB}2026'
    )


@pytest.mark.parametrize("dated", ["", "2019", "2019-09", "2015-04", "2020-01-01", "unknown"])
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_has_its_own_words(language, dated):
    assert "lu le" not in shown(language, dated=dated).read
