"""The form of each kind of question: reads the data sent, and says what is wrong with it."""

import re
from datetime import date

from django.utils.translation import gettext as _

from procedures.publishing.spelling import western_digits

from . import search_forms
from .question_form import UNKNOWN, QuestionForm, card
from .wording import yes_or_no

# The value sent for « Aucune de ces réponses ».
NONE = "-"
YES, NO = "oui", "non"
LARGEST_NUMBER = 150
YEARS = range(1900, 2201)


class ChoiceForm(QuestionForm):
    """One answer among cards: the choices that the question offers to this person."""

    template = "questionnaire/fields/choices.html"
    few_answers = True

    def values(self):
        return {value: value for value in self.offered}

    def read(self):
        sent = self.sent("reponse")
        values = self.values()
        if sent in values:
            self.accept(values[sent])
        elif sent == UNKNOWN and self.question.allow_unknown:
            self.accept(None)
        else:
            self.refuse(_("Choisissez une réponse."), self.first_id())

    def first_id(self):
        return f"{self.names['id']}_0"

    def groups(self):
        """Return the cards by group: dicts with title, cards, and open if one of them is chosen.

        What is left of a group once one choice of it is offered has no title: it stands alone, as
        do the choices before the first heading, and « Je ne sais pas ».
        """
        titles = {one.group: one.heading for one in self.texts.choices if one.heading}
        group_of = {one.value: one.group for one in self.texts.choices}
        found = []
        for one in self.cards():
            group = group_of.get(one["value"], 0)
            if not found or found[-1]["group"] != group:
                found.append({"group": group, "title": titles.get(group, ""), "cards": []})
            found[-1]["cards"].append(one)
        for group in found:
            group["open"] = any(one["checked"] for one in group["cards"])
            if len(group["cards"]) == 1:
                group["title"] = ""
        return found

    def cards(self):
        chosen = self.shown_choices()
        offered = (one for one in self.texts.choices if one.value in self.offered)
        cards = [card(one.value, one.text, help=one.help, names=one.names) for one in offered]
        return self.numbered([*cards, *self.unknown_cards()], chosen)

    def shown_choices(self):
        """Return the values of the cards that are shown as chosen."""
        if self.is_bound:
            return set(self.data.getlist("reponse"))
        if not self.answered_before:
            return set()
        return {UNKNOWN} if self.stored is None else self.written(self.stored)

    def written(self, value):
        return {value}


class YesNoForm(ChoiceForm):
    def values(self):
        return {YES: True, NO: False}

    def written(self, value):
        return {YES if value else NO}

    def cards(self):
        cards = [card(YES, yes_or_no(True)), card(NO, yes_or_no(False))]
        return self.numbered([*cards, *self.unknown_cards()], self.shown_choices())


class ChoicesForm(ChoiceForm):
    """Several answers among cards, or none of them."""

    checkboxes = True

    def read(self):
        sent = set(self.data.getlist("reponse"))
        chosen = tuple(value for value in self.offered if value in sent)
        alone = sent & {NONE, UNKNOWN}
        if (chosen and alone) or len(alone) > 1 or self.are_contrary(chosen):
            self.refuse(_("Vos réponses se contredisent. Gardez celles qui sont vraies."))
        elif (chosen or NONE in alone) and self.question.admits(chosen):
            self.accept(chosen)
        elif UNKNOWN in alone and self.question.allow_unknown:
            self.accept(None)
        else:
            self.refuse(self.too_few())

    def are_contrary(self, chosen):
        """Tell whether a choice that stands alone is chosen with others."""
        return len(chosen) > 1 and not self.alone().isdisjoint(chosen)

    def alone(self):
        """Return the values of the choices that are ticked alone."""
        return {one.value for one in self.question.choices if one.exclusive}

    def too_few(self):
        least = self.question.at_least
        if not least:
            return _("Choisissez au moins une réponse, ou « Aucune de ces réponses ».")
        if least == 1:
            return _("Choisissez au moins une réponse.")
        return _("Nombre de réponses à choisir : %(count)s ou plus.") % {"count": least}

    def written(self, value):
        return set(value) or {NONE}

    def cards(self):
        alone = self.alone() | {NONE, UNKNOWN}
        return [one | {"alone": one["value"] in alone} for one in super().cards()]

    def unknown_cards(self):
        if self.question.at_least:
            return super().unknown_cards()
        return [card(NONE, _("Aucune de ces réponses")), *super().unknown_cards()]


class FieldForm(QuestionForm):
    """A value to type, or « Je ne sais pas » beside it."""

    def read(self):
        unknown = bool(self.sent("inconnu")) and self.question.allow_unknown
        if unknown and self.typed():
            self.refuse(
                _(
                    "Vous avez écrit une réponse et coché « Je ne sais pas ». "
                    "Effacez l’une des deux."
                )
            )
        elif unknown:
            self.accept(None)
        else:
            self.read_typed()

    def accept_possible(self, value):
        """Accept a value that makes sense; what was typed stays in the fields if it does not."""
        fault = self.sense.fault(self.question, value) if self.sense else ""
        if fault:
            self.refuse(fault)
        else:
            self.accept(value)

    def unknown_checked(self):
        if self.is_bound:
            return bool(self.sent("inconnu"))
        return self.answered_before and self.stored is None


class IntegerForm(FieldForm):
    template = "questionnaire/fields/number.html"

    def typed(self):
        return self.sent("reponse")

    def read_typed(self):
        typed = western_digits(self.typed())
        number = re.fullmatch(r"(\d[\d\s]*)[^\W\d]*", typed)
        if not typed:
            self.refuse(_("Écrivez un nombre."))
        elif not number:
            self.refuse(_("Écrivez un nombre entier, avec des chiffres. Exemple : 25."))
        elif (value := int(re.sub(r"\s", "", number[1]))) > LARGEST_NUMBER:
            self.refuse(_("Ce nombre est trop grand. Vérifiez-le."))
        else:
            self.accept_possible(value)

    def shown_number(self):
        if self.is_bound:
            return self.typed()
        return self.stored if self.answered_before else None


class DateForm(FieldForm):
    template = "questionnaire/fields/date.html"
    PARTS = ("day", "month", "year")

    def parts(self):
        return {name: self.sent(f"reponse_{name}") for name in self.PARTS}

    def typed(self):
        return any(self.parts().values())

    def read_typed(self):
        parts = self.parts()
        missing = [name for name, typed in parts.items() if not typed]
        if missing:
            self.refuse(self.what_is_missing(missing), f"{self.names['id']}_{missing[0]}")
            return
        numbers = {name: western_digits(typed) for name, typed in parts.items()}
        for name, typed in numbers.items():
            if not re.fullmatch(r"\d{1,4}", typed):
                message = _("Écrivez la date avec des chiffres. Exemple : 15 5 2027.")
                self.refuse(message, f"{self.names['id']}_{name}")
                return
        self.read_numbers(*(int(numbers[name]) for name in self.PARTS))

    def read_numbers(self, day, month, year):
        if not 1 <= day <= 31:
            self.refuse(_("Le jour est un nombre de 1 à 31."), f"{self.names['id']}_day")
        elif not 1 <= month <= 12:
            self.refuse(_("Le mois est un nombre de 1 à 12."), f"{self.names['id']}_month")
        elif year not in YEARS:
            self.refuse(self.what_year(year), f"{self.names['id']}_year")
        else:
            try:
                value = date(year, month, day)
            except ValueError:
                self.refuse(
                    _("Ce jour n’existe pas : ce mois a moins de %(day)s jours.") % {"day": day},
                    f"{self.names['id']}_day",
                )
            else:
                self.accept_possible(value)

    def what_is_missing(self, missing):
        if len(missing) == len(self.PARTS):
            return _("Écrivez le jour, le mois et l’année.")
        return {
            "day": _("Il manque le jour."),
            "month": _("Il manque le mois."),
            "year": _("Il manque l’année."),
        }[missing[0]]

    def what_year(self, year):
        if year > 99:
            return _("Vérifiez l’année : elle semble fausse.")
        # A short year is not guessed: 27 may mean 2027, be a typing error, or repeat the day.
        return _("Écrivez l’année avec 4 chiffres. Exemple : %(year)s.") % {"year": 2000 + year}

    def shown_parts(self):
        if self.is_bound:
            return self.parts()
        if not self.answered_before or self.stored is None:
            return {}
        return {name: getattr(self.stored, name) for name in self.PARTS}


FORMS = {
    "choice": ChoiceForm,
    "choices": ChoicesForm,
    "yes_no": YesNoForm,
    "integer": IntegerForm,
    "date": DateForm,
    "country": search_forms.CountryForm,
    "commune": search_forms.CommuneForm,
}
