"""The history of an entry says who changed what, when, in words, and leads back."""

import re

import pytest
from django.urls import reverse

from procedures import models
from procedures.exchange import plain_from_database
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .addresses import page
from .forms import form_data
from .test_forms import save
from .two_people import both

pytestmark = pytest.mark.usefixtures("catalogue")


def acts(client, obj):
    return client.get(page(obj, "history")).context["acts"].object_list


def lines(client, obj):
    """Return [(how, label, before, after)] of all that the page tells."""
    return [
        (act.how, one.label, text(one.before), text(one.after))
        for act in acts(client, obj)
        for line in act.lines
        for one in line.differences
    ]


def text(marked):
    return "".join(words for words, _ in marked)


def version(row, side="apres"):
    return reverse("admin:desk_version", args=[row.pk, side])


def take(client, row, side="apres"):
    return client.post(version(row, side), form_data(client.get(version(row, side))))


def changes(**which):
    return list(models.EntryChange.objects.filter(**which).order_by("pk"))


def test_the_history_says_who_when_and_what_in_words(desk, procedure):
    save(desk, procedure, when="situation: travail\r\nage: {gte: 18}", title_fr="Une autre carte")
    (act,) = acts(desk, procedure)
    assert (act.author.full_name, act.how) == ("Anne", "modification")
    found = {label: (was, now) for _, label, was, now in lines(desk, procedure)}
    assert found["titre"] == ("Une carte", "Une autre carte")
    assert "18" in found["condition"][1]
    assert not re.search(r"[{}_]", found["condition"][1])
    assert "Anne" in desk.get(page(procedure, "history")).content.decode()


def test_only_the_words_that_differ_are_marked(desk, procedure):
    save(desk, procedure, title_fr="Une autre carte")
    (line,) = acts(desk, procedure)[0].lines
    (one,) = line.differences
    assert "".join(words for words, differs in one.after if differs).strip() == "autre"


def test_the_newest_act_comes_first_and_pages_follow(desk, document):
    for number in range(16):
        with recording(how="essai"):
            models.Document.objects.filter(pk=document.pk).update(title_fr=f"Titre {number}")
    save(desk, document, title_fr="Titre 16")
    assert lines(desk, document)[0][3] == "Titre 16"
    second = desk.get(page(document, "history"), {"page": 2}).context["acts"]
    assert len(second.object_list) == 2


def test_an_entry_is_followed_through_its_names(desk):
    document = factories.make_document(key="visa")
    save(desk, document, title_fr="Visa long")
    save(desk, document, key="visa_long")
    save(desk, document, title_fr="Visa très long")
    assert [how for how, *_ in lines(desk, document)] == ["modification"] * 3


def test_a_channel_is_followed_through_an_import(desk, channel):
    save(desk, channel, instructions_fr="Écrivez vite.")
    models.Channel.objects.filter(pk=channel.pk).delete()
    fields = {"kind": "postal", "instructions_fr": "Écrivez vite."}
    anew = models.Channel.objects.create(department=channel.department, **fields)
    save(desk, anew, instructions_fr="Écrivez.")
    assert [row[2:] for row in lines(desk, anew)] == [
        ("Écrivez vite.", "Écrivez."),
        ("Écrivez au 82.", "Écrivez vite."),
    ]


def test_lines_and_translations_are_told_in_the_history_of_their_entry(desk, step):
    address = page(step, "translations")
    desk.post(address, form_data(desk.get(address)) | {f"step-{step.pk}-text-en": "File it."})
    ((how, label, was, now),) = lines(desk, step)
    assert (how, was, now) == ("traduction", "", "File it. (relue)")
    assert label == "traduction (anglais) › étapes › Déposez. › quoi faire"
    assert lines(desk, step.procedure) == [(how, label, was, now)]


def test_the_history_of_a_departement_tells_all_that_is_inside(desk, department):
    save(desk, models.Notice.objects.get(department=department), text_fr="Fermé lundi.")
    save(desk, department, prefecture_phone="05 63 22 82 01")
    assert [act.lines[0].title for act in acts(desk, department)] == [
        "département : Département 82",
        "annonces : Fermé lundi.",
    ]


def test_each_version_says_the_edition_that_shows_it(desk, document):
    for title in ("Un", "Deux"):
        save(desk, document, title_fr=title)
    publisher.publish(author=models.EntryChange.objects.first().author)
    save(desk, document, title_fr="Trois")
    published = [act.read and act.read.edition.number for act in acts(desk, document)]
    assert published == [None, 1, None]
    content = desk.get(page(document, "history")).content.decode()
    assert content.count("Pas encore publié") == 1
    assert content.count("Remplacé avant") == 1


def test_going_back_puts_the_entry_back_with_its_lines_and_translations(desk, procedure):
    procedure.set_translation("title", "en", "A card", "reviewed")
    procedure.save()
    before = plain_from_database()
    save(desk, procedure, title_fr="Une autre carte", **{"steps-0-text_fr": "Envoyez."})
    (row,) = changes()
    told = desk.get(version(row, "avant")).context["differences"]
    assert {one.label: text(one.after) for one in told}["titre"] == "Une carte"
    assert plain_from_database() != before
    kept = {*models.Document.objects.values_list("pk"), *models.Channel.objects.values_list("pk")}
    assert take(desk, row, "avant").url == page(procedure, "history")
    assert plain_from_database() == before
    assert models.Procedure.objects.get().pk == procedure.pk
    assert kept == {
        *models.Document.objects.values_list("pk"),
        *models.Channel.objects.values_list("pk"),
    }
    assert changes()[-1].how.startswith("retour à la version du ")


def test_a_removed_entry_is_found_and_put_back(desk, notice):
    before = plain_from_database()
    desk.post(page(notice, "delete"), {"post": "yes"})
    removed = reverse("admin:desk_removed")
    ((row, title, part, may_edit),) = desk.get(removed).context["entries"]
    assert (title, part, may_edit) == ("annonces : Fermé au 82.", "82 Département 82", True)
    assert take(desk, row, "avant").status_code == 302
    assert plain_from_database() == before
    assert desk.get(removed).context["entries"] == []


def test_a_version_that_names_what_is_no_more_is_refused_with_the_reason(desk):
    fee = factories.make_fee(key="timbre")
    models.FeeAmount.objects.create(fee=fee, starts_on="2026-01-01", amount=25)
    procedure = models.Procedure.objects.get()
    cost = models.Cost.objects.create(procedure=procedure, fee=fee)
    data = {"costs-0-DELETE": "on"}
    save(desk, procedure, **data)
    assert not models.Cost.objects.filter(pk=cost.pk).exists()
    assert desk.post(page(fee, "delete"), {"post": "yes"}).status_code == 302
    before = plain_from_database()
    row = changes(section="procedures")[0]
    response = take(desk, row, "avant")
    assert response.status_code == 200
    assert any("timbre" in reason for reason in response.context["reasons"])
    assert plain_from_database() == before
    assert len(changes()) == 2


def test_an_entry_that_changed_since_it_was_looked_at_is_not_written_over(desk, document):
    save(desk, document, title_fr="Un")
    (row,) = changes()
    data = form_data(desk.get(version(row, "avant")))
    save(desk, document, title_fr="Deux")
    response = desk.post(version(row, "avant"), data)
    assert "vient de changer" in response.context["refusal"]
    document.refresh_from_db()
    assert document.title_fr == "Deux"
    assert desk.post(version(row, "avant"), form_data(response)).status_code == 302


def test_the_name_of_today_stays(desk):
    document = factories.make_document(key="visa", title_fr="Visa")
    save(desk, document, title_fr="Visa long")
    save(desk, document, key="visa_long")
    assert take(desk, changes()[0], "avant").status_code == 302
    document.refresh_from_db()
    assert (document.key, document.title_fr) == ("visa_long", "Visa")


@pytest.mark.parametrize(
    ("parts", "role", "seen", "taken"),
    [
        (("82",), "redaction", 200, 302),
        (("82",), "consultation", 200, 403),
        (("34",), "publication", 403, 403),
        (("national",), "publication", 403, 403),
        ((), "publication", 403, 403),
    ],
)
def test_a_version_is_read_by_those_of_its_part_and_taken_by_its_editors(
    client_of, parts, role, seen, taken
):
    notice = models.Notice.objects.get(department__code="82")
    with recording(factories.make_user()):
        models.Notice.objects.filter(pk=notice.pk).update(text_fr="Fermé lundi.")
    (row,) = changes()
    client = client_of(*parts, role=role, is_staff=bool(parts))
    response = client.get(version(row, "avant"))
    data = {"seen": response.context["seen"]} if seen == 200 else {"seen": "abc"}
    codes = (response.status_code, client.post(version(row, "avant"), data).status_code)
    if not parts:  # Without a part there is no way in.
        assert set(codes) <= {302, 403}
    else:
        assert codes == (seen, taken)
    notice.refresh_from_db()
    assert notice.text_fr == ("Fermé au 82." if taken == 302 else "Fermé lundi.")


def test_the_removed_of_others_are_not_told(client_of):
    with recording(factories.make_user()):
        models.Notice.objects.filter(department__code="34").delete()
        models.Helper.objects.filter(department__code="82").delete()
    entries = client_of("82").get(reverse("admin:desk_removed")).context["entries"]
    assert [row.section for row, *_ in entries] == ["helpers"]
    row = changes(section="helpers")[0]
    assert client_of("82").get(version(row, "apres")).status_code == 404


def test_what_is_kept_beside_the_catalogue_has_django_s_history_and_tells_two_persons(superuser):
    host = models.ApprovedHost.objects.create(host="exemple.example.org", reason="Un essai.")
    assert superuser.get(page(host, "history")).status_code == 200
    data = form_data(superuser.get(page(host))) | {"reason": "Une raison."}
    models.ApprovedHost.objects.filter(pk=host.pk).update(reason="Autre.")
    response = superuser.post(page(host), data)
    assert both(response) == ["Pourquoi"]
    assert "Dans la fiche maintenant&nbsp;: Autre." in response.content.decode()
    assert superuser.post(page(host), form_data(response)).status_code == 302
