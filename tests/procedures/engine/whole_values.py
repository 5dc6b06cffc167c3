"""The values that the whole catalogue must be read as."""

from datetime import date
from decimal import Decimal

from procedures.engine.conditions.tree import All, FactTest
from procedures.engine.former_names import FormerNames
from procedures.engine.values.content import Days
from procedures.engine.values.facts import Duration, FactInfo
from procedures.engine.values.procedure import (
    Cost,
    DocumentEntry,
    Meanwhile,
    Procedure,
    Step,
    Warning,
)
from procedures.engine.values.questions import Bounds, Choice, Question
from procedures.engine.values.rules import (
    DerivedFact,
    DerivedRule,
    Document,
    Fee,
    FeeAmount,
    Group,
    Link,
    Note,
    Orientation,
)
from procedures.engine.values.stances import Call, Stance, Task, WindowEnd

from .whole_departments import DEPARTMENTS
from .whole_parts import SOURCE, UNDER_18, both, equals, fr

LAST_DAYS = Bounds(before=Duration(years=15), after=Duration(), not_before=("age",))
TWO_YEARS = Days(date(2026, 1, 1), date(2027, 12, 31))
ALL_OF_2026_AND_2027 = All(
    (FactTest("today", "gte", TWO_YEARS.start), FactTest("today", "lte", TWO_YEARS.end))
)
ANEF = equals("channel", "anef")

APPEAL = WindowEnd("fin", Duration(days=-1), appeal_months=2)

QUESTIONS = {
    "statut": Question(
        key="statut",
        kind="choice",
        text=both("Statut ?"),
        section="vous",
        help=both("Aide."),
        why=both("Pourquoi."),
        assisted=both("Son statut ?"),
        assisted_help=both("Demandez sa carte."),
        unknown_help=both("Cherchez."),
        sensitive=True,
        early=True,
        late=True,
        allow_unknown=True,
        choices=(
            Choice(
                "etudiant",
                both("Étudiant"),
                both("En études."),
                FactTest("age", "gte", 16),
                heading=both("Études"),
                assisted=both("Cette personne étudie."),
                urgent=both("Vite, étudiant."),
                sensitive=True,
            ),
            Choice("autre", fr("Autre")),
        ),
        source=SOURCE,
    ),
    "age": Question(
        "age", "integer", fr("Âge ?"), when=equals("pays", "DZ"), bounds=Bounds(0, 120)
    ),
    "pays": Question(
        "pays",
        "country",
        fr("Pays ?"),
        only=frozenset({"DZ", "DE", "IT", "FR", "ES"}),
        barred=frozenset({"ES"}),
    ),
    "aides": Question(
        "aides",
        "choices",
        fr("Aides ?"),
        at_least=1,
        choices=(Choice("apl", fr("Logement")), Choice("aucune", fr("Aucune"), exclusive=True)),
    ),
    "fin": Question("fin", "date", fr("Fin ?"), bounds=LAST_DAYS, notified=True),
}
GROUPS = {
    "voisins": Group(
        "voisins", "pays", frozenset({"DE", "IT"}), SOURCE, title=both("Pays voisins")
    ),
    "majeurs": Group("majeurs", "age", frozenset({"18", "19"})),
}
IN_VOISINS = FactTest("pays", "in_group", "voisins", frozenset({"DE", "IT"}))
DERIVED = {
    "regime": DerivedFact(
        "regime", "choice", (DerivedRule("libre", when=IN_VOISINS), DerivedRule("general"))
    ),
    "ancien": DerivedFact("ancien", "yes_no", (DerivedRule(True),)),
}
FEES = {
    "taxe": Fee(
        "taxe",
        both("Taxe"),
        (
            FeeAmount(date(2026, 5, 1), Decimal("100.5")),
            FeeAmount(date(2025, 1, 1), Decimal("80")),
        ),
        SOURCE,
        currency="XPF",
    ),
    "timbre": Fee("timbre", fr("Timbre"), (FeeAmount(date(2020, 1, 1), Decimal("1")),)),
}
DOCUMENTS = {
    "bail": Document(
        "bail",
        both("Bail"),
        explanation=both("Contrat."),
        looks_like=both("Papier."),
        how_to_get=both("Demandez."),
        delay=both("Un jour."),
        refusals=both("Trop vieux."),
        validity=Duration(months=6),
        original=True,
        translation=True,
        icon="home",
        notes=(Note(both("Signé."), UNDER_18), Note(fr("Daté."))),
        source=SOURCE,
    ),
    "photo": Document("photo", fr("Photo")),
}
PROCEDURES = {
    "carte": Procedure(
        id="carte",
        family="famille",
        track="titre",
        rank=3,
        title=both("Carte"),
        when=equals("statut", "etudiant"),
        summary=both("Résumé."),
        result=both("Une carte."),
        processing_time=both("Deux mois."),
        validity=both("Un an."),
        meanwhile=Meanwhile(both("Récépissé."), may_work=True, may_travel=False),
        sensitive=True,
        otherwise=True,
        exclusive_with=("autre_carte",),
        warnings=(
            Warning(both("Vite."), FactTest("age", "gt", 60), papers=True),
            Warning(fr("Copie."), ALL_OF_2026_AND_2027, days=TWO_YEARS),
        ),
        legal_references=("CESEDA L. 422-1",),
        stances=(
            Stance("en_retard", moment="apres", step="deposer", lead=both("Vite !")),
            Stance("attendre", ANEF, last_day=APPEAL, place="canal"),
            Stance("deposer", today=True),
        ),
        steps=(
            Step(
                "deposer",
                both("Déposez."),
                ANEF,
                WindowEnd("fin", Duration(years=-2, months=1, days=-120)),
                WindowEnd(day=date(2027, 1, 31)),
                both("Trop tard."),
                (Warning(both("Heure."), ANEF),),
                place="canal",
            ),
            Step("payer", fr("Payez."), closes=WindowEnd("today")),
        ),
        documents=(
            DocumentEntry(
                "photo", note=both("Récente."), form="both", when=equals("channel", "postal")
            ),
            DocumentEntry(alternatives=("bail", "photo"), group=both("Logement")),
        ),
        costs=(
            Cost(when=ANEF, fee="taxe"),
            Cost(label=both("Envoi"), amount=Decimal("4.5"), currency="XPF"),
            Cost(label=fr("Copie"), amount=Decimal("1")),
            Cost(label=fr("Visa"), amount=Decimal("300"), possible=True),
        ),
        source=SOURCE,
    ),
    "autre_carte": Procedure("autre_carte", "titre", 4, fr("Autre"), family="famille"),
}
ORIENTATIONS = {
    "aide": Orientation(
        "aide",
        2,
        both("Aide"),
        both("Appelez."),
        (Link(both("Site"), "https://aide/"),),
        True,
        SOURCE,
        when=UNDER_18,
        stance="appeler",
        lead=both("Parlez."),
        last_day=WindowEnd(day=date(2027, 2, 1)),
        calls=(Call("114", both("Écrivez"), kind="sms"), Call("17", fr("Police"))),
        steps=(Task(both("Partez."), both("Vite.")), Task(fr("Gardez."))),
        places=frozenset({"cidff"}),
    ),
    "rien": Orientation("rien", 9, fr("Rien"), fr("Rien trouvé."), fallback=True),
}
INQUIRIES = {
    "avis": (
        Question("content", "yes_no", both("Content ?")),
        Question("raison", "yes_no", fr("Oui ?"), when=equals("content", True)),
    )
}
FACTS = {
    "today": FactInfo("today", "date"),
    "departement": FactInfo("departement", "choice"),
    "arrondissement": FactInfo("arrondissement", "choice"),
    "age_today": FactInfo("age_today", "integer"),
    "statut": FactInfo("statut", "choice", frozenset({"etudiant", "autre"})),
    "age": FactInfo("age", "integer"),
    "pays": FactInfo("pays", "country", frozenset()),
    "aides": FactInfo("aides", "choices", frozenset({"apl", "aucune"})),
    "fin": FactInfo("fin", "date"),
    "regime": FactInfo("regime", "choice", frozenset({"libre", "general"})),
    "ancien": FactInfo("ancien", "yes_no"),
}
EXPECTED = {
    "questions": QUESTIONS,
    "groups": GROUPS,
    "derived_facts": DERIVED,
    "fees": FEES,
    "documents": DOCUMENTS,
    "procedures": PROCEDURES,
    "orientations": ORIENTATIONS,
    "departments": DEPARTMENTS,
    "inquiries": INQUIRIES,
    "facts": FACTS,
    "arrondissements": {"82001": "821"},
}
RENAMED = FormerNames(
    {"etat": "statut"},
    {"statut": {"eleve": "etudiant", "etude": "etudiant"}},
    {"titre": "carte"},
)
