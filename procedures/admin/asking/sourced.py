"""A paper asked for, or no longer asked for, has a source that somebody read: on every page."""

from procedures.publishing.checks.completeness import lack_of_source

from ..forms import DeskForm

SOURCED = ("source_reference", "source_checked_on", "source_verified_on")
NO_SOURCE = (
    "Écrivez d'où vient cette demande : un arrêté, une note du service, une page. Rien n'est "
    "enregistré, et ce que vous avez écrit est gardé."
)
READ_OR_VERIFIED = "Ce jour, ou « vérifié le » : il faut l'un des deux."
NOT_READ = "Écrivez le jour où vous l'avez lue, ou le jour où un service l'a vérifiée."
# The columns of a line that say which papers it asks for.
PAPERS = {"document", "one_of"}


class SourcedForm(DeskForm):
    """An adaptation: one that asks for a paper, or no longer does, says where that is written.

    A word of the préfecture alone stays free.
    """

    def lines_sent(self, data):
        """Return the forms of the lines of papers that are sent with this one."""
        return ()

    def changes_papers(self, cleaned):
        """Tell whether a paper is asked for that was not, or no longer asked for."""
        dropped = {one.pk for one in cleaned.get("dropped") or ()}
        return bool(dropped - set(self.initial.get("dropped") or ())) or any(
            asks_for_more(one) for one in self.lines_sent(self.data)
        )

    def stands_on_its_source(self):
        """Tell whether papers of this entry have no other source than the one of the form."""
        row = self.instance
        return row.add_documents.exists() or row.drop_documents.exists()

    def takes_its_source_away(self):
        """Tell whether a source that was read would be no more, while papers stand on it."""
        was = [self.initial.get(one) for one in SOURCED]
        return self.instance.pk and not lack_of_source(*was) and self.stands_on_its_source()

    def origin(self, cleaned):
        """Return (source, day it was read, day it was verified) of what the form says."""
        return [
            cleaned.get(one) if one in self.fields else getattr(self.instance, one)
            for one in SOURCED
        ]

    def clean(self):
        cleaned = super().clean()
        source, *days = self.origin(cleaned)
        needed = self.changes_papers(cleaned) or self.takes_its_source_away()
        if needed and lack_of_source(source, *days):
            if not source:
                self._lacks("source_reference", NO_SOURCE)
            if not any(days):
                self._lacks("source_checked_on", NOT_READ)
        return cleaned

    def _lacks(self, name, words):
        # A day that is no day is told of already.
        if name not in self.errors:
            self.add_error(name, words)


def asks_for_more(line):
    """Tell whether the form of a line asks for a paper that its row does not ask for yet."""
    # As the form reads it: a line without this field cannot be taken out by sending it.
    taken_out = "DELETE" in line.fields and line["DELETE"].data
    return not taken_out and not PAPERS.isdisjoint(line.changed_data)
