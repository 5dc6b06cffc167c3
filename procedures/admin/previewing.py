"""« Voir l'effet » and « Recopier jusqu'à vendredi » without a script: nothing is saved yet."""

from .hours_field import MONDAY, OTHER_WORKING_DAYS

SEE, COPY = "_voir", "_recopier"
SEEN = "Rien n'est encore enregistré : voici ce que le public lira. Relisez, puis enregistrez."


class Previewed:
    """A page whose form may be sent only to see what it makes."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and not {SEE, COPY}.isdisjoint(request.POST):
            request.desk_held = SEEN
            if COPY in request.POST:
                request.POST = _copied(request.POST)
        return super().changeform_view(request, object_id, form_url, extra_context)


def _copied(sent):
    """Return what was sent, with the hours of Monday on each day until Friday."""
    data, name = sent.copy(), sent[COPY]
    for day in OTHER_WORKING_DAYS:
        if f"{name}_{day}" in data:
            data[f"{name}_{day}"] = sent.get(f"{name}_{MONDAY}", "")
    return data
