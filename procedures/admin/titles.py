"""Plain titles: the name alone tells more than « Sélectionnez l'objet … à changer »."""

from django.utils.text import capfirst


class PlainTitles:
    def changelist_view(self, request, extra_context=None):
        name = self.opts.verbose_name_plural
        title = capfirst(name)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
