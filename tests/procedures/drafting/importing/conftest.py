"""The authorities that the samples of the directory tell of."""

import pytest

from procedures.models import Authority
from tests import factories


@pytest.fixture
def authorities(db):
    factories.make_department("34")
    common = {"departments": ["34"], "contact_dated": "2019-09"}
    names = (
        ("prefecture_34", "prefecture", "Préfecture : Hérault"),
        ("sous_prefecture_34_lodeve", "sous_prefecture", "Sous-préfecture : Lodève"),
        ("sous_prefecture_34_beziers", "sous_prefecture", "Sous-préfecture : Béziers"),
        ("ta_montpellier", "ta", "Tribunal administratif de Montpellier"),
    )
    return {
        key: Authority.objects.create(key=key, kind=kind, name=name, **common)
        for key, kind, name in names
    }
