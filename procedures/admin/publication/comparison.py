"""What an edition would change: in words, for whom, and with which problems."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing import effects
from procedures.drafting.comparing.causes import Causes
from procedures.drafting.comparing.grouping import Grouping
from procedures.drafting.places import part_of
from procedures.drafting.problems.problem_text import never_read
from procedures.publishing.content import content_now
from procedures.publishing.editions import freezing
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import changed_lines
from procedures.publishing.parts.preparing import worded

from ..addresses import ADDRESSES
from ..desk_page import by_entry

MOST_SHOWN = 200
NOW, LATER = "maintenant", "date"


def comparison(
    request, codes, edition, contents, candidate, *, writers=None, day=None, asked=(), check=True
):
    """Return the context of templates/admin/publication/comparison.html.

    ``codes`` are the parts that differ between the contents of an edition and those of the
    candidate. ``day`` is the day on which the candidate would take effect, today by default.
    ``writers`` tell who wrote each change. ``asked`` are the cases that the page asks about: they
    are no problems to correct. Without ``check``, no problem is looked for.
    """
    contents = preparing.in_names_of(candidate, contents)
    before = drafts.version_of(contents) if edition else None
    after = drafts.version_of(candidate)
    differs = before is None or after.digest != before.digest
    today = timezone.localdate()
    days = [today, day] if day else [today]
    own = frozenset(codes)
    problems = freezing.problems_of(candidate, days, edition, own) if differs and check else []
    problems = worded(problems, content_now().whole.values())
    problems = [one for one in problems if not (one.blocking and one.path in asked)]
    unread = never_read(problems, ADDRESSES)
    changes, groups, room = [], [], MOST_SHOWN
    for code in codes:
        was = contents.get(code) or {}
        found = changed_lines(was, candidate[code])
        grouping = Grouping(
            code, before, after, addresses=ADDRESSES, writers=writers, unread=unread
        )
        groups += grouping.groups(found[: max(room, 0)])
        room -= len(found)
        changes += found
    causes = Causes(before, after, candidate, [one for _, listed in groups for one in listed])
    return {
        "edition": edition,
        "changes": changes[:MOST_SHOWN],
        "groups": groups,
        "change_count": len(changes),
        "more_changes": max(len(changes) - MOST_SHOWN, 0),
        "first_time": any(code not in contents for code in codes),
        "faults": [one for one in problems if one.blocking],
        # What fails in the edition in force already does not block.
        "people_fail": edition and {one.path for one in problems if _is_of_a_person(one)},
        **by_entry(_shown(problems, codes), causes=causes.of),
        "causes": causes,
        **_effects(request, before, after, days[-1]),
    }


def _shown(problems, codes):
    """Return the problems that block, and the warnings of these parts only.

    The warnings of other parts do not concern their publisher.
    """
    return [one for one in problems if one.blocking or part_of(one) in codes]


def _is_of_a_person(problem):
    return problem.blocking and problem.file.startswith("cases/")


def _effects(request, before, after, day):
    """Return the study of what changes for people, if it is asked for or already known."""
    if before is None or before.rule_set is None or after.rule_set is None:
        return {}
    if before.digest == after.digest:
        return {}
    if request.GET.get("etude") or effects.is_known(before, after, day):
        return {"effects": effects.effects(before, after, day, ADDRESSES)}
    return {"may_study": True}


class RestorationForm(forms.Form):
    note = forms.CharField(
        label="Pourquoi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Vos collègues le liront dans la liste des éditions.",
    )


KEEP, TAKE_BACK = "garder", "retirer"


class ReturnForm(RestorationForm):
    """The return to a former edition, and what becomes of the work that it undoes."""

    work = forms.ChoiceField(
        label="Et dans votre travail ?",
        required=False,
        choices=[
            (KEEP, "Garder ces changements dans mon travail, pour les corriger"),
            (TAKE_BACK, "Les retirer aussi de mon travail"),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )


class PublicationForm(RestorationForm):
    part = forms.ChoiceField(label="Ce que vous publiez")
    when = forms.ChoiceField(
        label="Quand",
        required=False,
        choices=[(NOW, "maintenant"), (LATER, "à une date")],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label="Date d'effet",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Le public le voit au début de ce jour. La date est demain au plus tôt.",
        error_messages={"invalid": "Cette date n'existe pas. Écrivez par exemple 01/01/2027."},
    )

    field_order = ("part", "note", "when", "day")

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.fields["note"].label = "Ce qui change"
        self.fields["day"].widget.attrs["min"] = _tomorrow().isoformat()

    def clean(self):
        """Refuse a date beside « maintenant », which would otherwise be silently ignored."""
        chosen = super().clean()
        when, day = chosen.get("when") or NOW, chosen.get("day")
        if "day" in self.errors:
            return chosen
        if when == LATER and day is None:
            self.add_error("day", "Choisissez la date, ou publiez maintenant.")
        elif when == NOW and day is not None:
            self.add_error("when", "Vous avez écrit une date : choisissez « à une date ».")
        elif day is not None and day < _tomorrow():
            self.add_error("day", "La date doit être dans le futur : demain au plus tôt.")
        return chosen


class ReviewForm(forms.Form):
    comment = forms.CharField(
        label="Votre commentaire",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Obligatoire si vous refusez : dites ce qu'il faut corriger.",
    )


def _tomorrow():
    return timezone.localdate() + timedelta(days=1)
