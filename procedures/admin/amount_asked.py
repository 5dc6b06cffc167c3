"""Before an amount that people pay today is written over: is it a mistake, or a new amount?

A new amount stands beside the former one, with its first day. Written over, the price would be
wrong from the publication to that day.
"""

from decimal import Decimal

from django import forms
from django.utils import timezone

from procedures.drafting.changing.positions import next_position
from procedures.drafting.words.formats import amount_words
from procedures.engine.conditions.words import day_in_full
from procedures.models import NATIONAL, FeeAmount
from procedures.publishing.editions import stored as editions

from .forms import DeskForm

AT_A_DATE, MISTAKE = "date", "erreur"
BESIDE = "Il change à une date ? Ajoutez une ligne : celle-ci vaut jusque-là."
MEANING_MISSING = "Dites si le montant change à une date, ou si l'ancien était une erreur."
NO_DAY = "Écrivez le premier jour du nouveau montant."
TAKEN = "Un autre montant commence déjà ce jour-là. Changez-le, ou choisissez un autre jour."


class FeeAmountForm(DeskForm):
    """An amount, written as one says it: « 350 », not « 350.00 »."""

    # The template of the question, once it is asked.
    asks = ""
    # (first day, amount) of the line to add.
    follows = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        amount = self.initial.get("amount")
        if isinstance(amount, Decimal) and amount == amount.to_integral_value():
            self.initial["amount"] = int(amount)
        row = self.instance
        self.held = (row.starts_on, row.amount)
        if row.pk and "amount" in self.fields:
            self.fields["amount"].help_text = BESIDE
        if self.is_bound and row.pk and "amount" in self.fields and _is_paid_today(row):
            self.fields["meant"] = forms.ChoiceField(
                label="Ce montant change-t-il à une date ?",
                required=False,
                choices=_meant(self.held_words),
            )
            self.fields["from_day"] = _day_field()

    @property
    def heading(self):
        row = self.instance
        if row.pk is None:
            return super().heading
        day, amount = self.held
        return f"{self._amount_in_words(amount)}, à partir du {day_in_full(day)}"

    @property
    def held_words(self):
        """What people pay today."""
        return self._amount_in_words(self.held[1])

    def _amount_in_words(self, amount):
        return amount_words(amount, self.instance.fee.currency or "EUR")

    def clean(self):
        cleaned = super().clean()
        amount = cleaned.get("amount")
        if "meant" not in self.fields or amount in (None, self.held[1]):
            return cleaned
        self.asks = "admin/desk/amount_asked.html"
        if not cleaned.get("meant"):
            self.add_error("meant", MEANING_MISSING)
        elif cleaned["meant"] == AT_A_DATE:
            self._keep_beside(cleaned, amount)
        return cleaned

    def _keep_beside(self, cleaned, amount):
        """Keep the line as it is, and remember the one that follows it."""
        day = cleaned.get("from_day")
        if day is None:
            if "from_day" not in self.errors:
                self.add_error("from_day", NO_DAY)
        elif day <= self.held[0]:
            first = day_in_full(self.held[0])
            self.add_error("from_day", f"Choisissez un jour après le {first}.")
        else:
            self.follows = day, amount
            cleaned["starts_on"], cleaned["amount"] = self.held

    def add_follower(self):
        """Store the line that follows this one, if an answer asked for it."""
        if self.follows is None:
            return
        day, amount = self.follows
        added = FeeAmount(fee=self.instance.fee, starts_on=day, amount=amount)
        added.position = next_position(added)
        added.save()


class AmountsFormSet(forms.BaseInlineFormSet):
    """The amounts of a fee: no two begin on one day, that which is added by an answer included."""

    def clean(self):
        super().clean()
        standing = [one for one in self.forms if one not in self.deleted_forms]
        days = [one.cleaned_data.get("starts_on") for one in standing if one.is_valid()]
        for one in standing:
            if getattr(one, "follows", None) and one.follows[0] in days:
                one.add_error("from_day", TAKEN)

    def save(self, commit=True):
        """Add the lines that follow once the others have their days: one may make room for it."""
        saved = super().save(commit)
        for one in self.forms:
            one.add_follower()
        return saved


def _meant(held):
    return [
        (AT_A_DATE, f"Oui : garder {held} jusque-là, et ajouter le nouveau montant."),
        (MISTAKE, f"Non : {held} était une erreur. Le public lira le nouveau dès la publication."),
    ]


def _day_field():
    return forms.DateField(
        label="À partir du",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n'existe pas. Écrivez par exemple 01/01/2027."},
    )


def _is_paid_today(row):
    """Tell whether the public reads an amount, and no later one has begun."""
    today = timezone.localdate()
    begun = row.fee.amounts.filter(starts_on__lte=today).order_by("starts_on").last()
    if begun is None or begun.pk != row.pk:
        return False
    published = editions.contents_of(editions.in_force_now()).get(NATIONAL) or {}
    fee = next((one for one in published.get("fees") or () if one["id"] == row.fee.key), {})
    return any(one.get("from") == row.starts_on.isoformat() for one in fee.get("amounts") or ())
