"""« Écrire une démarche »: each page saves, and keeps what is wrong."""

import pytest

from procedures import models
from procedures.drafting import working_copy
from procedures.drafting.writing.progress import NAMES
from procedures.engine.schema import serialization
from procedures.publishing.content import content_now
from procedures.publishing.editions import publisher

from .forms import form_data
from .guided import PAGES, START, TITLE, address, begin, factories_case, save, state

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def editor(client_of):
    """The client of an editor of the national content, who does not publish."""
    publisher.publish()
    return client_of("national", role="redaction", email="ben@example.org", full_name="Ben")


def test_from_the_first_page_it_is_a_draft_that_nobody_else_sees(editor):
    row = begin(editor, summary="Pour un stage.", goals=[])
    assert (row.draft, row.key, row.when) == (True, "prolonger_un_stage", {})
    assert row.key not in {one["id"] for one in content_now().by_part["national"]["procedures"]}
    assert TITLE in editor.get(START).content.decode()


def test_what_is_wrong_at_the_beginning_is_said_and_what_was_typed_is_kept(editor):
    page = editor.post(START, {"action": "commencer", "summary": "Pour un stage.", "family": "x"})
    assert page.status_code == 200
    assert {"title", "family"} <= page.context["form"].errors.keys()
    assert "Pour un stage." in page.content.decode()
    looked = editor.post(START, {"action": "chercher", "title": TITLE, "summary": "Gardé."})
    assert "Gardé." in looked.content.decode()
    assert not models.Procedure.objects.filter(title_fr=TITLE).exists()


def test_the_pages_are_counted(editor):
    assert f"{len(NAMES)} pages courtes" in editor.get(START).text


def test_a_copy_is_for_the_same_people_until_somebody_says_which(editor):
    source = models.Procedure.objects.get(key="renouvellement")
    looked = editor.post(START, {"action": "chercher", "title": source.title_fr})
    assert source in looked.context["near"]
    sent = {"sought": source.title_fr, "source": source.pk}
    row = begin(editor, **sent)
    assert row.when == source.when
    assert state(row, "pour-qui").words == f"à relire : comme « {source.title_fr} »"
    assert state(row, "pour-qui").state == "empty"
    save(editor, row, "pour-qui", **PAGES["pour-qui"])
    assert state(row, "pour-qui").state == "done"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_saves_and_goes_to_the_next(editor, name):
    row = begin(editor)
    response = save(editor, row, name, **PAGES[name])
    assert response.url == address(row, NAMES[NAMES.index(name) + 1])
    if name == "suite":
        assert row.__class__.objects.get(pk=row.pk).processing_time_fr == "Deux mois."
    assert state(row, name).state == "done"
    assert row.draft


def test_a_page_touches_nothing_of_the_others(editor):
    row = begin(editor)
    save(editor, row, "source", **PAGES["source"], references="CESEDA L. 422-1\nCESEDA R. 431-2")
    for name in ("quoi", "pour-qui", "papiers", "etapes", "quand", "prix", "suite", "carte"):
        save(editor, row, name, **PAGES.get(name, {}))
    for name in PAGES:
        assert state(row, name).state == "done", name
    assert row.legal_references.count() == 2
    assert (row.steps.get().key, row.costs.get().currency) == ("deposez_la_demande", "EUR")


WRONG = {
    "quoi": {"title_fr": "", "summary_fr": "Ceci est gardé."},
    "pour-qui": {"when": "jamais_vu: oui"},
    "etapes": {"steps-0-text_fr": "", "steps-0-place": "mairie"},
    "prix": {"costs-0-label_fr": "Ceci est gardé.", "costs-0-amount": "vingt"},
    "carte": {"stances-0-stance": "", "stances-0-lead_fr": "Ceci est gardé."},
    "source": {"source_url": "ftp:/non", "source_reference": "Ceci est gardé."},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_page_with_an_error_keeps_what_was_typed(editor, name):
    row = begin(editor)
    page = save(editor, row, name, **WRONG[name])
    assert page.status_code == 200
    assert page.context["errors"]
    kept = next(reversed(WRONG[name].values()))
    assert kept in page.content.decode() or f'value="{kept}" selected' in page.content.decode()
    assert [one.name for one, _ in page.context["pages"]] == list(NAMES)


def test_windows_are_written_on_a_page_of_their_own_with_the_words_of_the_step(editor):
    row = begin(editor)
    save(editor, row, "etapes", **PAGES["etapes"])
    save(
        editor,
        row,
        "quand",
        **{
            "steps-0-window_from_count": "4",
            "steps-0-window_from_unit": "months",
            "steps-0-window_from_side": "-1",
            "steps-0-window_from_fact": "expiry_date",
        },
    )
    assert row.steps.get().window_from == {"fact": "expiry_date", "months": -4}
    assert state(row, "quand").words == "1 étape datée"


def test_the_card_proposes_what_to_do_before_and_after_the_dates(editor):
    row = begin(editor)
    models.Step.objects.create(
        procedure=row, key="deposer", text_fr="Déposez.", window_to={"fact": "expiry_date"}
    )
    save(editor, row, "carte")
    assert [(one.stance, one.moment) for one in row.stances.all()] == [
        ("en_retard", "apres"),
        ("deposer", ""),
    ]
    assert editor.get(address(row, "carte")).context["inline_admin_formsets"][0].formset.extra == 0


def test_papers_are_found_by_words_taken_or_made(editor):
    models.Document.objects.filter(key="passeport").update(title_fr="Votre passeport")
    row = begin(editor)
    sent = save(editor, row, "papiers", "_chercher", mots="PASSEPORTS")
    found = editor.get(sent.url)
    ((document, asked),) = found.context["found"]
    assert (document.key, asked) == ("passeport", False)
    data = form_data(found) | {"_prendre": document.pk}
    editor.post(address(row, "papiers"), data)
    save(editor, row, "papiers", "_faire", nouveau="Lettre de la ferme", explication="Signée.")
    titles = [one.document.title_fr for one in row.documents.order_by("position")]
    assert titles == ["Votre passeport", "Lettre de la ferme"]
    made = models.Document.objects.get(title_fr="Lettre de la ferme")
    assert made.draft
    # The journal knows its writer, who tries the procedure with it.
    assert models.EntryChange.objects.filter(section="documents", name=made.key).exists()
    assert state(row, "papiers").words == "2 papiers"


def test_it_is_filed_as_said_elsewhere_or_in_a_way_of_its_own(editor):
    row = begin(editor)
    assert editor.get(address(row, "ou")).context["ways"]
    page = f"{address(row, 'ou')}?propre=oui"
    data = form_data(editor.get(page)) | {"kind": "mairie", "instructions_fr": "À la mairie."}
    editor.post(page, data | {"_continuer": "oui"})
    channel = models.Channel.objects.get(kind="mairie")
    assert channel.department.code == models.NATIONAL
    assert [one.procedure_id for one in channel.procedures.all()] == [row.pk]
    # It is for a draft alone: nobody publishes it, and nobody is kept from publishing.
    published = content_now().by_part["national"]["department"]["channels"]
    assert "mairie" not in {one["kind"] for one in published}
    data = form_data(editor.get(address(row, "ou"))) | {"instructions_fr": "Au guichet."}
    editor.post(address(row, "ou"), data | {"_continuer": "oui"})
    channel.refresh_from_db()
    assert (channel.instructions_fr, channel.procedures.count()) == ("Au guichet.", 1)


def test_a_copy_takes_all_but_the_title_the_persons_and_the_reading_of_the_source(editor):
    source = models.Procedure.objects.get(key="renouvellement")
    source.source_reference, source.source_checked_on = "CESEDA L. 1", "2026-11-01"
    source.set_translation("title", "ar", "تجديد", models.TranslationStatus.REVIEWED)
    source.save()
    document = models.Document.objects.get(key="passeport")
    models.DocumentEntry.objects.create(procedure=source, document=document, note_fr="En couleur")
    step = source.steps.get()
    models.StepWarning.objects.create(step=step, text_fr="Attention.")
    channel = models.Channel.objects.get(department__code=models.NATIONAL)
    models.ChannelProcedure.objects.create(channel=channel, procedure=source)
    looked = editor.post(START, {"action": "chercher", "title": TITLE, "sought": source.title_fr})
    assert str(source.pk) in dict(looked.context["form"].fields["source"].choices)
    row = begin(editor, sought=source.title_fr, source=str(source.pk))
    assert (row.when, row.draft, row.source_checked_on) == (source.when, True, None)
    assert (row.source_reference, row.title_ar) == ("CESEDA L. 1", None)
    assert row.rank > source.rank
    assert [one.note_fr for one in row.documents.all()] == ["En couleur"]
    assert [one.text_fr for one in row.steps.get().warnings.all()] == ["Attention."]
    assert {one.procedure_id for one in channel.procedures.all()} == {source.pk, row.pk}
    source.refresh_from_db()
    assert source.title_ar == "تجديد"


def test_its_place_among_the_others_is_said_by_the_one_before(editor):
    first = models.Procedure.objects.get(key="renouvellement")
    row = begin(editor)
    save(editor, row, "pour-qui", after="")
    row.refresh_from_db()
    assert row.rank < first.rank
    save(editor, row, "pour-qui", after=first.pk)
    row.refresh_from_db()
    assert row.rank == first.rank + 1


def test_whom_it_reaches_is_told_with_what_they_would_get_otherwise(editor):
    factories_case("awa", {"situation": "etudes"}, {"procedures": ["renouvellement"]})
    factories_case("ben", {"situation": "travail"}, {"procedures": []})
    row = begin(editor)
    save(editor, row, "pour-qui", after="", when="situation: [etudes, travail]")
    reach = editor.get(address(row, "pour-qui")).context["reach"]
    title = models.Procedure.objects.get(key="renouvellement").title_fr
    assert (reach.advised, reach.instead, reach.alone) == (2, ((title, 1),), 1)


def test_a_page_computes_no_more_of_the_catalogue_than_it_tells(editor, monkeypatch):
    """One reading tells what is wrong and proves a condition, and words need none."""
    row, read, readings = begin(editor), serialization._read, []
    monkeypatch.setattr(serialization, "_read", lambda *args: readings.append(1) or read(*args))
    assert save(editor, row, "pour-qui", after="", when="situation: travail").status_code == 302
    assert editor.get(address(row, "papiers")).status_code == 200
    assert len(readings) == 1
    models.Procedure.objects.filter(pk=row.pk).update(when={"inconnu": "oui"})
    monkeypatch.setattr(working_copy, "version_of", None)
    assert save(editor, row, "quoi", **PAGES["quoi"]).status_code == 302
    assert editor.get(address(row, "etapes")).status_code == 200
    assert len(readings) == 2
