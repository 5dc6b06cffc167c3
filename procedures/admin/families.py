"""The families of procedures in lists: agents read their titles, never their ids."""

from django.contrib import admin

from procedures.publishing.parts.channel_words import family_title


class FamilyFilter(admin.AllValuesFieldListFilter):
    """A filter by family, among the families that some procedure has."""

    def choices(self, changelist):
        words = {key: family_title(key) for key in self.lookup_choices if key}
        for choice in super().choices(changelist):
            key, space, count = str(choice["display"]).partition(" ")  # « etudes (3) »
            yield {**choice, "display": f"{words.get(key, key)}{space}{count}"}


@admin.display(description="famille", ordering="family")
def family(procedure):
    return family_title(procedure.family)
