"""Crafted requests: what an account can send by hand, although no page offers it.

A seed always gives the same requests. Each starts from what the page of a row sends to an
administrator, so that it would succeed without the check, and is then altered.
"""

import re
from dataclasses import dataclass
from random import Random

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures.admin.own_pages import OWN_PAGES
from procedures.models import EntryChange

from .everything import add_data, change_data, url
from .forms import form_data

STRANGE = ("", "on", "0", "-1", "99999", "abc", "82", "34", "national", "é" * 40, "{}", "[1]")
FLAGS = ("_save", "_continue", "_addanother", "_saveasnew", "_popup", "_publier", "_save_as_new")
FLAGS += ("_selected_action", "is_superuser", "is_staff", "groups", "memberships-TOTAL_FORMS")
SIDES = ("avant", "apres")
KINDS = ("canaux", "adaptations", "autre")
ACTIONS = ("delete_selected", "publish", "__all__", "")
PARENTS = ("department", "procedure", "override", "step", "question", "document", "orientation")
PARENTS += ("example",)


@dataclass(frozen=True)
class Request:
    """One POST: where, what, and its address in words for a failure."""

    address: str
    data: dict

    def send(self, client):
        return client.post(self.address, self.data)


class Crafter:
    """Makes requests against some rows; ``others`` are the rows whose numbers it borrows."""

    def __init__(self, seed, administrator, targets, others):
        self.random = Random(seed)  # noqa: S311 - the same requests each time.
        self.targets, self.others = targets, others
        self.administrator = administrator
        self.versions = [str(pk) for pk in EntryChange.objects.values_list("pk", flat=True)]
        self._pages, self._additions = {}, {}

    def requests(self, count):
        doors = (self.change, self.change, self.add, self.delete, self.action, self.own_page)
        doors += (self.translate, self.change_a_line, self.change_a_line, self.elsewhere)
        doors += (self.own_page, self.restore)
        for _ in range(count):
            yield self.random.choice(doors)(self.random.choice(self.targets))

    def change(self, row):
        return Request(url(row, "change"), self.bent(self._page(row)))

    def add(self, row):
        if row not in self._additions:
            self._additions[row] = add_data(self.administrator, row)
        return Request(url(type(row), "add"), self.bent(self._additions[row]))

    def delete(self, row):
        return Request(url(row, "delete"), {"post": "yes", **self._some_flags()})

    def action(self, row):
        siblings = [one.pk for one in self.others if type(one) is type(row)]
        data = {
            "action": self.random.choice(ACTIONS),
            "_selected_action": [row.pk, *self.random.sample(siblings, min(2, len(siblings)))],
            "post": "yes",
            "select_across": self.random.choice("01"),
            "index": "0",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-id": row.pk,
            "_save": "on",
        }
        return Request(url(type(row), "changelist"), data)

    def translate(self, row):
        data = {}
        for column in ("title", "text", "name", "instructions", "notes", "prefecture_name"):
            if hasattr(row, f"{column}_fr"):
                name = f"{row._meta.model_name}-{row.pk}-{column}"
                data |= {f"{name}-ar": "نص", f"{name}-mark": row.french_hash(column)}
        page = row if data else self.random.choice(self.targets)
        address = f"/admin/procedures/{page._meta.model_name}/{page.pk}/traductions/"
        return Request(address, self._form(address) | data)

    def change_a_line(self, row):
        """The page of one row, with the numbers of the lines of another."""
        data = dict(self._page(row))
        for name in [one for one in data if one.endswith("-INITIAL_FORMS")]:
            prefix = name.removesuffix("-INITIAL_FORMS")
            model = _model_of(row, prefix)
            rows = [one for one in self.others if type(one) is model]
            if rows:
                data |= self._crafted_line(prefix, self.random.choice(rows))
        home = self.random.choice([row, *(one for one in self.others if type(one) is type(row))])
        return Request(url(home, "change"), data)

    def own_page(self, row):
        route = self.random.choice([route for route, _, _ in OWN_PAGES])
        numbers, words = ("1", "2"), KINDS
        if route.startswith("historique/"):
            numbers, words = self.versions, SIDES
        route = re.sub("<int:[a-z_]+>", self.random.choice(numbers), route)
        address = "/admin/" + re.sub("<str:[a-z_]+>", self.random.choice(words), route)
        data = self._form(address) | {
            "part": getattr(row, "part", "national"),
            "departement": getattr(row, "part", "national"),
            "targets": getattr(row, "part", "national"),
            "ligne": row.pk,
            "note": "Essai.",
            "persona": "Awa.",
            "key": f"cas_{self.random.randrange(10**6)}",
            "file": "essais",
            "q-situation": "etudes",
            "action": self.random.choice(("enregistrer", "publier", "appliquer", "copier", "")),
            "sorte": "reviewed",
            "fichier": SimpleUploadedFile("ar.xlsx", b"PK\x03\x04"),
            **self._some_flags(),
        }
        if self.random.random() < 0.3:
            data["paquet"] = "eyJhIjoxfQ:1abc:signature"
        return Request(address, data)

    def restore(self, row):
        """An earlier version of any entry, with what its page sends."""
        number, side = self.random.choice(self.versions), self.random.choice(SIDES)
        address = reverse("admin:desk_version", args=[number, side])
        return Request(address, self._form(address) | self._some_flags())

    def elsewhere(self, row):
        """Addresses that a person tries: another model's page, a password, the suggestions."""
        other = self.random.choice(self.others)
        addresses = (
            f"/admin/{row._meta.app_label}/{row._meta.model_name}/{other.pk}/change/",
            f"/admin/portal/user/{other.pk}/password/",
            reverse("admin:autocomplete"),
            url(row, "history"),
            reverse("admin:desk_condition"),
        )
        data = self.bent(self._page(row)) | {"password1": "une phrase longue et sans nom"}
        data |= {"password2": "une phrase longue et sans nom", "usable_password": "true"}
        return Request(self.random.choice(addresses), data)

    def bent(self, page):
        """Return the page's data with some fields dropped, swapped or made strange."""
        data = dict(page)
        for name in self.random.sample(sorted(data), min(3, len(data))):
            if name.endswith("_FORMS"):
                continue
            fate = self.random.choice(("drop", "strange", "keep", "keep"))
            if fate == "drop":
                del data[name]
            elif fate == "strange":
                data[name] = self.random.choice(STRANGE)
        for name in PARENTS:
            rows = [one for one in self.others if one._meta.model_name == name]
            if rows and self.random.random() < 0.3:
                data[name] = self.random.choice(rows).pk
        return data | self._some_flags()

    def _page(self, row):
        if row not in self._pages:
            self._pages[row] = change_data(self.administrator, row)[2]
        return self._pages[row]

    def _form(self, address):
        """What an own page sends; nothing where it has no form, or no such address."""
        if address not in self._pages:
            response = self.administrator.get(address)
            is_page = response.status_code == 200 and "html" in response["Content-Type"]
            self._pages[address] = form_data(response) if is_page else {}
        return self._pages[address]

    def _crafted_line(self, prefix, line):
        data = {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1, f"{prefix}-0-id": line.pk}
        for name in ("text_fr", "name_fr", "instructions_fr", "notes_fr", "note_fr"):
            data[f"{prefix}-0-{name}"] = "Écrit par un autre."
        for name in (*PARENTS, "kind", "position", "key"):
            data[f"{prefix}-0-{name}"] = getattr(line, f"{name}_id", getattr(line, name, "")) or ""
            if not isinstance(data[f"{prefix}-0-{name}"], int | str):
                del data[f"{prefix}-0-{name}"]
        if self.random.random() < 0.5:
            data[f"{prefix}-0-DELETE"] = "on"
        return data

    def _some_flags(self):
        return {name: "1" for name in FLAGS if self.random.random() < 0.2}


def _model_of(row, prefix):
    for inline in admin.site.get_model_admin(type(row)).inlines:
        for relation in type(row)._meta.related_objects:
            if relation.related_model is inline.model and relation.get_accessor_name() == prefix:
                return inline.model
    return None
