from procedures.exchange import read_folder
from procedures.exchange.plain import canonical, without_lost_translations
from tests.procedures.exchange.test_round_trip import SMALL


def backwards(value):
    """The same value with the keys of its mappings in the opposite order."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(item) for item in value] if isinstance(value, list) else value


def test_the_canonical_form_does_not_depend_on_the_order_of_keys():
    plain = read_folder(SMALL)
    assert repr(canonical(backwards(plain))) == repr(plain)


def test_the_canonical_form_is_its_own():
    plain = read_folder(SMALL)
    assert repr(canonical(plain)) == repr(plain)


def test_conditions_read_derived_facts_first_then_questions_in_the_order_of_asking():
    when = read_folder(SMALL)["procedures"][0]["when"]
    assert list(when) == [
        "regime",
        "residence",
        "nationality",
        "age",
        "current_document",
        "expiry_date",
        "links",
        "not",
        "any",
    ]


def test_a_document_added_alone_is_written_as_its_name():
    plain = read_folder(SMALL)
    added = plain["departments"]["82"]["overrides"][0]["add_documents"]
    added[0] = {"document": "justificatif_domicile"}
    found = canonical(plain)["departments"]["82"]["overrides"][0]["add_documents"]
    assert found[0] == "justificatif_domicile"
    assert found[1] == {"document": "bail", "note": "Signé."}


def test_only_translations_of_known_texts_are_kept():
    plain = read_folder(SMALL)
    lost = {"text": "Lost", "status": "machine", "of": "0"}
    with_lost = plain | {"translations": {"en": {"fees.yaml": {"gone.label": lost}}}}
    assert without_lost_translations(with_lost)["translations"] == {}
