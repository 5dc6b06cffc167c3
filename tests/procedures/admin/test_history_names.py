"""Going back to a version older than a renaming restores its words under present names."""

import pytest

from procedures import models
from procedures.drafting.changing.renaming import rename
from procedures.engine.schema.serialization import check_plain
from procedures.exchange import plain_from_database
from procedures.publishing.editions import publisher

from .test_forms import save
from .test_history import changes, take

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def situation():
    return models.Question.objects.get(key="situation")


def published_name(row, name):
    publisher.publish()
    rename(row, name, None)


def test_former_names_stay_when_a_version_comes_back(desk, procedure):
    save(desk, procedure, title_fr="Une autre carte")
    (row,) = changes()
    published_name(procedure, "prolongation")
    assert take(desk, row, "avant").status_code == 302
    procedure.refresh_from_db()
    assert (procedure.key, procedure.title_fr) == ("prolongation", "Une carte")
    assert procedure.formerly == ["renouvellement"]


def test_version_names_the_others_as_they_are_called_today(desk, situation, procedure):
    save(desk, procedure, title_fr="Une autre carte")
    (row,) = changes()
    publisher.publish()
    rename(situation, "activite", None)
    rename(situation.choices.get(value="etudes"), "cours", None)
    assert take(desk, row, "avant").status_code == 302
    procedure.refresh_from_db()
    assert procedure.title_fr == "Une carte"
    assert procedure.when == {"activite": "cours"}


def test_choices_of_a_version_are_called_as_today(desk, situation):
    choice = situation.choices.get(value="etudes")
    choice.set_translation("text", "en", "Studies", models.TranslationStatus.REVIEWED)
    choice.save()
    save(desk, situation, text_fr="Que faites-vous ?")
    (row,) = changes()
    publisher.publish()
    rename(choice, "cours", None)
    rename(situation, "activite", None)
    assert take(desk, row, "avant").status_code == 302
    situation.refresh_from_db()
    found = {one.value: one for one in situation.choices.all()}
    assert set(found) == {"cours", "travail"}
    assert found["cours"].formerly == ["etudes"]
    assert found["cours"].text_en == "Studies"
    assert (situation.key, situation.formerly) == ("activite", ["situation"])
    assert not [one for one in check_plain(plain_from_database()) if one.blocking]


def test_entry_of_a_department_comes_back_under_the_names_of_today(desk, situation):
    channel = models.Channel.objects.get(department__code="82")
    channel.when = {"situation": "etudes"}
    channel.save()
    save(desk, channel, instructions_fr="Écrivez encore.")
    (row,) = changes()
    published_name(situation, "activite")
    assert take(desk, row, "avant").status_code == 302
    channel = models.Channel.objects.get(department__code="82")
    assert channel.when == {"activite": "etudes"}
    assert channel.instructions_fr == "Écrivez au 82."
