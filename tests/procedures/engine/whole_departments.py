"""The départements that the whole catalogue must be read as."""

from datetime import date

from procedures.engine.values.department import (
    Channel,
    Department,
    Helper,
    Hours,
    Notice,
    Override,
    Prefecture,
    Site,
)
from procedures.engine.values.procedure import DocumentEntry

from .whole_parts import SOURCE, UNDER_18, both, equals, fr

DEPARTMENTS = {
    "82": Department(
        code="82",
        name=both("Tarn"),
        prefecture=Prefecture(both("Préfecture"), both("1 rue"), "05", "a@b", "https://p/", SOURCE),
        sites=(
            Site(
                "accueil",
                both("Accueil"),
                both("2 rue"),
                "06",
                frozenset({"821"}),
                frozenset({"famille"}),
                Hours({"mon": ("09:00-11:30", "14:00-16:00")}),
                SOURCE,
            ),
            Site("", both("Annexe"), hours=Hours(words=both("Le matin."))),
        ),
        channels=(
            Channel(
                "counter",
                procedures=frozenset({"carte"}),
                when=UNDER_18,
                url="https://c/",
                address=both("3 rue"),
                instructions=both("Venez."),
                no_slot_help=both("Revenez."),
                source=SOURCE,
            ),
            Channel("postal", families=frozenset({"famille"})),
            Channel("consulate", consulate="france"),
        ),
        overrides={
            "carte": Override(
                "carte",
                (
                    DocumentEntry("photo"),
                    DocumentEntry("bail", note=both("Copie."), when=equals("channel", "counter")),
                ),
                frozenset({"bail"}),
                both("Ici."),
                SOURCE,
            ),
            "autre_carte": Override("autre_carte"),
        },
        notices=(
            Notice(
                both("Fermé."),
                date(2026, 12, 24),
                date(2027, 1, 2),
                frozenset({"famille"}),
                shown_from=date(2026, 12, 1),
                shown_until=date(2027, 1, 3),
            ),
            Notice(fr("Ouvert.")),
        ),
        helpers=(
            Helper(
                both("Asso"),
                "association",
                both("4 rue"),
                "07",
                Hours({"tue": ("10:00-12:00",)}),
                ("ar", "en"),
                SOURCE,
            ),
            Helper(fr("Ami")),
        ),
    ),
    "30": Department("30"),
}
