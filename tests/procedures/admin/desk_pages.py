"""The address of every page of the desk, with rows that exist for those that need some."""

from datetime import date
from uuid import uuid4

from django.contrib import admin
from django.urls import reverse

from procedures import models
from procedures.admin.copying.elsewhere import KINDS as COPIED
from procedures.admin.copying.elsewhere import address_of
from procedures.admin.dashboards.boards import BOARDS
from procedures.admin.help import guide
from procedures.admin.own_pages import OWN_PAGES
from procedures.admin.uses.addresses import KINDS as USED
from procedures.drafting.writing.progress import NAMES
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories
from tests.questionnaire.inquiries.conftest import CONTENT

from .everything import url

PLANNED_FOR = date(2099, 1, 1)


def make_pages(rows):
    """Return {name: addresses} of the pages; each that needs a row has it, or is made one.

    ``rows`` are those of ``make_everything``. A change is recorded, an edition planned, a wave
    open.
    """
    with recording():
        for channel in models.Channel.objects.all():
            channel.instructions_fr = "Prenez rendez-vous."
            channel.save()
    models.Step.objects.update(text_fr="Déposez tout votre dossier.")
    planned = [
        publisher.publish(only=part, takes_effect_on=PLANNED_FOR).edition.number
        for part in ("82", "national")
    ]
    kit = models.Kit.objects.create(part="national", key="visite", title="Visite", content=CONTENT)
    wave = models.Wave.objects.create(
        kit=kit,
        part="82",
        name="Automne",
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 11, 30),
        token=str(uuid4()),
        content=CONTENT,
    )
    procedure = factories.make_procedure(draft=True)
    changes = models.EntryChange.objects.order_by("-pk")[:2]
    of_a_kind = [
        (kind, row.pk) for kind, model in USED.items() if (row := model.objects.first()) is not None
    ]
    arguments = {
        "desk_work": [("rien",)],
        "desk_writing": [(procedure.pk, name) for name in NAMES],
        "desk_dashboard": [(name,) for name in BOARDS],
        "desk_version": [(one.pk, side) for one in changes for side in ("avant", "apres")],
        "desk_undo": [(changes[0].pk,)],
        "desk_help_page": [(page.name,) for page in guide.pages().values()],
        "desk_kit": [(kit.pk,)],
        "desk_wave": [(wave.pk,)],
        "desk_uses": of_a_kind,
        "desk_rename": of_a_kind,
        "desk_restore": [(1,)],
        "desk_planned": [(number,) for number in planned],
        "desk_cancel": [(number,) for number in planned],
    }
    found = {"index": [reverse("admin:index")]}
    found["desk_copy"] = [
        address_of(kind, [model.objects.first().pk]) for kind, model in COPIED.items()
    ]
    for route, _, name in OWN_PAGES:
        needed = arguments.get(name, ()) if "<" in route else [()]
        found.setdefault(name, [reverse(f"admin:{name}", args=one) for one in needed])
    found["desk_search"].append(f"{reverse('admin:desk_search')}?q=carte")
    found["desk_replace"].append(f"{reverse('admin:desk_replace')}?q=carte&par=titre")
    for model in admin.site._registry:
        label = model._meta.model_name
        found[f"{label} lists"] = [url(model, "changelist"), url(model, "add")]
        row = next(iter(rows[model].values()))
        found[f"{label} row"] = [url(row, name) for name in ("change", "history", "delete")]
    return found
