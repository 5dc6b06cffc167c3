"""Plain titles: Django's « Sélectionnez l'objet … à changer » says less than the name alone."""

from django.utils.text import capfirst


class PlainTitles:
    def changelist_view(self, request, extra_context=None):
        name = self.opts.verbose_name_plural
        title = capfirst(name)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
