"""The form of a change of channel: the procedures, and their new channel."""

from django import forms

from procedures.drafting.changing.moving import in_words
from procedures.models import Channel, Procedure
from procedures.publishing.parts.channel_words import family_title

from ..fields import TextField
from ..link_field import LinkField

NEW = "nouveau"
LARGE = "vLargeTextField"
LONG = {"class": LARGE}
DESCRIPTION = (
    *("kind", "url", "address", "instructions", "no_slot_help"),
    *("source_reference", "source_url", "source_checked_on"),
)
TRANSLATED = ("address", "instructions", "no_slot_help")


def _text(label, **options):
    return TextField(
        label=label, required=False, widget=forms.Textarea({"rows": 3, "class": LARGE}), **options
    )


class MoveForm(forms.Form):
    """The form. Ticking one of the ``families`` chooses its procedures, without any script."""

    procedures = forms.MultipleChoiceField(required=False)
    families = forms.MultipleChoiceField(required=False)
    target = forms.ChoiceField(
        label="Nouvelle façon de déposer",
        required=False,
        help_text="Une façon de la liste, ou rien : décrivez la nouvelle en dessous.",
    )
    kind = forms.ChoiceField(
        label="Type", required=False, choices=[("", "---------"), *Channel.Kind.choices]
    )
    url = LinkField(label="Lien", required=False, max_length=1000, widget=forms.URLInput(LONG))
    address = _text("Adresse")
    instructions = _text("Consignes")
    no_slot_help = _text("Quoi faire sans rendez-vous libre")
    source_reference = forms.CharField(label="Source", required=False, widget=forms.TextInput(LONG))
    source_url = LinkField(
        label="Lien de la source", required=False, max_length=1000, widget=forms.URLInput(LONG)
    )
    source_checked_on = forms.DateField(
        label="Lu le",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **{"use_required_attribute": False} | kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.all_procedures = list(Procedure.objects.order_by("family", "position", "pk"))
        keys = [(one.key, one.key) for one in self.all_procedures]
        self.fields["procedures"].choices = keys
        families = dict.fromkeys(one.family for one in self.all_procedures)
        self.fields["families"].choices = [(name, family_title(name)) for name in families]
        known = [(pk, in_words(row)) for pk, row in self.rows.items()]
        self.fields["target"].choices = [
            ("", "---------"),
            (NEW, "une nouvelle façon, décrite ci-dessous"),
            *known,
        ]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["procedures"] or data["families"]):
            self.add_error(None, "Cochez au moins une démarche, ou une famille.")
        described = [name for name in DESCRIPTION if data.get(name)]
        if not data.get("target") and "target" not in self.errors:
            # What is described is the new one: nobody chooses it a second time.
            if described:
                data["target"] = NEW
            else:
                self.add_error("target", "Choisissez une façon de déposer, ou décrivez-en une.")
        if data.get("target") == NEW:
            if not data.get("kind"):
                self.add_error("kind", "Choisissez le type de la nouvelle façon de déposer.")
        elif data.get("target") and described:
            text = "Vous avez aussi décrit une nouvelle façon : choisissez-la, ou videz ces champs."
            self.add_error("target", text)
        return data

    @property
    def chosen(self):
        """Return the procedures that were ticked, one by one or through their family."""
        data = self.cleaned_data
        return [
            one
            for one in self.all_procedures
            if one.key in data["procedures"] or one.family in data["families"]
        ]

    def channel(self):
        """Return the channel that was chosen, or an unsaved channel as described."""
        data = self.cleaned_data
        if data["target"] != NEW:
            return self.rows[data["target"]]
        values = {name: data[name] for name in DESCRIPTION if data[name]}
        renamed = {f"{name}_fr" if name in TRANSLATED else name: v for name, v in values.items()}
        return Channel(**renamed)
