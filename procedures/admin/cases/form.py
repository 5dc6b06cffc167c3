"""The form of a case: fields in words and a text say the same thing, and either may be changed."""

import json

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst

from procedures.drafting.cases.answered import merged
from procedures.drafting.cases.expected import ExpectationReader, fits
from procedures.drafting.cases.today import Today
from procedures.drafting.cases.words import CaseWords, day_of
from procedures.drafting.trying.answers import Answers
from procedures.exchange.limits import NO_ANSWERS, emptiness_of
from procedures.models import Confidence, Department

from ..desk_page import is_small_number
from ..fields import MappingField
from ..forms import DeskForm
from ..tryout.saving import INVENTED, TAKEN, expectations, file_of, is_source, key_of

KEPT = ("fields", "text")
HELP = {"persona": INVENTED, "today": "Vide : le jour où l'on essaie."}
# Stands for the value of a missing key.
NOT = object()
CONFLICT = "Modifié dans les champs et dans le texte : choisissez plus bas ce qui est gardé."
NO_NAME = "Décrivez cette personne : un prénom inventé, un âge, sa situation."
# Where the page has what an error is about.
PERSONA, ANSWERS, EXPECT = "id_persona", "reponses", "attendu"
# The error of a form that only has to be shown again.
SHOWN = "_shown"


class CaseForm(DeskForm):
    """The form of a case. ``draft`` is the working copy on which the case is tried."""

    draft = None
    # The message shown if somebody else changed the case meanwhile.
    held = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.values = {"answers": self.instance.answers, "expect": self.instance.expect}
        self.base = dict(self.values)
        self.conflicts, self.fields_read, self.reader = [], None, None
        # A person of a file may have no words of their own: they are not asked for here.
        self.needs_persona = self.instance.pk is None or bool(self.instance.persona)
        for name in ("key", "file"):
            if name in self.fields:
                self.fields[name].required = False
        for name, words in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = words

    @property
    def only_shown(self):
        return "_update" in self.data or "_take" in self.data

    @property
    def has_words(self):
        return self.draft.rule_set is not None and isinstance(self.values["answers"], dict)

    def today(self):
        """Return the result that the working copy gives now for the answers."""
        day = self.instance.today
        if self.is_bound and "today" in self.fields:
            day = self._typed_day()
        return Today(self.draft, self._known_answers(), day_of(day))

    def full_clean(self):
        if self.is_bound:
            self.data = self.data.copy()
            self._fill_names()
            if self.draft.rule_set is not None:
                self._read_words()
        super().full_clean()
        if not self.is_bound:
            return
        for name in self.conflicts:
            self.add_error(name, CONFLICT)
        if not self.only_shown:
            self._refuse_emptiness()
        if self.fields_read and self.fields_read.errors:
            self._lead(ANSWERS, "Une réponse est à corriger.")
        if self.reader and self.reader.errors:
            self._lead(EXPECT, "Le résultat attendu est à corriger.")
        if self.only_shown:
            self._errors[SHOWN] = self.error_class(["à relire"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("confidence") == Confidence.HIGH and not is_source(
            cleaned.get("source", "")
        ):
            message = "Une confiance « sûre » demande une source : un article, une page."
            self.add_error("confidence", message)
        return cleaned

    def forget_shown(self):
        """Remove the error that only shows the form again, and leave those to correct."""
        self._errors.pop(SHOWN, None)

    def _refuse_emptiness(self):
        """Refuse a person without words or who tries nothing: all that lacks is listed at once."""
        if self.needs_persona and not self.cleaned_data.get("persona", "-").strip():
            self._lead(PERSONA, NO_NAME)
            self.add_error("persona", NO_NAME)
        wrong = {
            "answers": self.fields_read and self.fields_read.errors,
            "expect": self.reader and self.reader.errors,
        }
        values = [self.cleaned_data.get(name, value) for name, value in self.values.items()]
        for message in emptiness_of(*values):
            name, place = ("answers", ANSWERS) if message == NO_ANSWERS else ("expect", EXPECT)
            # What cannot be read has an error already.
            if name not in self.errors and not wrong[name]:
                self._lead(place, f"{capfirst(message)}.")

    def _lead(self, place, message):
        """Say at the top of the page what is wrong, with the way to where it is."""
        self.add_error(None, format_html('<a href="#{}">{}</a>', place, message))

    def _read_words(self):
        data = self.data
        self.base = {name: self._base(name) for name in self.values}
        typed = dict(self.base)
        if "a-present" in data:
            typed["answers"], self.fields_read = merged(
                self.draft.rule_set, self.base["answers"], data
            )
        if "x-present" in data and fits(self.base["expect"]):
            self.reader = ExpectationReader(data, CaseWords(self.draft.rule_set))
            typed["expect"] = self.reader.read(self.base["expect"])
        for name, value in typed.items():
            self._decide(name, value)
        if "_take" in data and not self.conflicts:
            self._take()

    def _decide(self, name, typed):
        """Take the fields or the text, whichever was changed; if both were, they must agree."""
        base, text = self.base[name], self._text(name)
        self.values[name] = typed
        if text is None:
            return
        if text != base and typed != base and text != typed:
            kept, both = self.data.get(f"{name}-keep"), combined(base, text, typed)
            # The text is somebody else's version; the fields are this agent's changes.
            if self.held and both is not None:
                kept, text = "text", both
            if kept not in KEPT:
                self.conflicts.append(name)
                return
            typed = text if kept == "text" else typed
        elif text != base:
            typed = text
        self._put(name, typed)

    def _put(self, name, value):
        # The text was taken: the fields must be read from it again.
        if value != self.values[name]:
            self.fields_read, self.reader = _without(name, self.fields_read, self.reader)
        self.values[name] = self.base[name] = value
        self.data[name] = MappingField().prepare_value(value)

    def _take(self):
        self._put("expect", expectations(self.today().side))
        self.reader = None
        source = self.data.get("source", "")
        before = f"\nAvant : {source}" if is_source(source) else ""
        self.data["source"] = f"{TAKEN}{before}"
        self.data["confidence"] = Confidence.LOW

    def _text(self, name):
        """Return the value of the text, or ``None`` if it cannot be read."""
        if name not in self.data:
            return self.base[name]
        try:
            return MappingField().to_python(self.data[name])
        except ValidationError:
            return None

    def _base(self, name):
        """Return the value that the page showed when it was opened."""
        try:
            base = json.loads(self.data.get(f"{name}-base", ""))
        except (ValueError, RecursionError):
            base = None
        return base if isinstance(base, dict) else getattr(self.instance, name)

    def _known_answers(self):
        if self.fields_read is not None:
            return self.fields_read.given
        return Answers(self.draft.rule_set).read_data(self.values["answers"]).given

    def _typed_day(self):
        try:
            return self.fields["today"].clean(self.data.get("today"))
        except ValidationError:
            return None

    def _fill_names(self):
        """Name a new case after its person, so that no agent has to invent a name."""
        data = self.data
        if "key" in self.fields and not data.get("key", "").strip() and data.get("persona"):
            data["key"] = self.instance.key or key_of(data["persona"])
        if "file" in self.fields and not data.get("file", "").strip():
            code = data.get("department", "")
            known = Department.objects.filter(pk=code) if is_small_number(code) else ()
            data["file"] = self.instance.file or file_of(next(iter(known), None))


def combined(base, text, typed):
    """Return two changes of one mapping put together, or ``None`` if they change the same key."""
    result = {}
    for key in dict.fromkeys((*base, *text, *typed)):
        was, one, other = base.get(key, NOT), text.get(key, NOT), typed.get(key, NOT)
        if other not in (was, one) and one != was:
            return None
        result[key] = one if other == was else other
    return {key: value for key, value in result.items() if value is not NOT}


def _without(name, fields_read, reader):
    return (None, reader) if name == "answers" else (fields_read, None)
