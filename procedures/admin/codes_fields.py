"""Columns of codes that agents choose in words: families, arrondissements, languages, kinds.

What is stored and no longer offered stays offered where it is: no form loses it in silence.
"""

import re

from babel import Locale
from django import forms

from procedures.drafting.words.conditions import arrondissement_names, in_words
from procedures.drafting.words.drawings import drawing_words, drawings_of_papers
from procedures.drafting.words.formats import helper_kind_words, owner_words
from procedures.models import NATIONAL, Channel, Department, Procedure
from procedures.publishing.departments import department_names
from procedures.publishing.parts.channel_words import family_title, family_titles, helper_kinds

# The languages that helpers in France speak most; another one is written with the precisions.
LANGUAGES = (
    *("fr", "en", "ar", "es", "pt", "it", "de", "nl", "ro", "pl", "ru", "uk", "tr", "ku", "hy"),
    *("ka", "sq", "fa", "ps", "ur", "bn", "ta", "zh", "vi", "am", "ti", "so", "wo", "ff", "bm"),
    *("ln", "mg"),
)
KEY = r"[a-z][a-z0-9_]{0,99}"
DRAWN = "Il dit aussi dans quel groupe la pièce est rangée sur la liste du public."
NOT_SAID = "nous ne savons pas"


class CodesInWords(forms.MultipleChoiceField):
    """Checkboxes with words for a list of codes, which keeps the order of those stored."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "desk-boxes"})
    former = ()

    # Django passes ``encoder`` and ``decoder`` to the form field of every JSON column.
    def __init__(self, *, names, encoder=None, decoder=None, **options):
        self.names = names
        super().__init__(choices=self.offered, **options)

    def offered(self):
        """Return [(code, words)] of what may be chosen."""
        raise NotImplementedError

    @staticmethod
    def word(code):
        """Return the words of a code, whether it is offered or not."""
        raise NotImplementedError

    @classmethod
    def shown(cls, codes):
        """Return a list of codes for accounts that may only read it."""
        return ", ".join(map(cls.word, codes))

    def offer(self, stored, instance):
        """Offer what an entry holds too."""
        self.former = tuple(stored or ())
        known = dict(self.offered())
        missing = [one for one in self.former if one not in known]
        self.choices = [*known.items(), *((one, self.word(one)) for one in missing)]

    def clean(self, value):
        places = {code: place for place, code in enumerate(self.former)}
        chosen = super().clean(value or [])
        return sorted(chosen, key=lambda one: places.get(one, len(places)))


class FamiliesField(CodesInWords):
    """The families of procedures that an entry is for."""

    word = staticmethod(family_title)

    def offered(self):
        return [(one, family_title(one)) for one in self.names().families]


class HandlesField(FamiliesField):
    """What a place receives people for: families, and procedures that were named one by one."""

    @staticmethod
    def word(code):
        if code in family_titles():
            return family_title(code)
        title = Procedure.objects.filter(key=code).values_list("title_fr", flat=True).first()
        return title or family_title(code)


class ArrondissementsField(CodesInWords):
    """The arrondissements of a département, each named after its most populous commune."""

    @staticmethod
    def word(code):
        name = arrondissement_names().get(code, "un arrondissement inconnu")
        return name.rpartition(" (")[0] or name

    def offered(self):
        return self._of(self.names().department_codes)

    def offer(self, stored, instance):
        super().offer(stored, instance)
        if instance.department_id:
            kept = {code for code, _ in self._of([instance.department.code])} | set(self.former)
            self.choices = [one for one in self.choices if one[0] in kept]

    def _of(self, departments):
        starts = tuple(departments)
        return [
            (one, self.word(one))
            for one in sorted(arrondissement_names())
            if one.startswith(starts)
        ]


class DepartmentsField(CodesInWords):
    """The départements of an authority, among the 101."""

    @staticmethod
    def word(code):
        return f"{code} {department_names().get(code, 'inconnu')}"

    def offered(self):
        return [(one, self.word(one)) for one in department_names()]


class LanguagesField(CodesInWords):
    """The languages that people speak somewhere."""

    @staticmethod
    def word(code):
        return str(Locale.parse("fr").languages.get(code, code))

    def offered(self):
        return [(one, self.word(one)) for one in LANGUAGES]


class HelperKindsField(CodesInWords):
    """The kinds of helpers that an answer proposes first."""

    def __init__(self, **options):
        super().__init__(**options | {"help_text": ""})

    @staticmethod
    def word(code):
        return HelperKindField.shown(code)

    def offered(self):
        return list(helper_kinds().items())


class ChannelKindsField(CodesInWords):
    """The kinds of channels that lead to a site."""

    word = staticmethod(dict(Channel.Kind.choices).get)

    def offered(self):
        return Channel.Kind.choices


class CodeInWords(forms.ChoiceField):
    """One code, chosen in words; the one stored stays offered."""

    # Django passes ``max_length`` and ``empty_value`` to the form field of every short text.
    def __init__(self, *, names=None, max_length=None, empty_value="", **options):
        super().__init__(choices=self.offered, **options)

    @classmethod
    def offered(cls):
        """Return [(code, words)] of what may be chosen."""
        raise NotImplementedError

    @staticmethod
    def shown(code):
        """Return the words of a code."""
        raise NotImplementedError

    def offer(self, stored, instance):
        """Offer what an entry holds too."""
        known = dict(self.offered())
        if stored and stored not in known:
            self.choices = [*known.items(), (stored, self.shown(stored))]


class ArrondissementField(CodeInWords):
    """The arrondissement of a sous-préfecture, named after its most populous commune."""

    @staticmethod
    def shown(code):
        return arrondissement_names().get(code, "un arrondissement inconnu")

    @classmethod
    def offered(cls):
        return [("", "aucun"), *sorted(arrondissement_names().items())]


class FamilyField(CodeInWords):
    """The family of a procedure, as the public's list titles it."""

    shown = staticmethod(family_title)

    @classmethod
    def offered(cls):
        return [("", "Choisissez une famille"), *family_titles().items()]


class TrackField(CodeInWords):
    """The track in which a procedure is ranked, among those that procedures have."""

    @staticmethod
    def shown(code):
        return in_words(code).capitalize()

    def offer_sent(self, sent):
        """Offer what a form sends: the last procedure of a track may just have been deleted."""
        if re.fullmatch(KEY, sent or ""):
            self.offer(sent, None)

    @classmethod
    def offered(cls):
        found = Procedure.objects.order_by("track").values_list("track", flat=True).distinct()
        return [("", "Choisissez une série"), *((one, cls.shown(one)) for one in found)]


class DrawingField(CodeInWords):
    """The drawing beside a paper, by its name in French."""

    shown = staticmethod(drawing_words)

    def __init__(self, **options):
        super().__init__(**options | {"help_text": DRAWN})

    @classmethod
    def offered(cls):
        return [("", "Aucun : une feuille"), *drawings_of_papers()]


class OwnerField(CodeInWords):
    """Who checks an information again, where it is not the part that says it."""

    def __init__(self, **options):
        super().__init__(**options | {"help_text": "Qui la revérifie."})

    @staticmethod
    def shown(code):
        return owner_words(code, lambda other: str(department_names().get(other, other)))

    @classmethod
    def offered(cls):
        listed = Department.objects.exclude(code=NATIONAL).values_list("code", flat=True)
        named = ((one, f"{one} {cls.shown(one)}") for one in listed)
        return [("", "celui qui tient la fiche"), (NATIONAL, cls.shown(NATIONAL)), *named]


class HelperKindField(CodeInWords):
    """The kind of a helper, as the public reads it."""

    shown = staticmethod(helper_kind_words)

    @classmethod
    def offered(cls):
        return [("", NOT_SAID), *helper_kinds().items()]
