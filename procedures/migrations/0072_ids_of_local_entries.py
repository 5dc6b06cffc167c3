"""Gives an id to each channel, helper, place and announcement, in the journal and in proposals too.

The rule is the one by which editions published before are read (``procedures.engine.codes``): what
is one entry has one id.
"""

import hashlib
import json
import unicodedata

import django.core.validators
from django.db import migrations, models

MODELS = {"sites": "Site", "channels": "Channel", "notices": "Notice", "helpers": "Helper"}
OTHERWISE = {"sites": "lieu", "channels": "depot", "notices": "annonce", "helpers": "aide"}
KINDS = {
    "online_form": "formulaire",
    "online_booking": "rendez_vous",
    "postal": "courrier",
    "email": "courriel",
    "counter": "guichet",
    "consulate": "consulat",
}
EMPTY = {
    *("a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
    *("n", "nous", "ou", "par", "pour", "sur", "un", "une", "vous"),
}


def words_in(text):
    read = text[:500].casefold().replace("œ", "oe")
    flat = unicodedata.normalize("NFKD", read).encode("ascii", "ignore").decode()
    return "".join(one if one.isalnum() else " " for one in flat).split()


def name_of(section, entry, taken=()):
    """Return the id of an entry that says what the keys of ``entry`` say."""
    if section == "channels":
        purpose = entry.get("for") or {}
        first = [*(purpose.get("procedures") or ()), *(purpose.get("families") or ())][:1]
        words = words_in(" ".join([KINDS.get(entry["kind"], entry["kind"] or ""), *first]))
    else:
        text = entry.get("name") or entry.get("text") or entry.get("address") or ""
        for mark in "(:" if section != "notices" else "":
            text = text.partition(mark)[0] or text
        words = [one for one in words_in(text) if one not in EMPTY][:5]
    name = "_".join(words)[:60].rstrip("_")
    name = name if name[:1].isalpha() else f"{OTHERWISE[section]}_{name}".strip("_")
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def naming(row):
    """Return what names a row, as its entry says it."""
    named = {key: getattr(row, f"{key}_fr", None) for key in ("name", "text", "address")}
    purpose = {"families": getattr(row, "families", None)}
    if hasattr(row, "procedures"):
        lines = row.procedures.order_by("position", "pk")
        purpose["procedures"] = list(lines.values_list("procedure__key", flat=True))
    return {**named, "kind": getattr(row, "kind", None), "for": purpose}


def give_ids(apps, schema_editor):
    keys = {}
    for section, name in MODELS.items():
        model = apps.get_model("procedures", name)
        taken = set(model.objects.exclude(key="").values_list("department_id", "key"))
        # No edition has what is in preparation: what it has is named first.
        rows = model.objects.order_by("department_id", "draft", "position", "pk")
        for row in list(rows):
            key, pk = row.key, row.department_id
            if not key:
                key = name_of(section, naming(row), {one for other, one in taken if other == pk})
                model.objects.filter(pk=row.pk).update(key=key)
                taken.add((pk, key))
            keys[section, str(row.pk)] = key
    name_in_proposals(apps, name_in_journal(apps, keys))


def name_in_journal(apps, keys):
    """Name the entries of the journal; return {former mark of a change: (id, mark)}."""
    marks = {}
    # The journal refuses changes through its own manager.
    changes = models.QuerySet(apps.get_model("procedures", "EntryChange"))
    for change in changes.filter(section__in=MODELS).exclude(name="ordre").iterator():
        states = [one["entry"] for one in (change.after, change.before) if one]
        key = change.name
        if key.isdecimal():
            key = keys.get((change.section, key)) or name_of(change.section, states[0])
        for state in states:
            former = dict(state)
            state.setdefault("id", key)
            for gone in (False, True):
                marks[mark_of(former, gone)] = key, mark_of(state, gone)
        changes.filter(pk=change.pk).update(name=key, before=change.before, after=change.after)
    return marks


def name_in_proposals(apps, marks):
    for proposal in apps.get_model("procedures", "ChangeProposal").objects.filter(state="proposed"):
        for entry in proposal.entries:
            if entry["section"] in MODELS and entry["mark"] in marks:
                entry["name"], entry["mark"] = marks[entry["mark"]]
        proposal.save(update_fields=["entries"])


def mark_of(entry, gone):
    text = json.dumps([entry, gone], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def key():
    validator = django.core.validators.RegexValidator(
        "^[a-z][a-z0-9_]*\\Z",
        "Un identifiant commence par une lettre minuscule et n'a que des minuscules sans "
        "accent, des chiffres et « _ ».",
    )
    return models.CharField(
        "identifiant",
        blank=True,
        default="",
        db_default="",
        max_length=100,
        validators=[validator],
        help_text="Nom court et stable : ne le changez plus une fois publié.",
    )


def unique(name):
    return models.UniqueConstraint(
        fields=["department", "key"],
        condition=~models.Q(key=""),
        name=f"{name}_key_is_unique_in_its_department",
        violation_error_message="Une autre fiche du département a déjà cet identifiant.",
    )


class Migration(migrations.Migration):
    dependencies = (("procedures", "0071_touches_that_counted"),)

    operations = (
        *(
            migrations.RemoveConstraint(name, f"{name}_key_is_unique_in_its_department")
            for name in ("notice", "site")
        ),
        *(migrations.AddField(name, "key", key()) for name in ("channel", "helper")),
        *(migrations.AlterField(name, "key", key()) for name in ("notice", "site")),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        *(
            migrations.AddConstraint(name, unique(name))
            for name in ("channel", "helper", "notice", "site")
        ),
    )
