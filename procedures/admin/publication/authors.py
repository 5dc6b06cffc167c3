"""Who changed what since an edition, as far as the admin's own journal knows."""

from collections import defaultdict

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from procedures import models

from ..places import INSIDE_DEPARTMENT, Places, root_of

MODELS = {
    "questions": models.Question,
    "groups": models.Group,
    "derived_facts": models.DerivedFact,
    "fees": models.Fee,
    "documents": models.Document,
    "procedures": models.Procedure,
    "orientations": models.Orientation,
    "cases": models.Case,
    **INSIDE_DEPARTMENT,
}


class Authors:
    """The last person to have changed each entry since a moment."""

    def __init__(self, since):
        rows = LogEntry.objects.select_related("user").order_by("action_time")
        if since is not None:
            rows = rows.filter(action_time__gt=since)
        self._by_page, self._removed = {}, {}
        self._read(list(rows))

    def of(self, change, page):
        """Return (user, moment) of a change of an entry, nothing if the journal does not know."""
        if change.kind == "removed":
            return self._removed.get((MODELS.get(change.section), change.name))
        return self._by_page.get(page.replace("/traductions/", "/change/"))

    def _read(self, rows):
        by_type = defaultdict(list)
        for row in rows:
            by_type[row.content_type_id].append(row)
        types = ContentType.objects.in_bulk(list(by_type))
        places = Places()
        for type_id, logged in by_type.items():
            model = types[type_id].model_class()
            if model is None or model._meta.app_label != "procedures":
                continue
            entries = model._default_manager.in_bulk([row.object_id for row in logged])
            for row in logged:
                told = (row.user, row.action_time)
                entry = entries.get(int(row.object_id))
                if entry is None:
                    self._removed[model, row.object_repr] = told
                    continue
                for one in (entry, root_of(entry)):
                    self._remember(places.url_of(one), told)

    def _remember(self, page, told):
        known = self._by_page.get(page)
        if known is None or known[1] < told[1]:
            self._by_page[page] = told
