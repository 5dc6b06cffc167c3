"""The progress of a person in the questionnaire, for components/progress.html."""

from django.utils.translation import gettext as _

# A larger bound tells little, discourages much, and may fall to one on the next page: it is not
# shown.
MOST_ANNOUNCED = 3


def section_labels():
    """Return {section of the catalogue's format: its title}, in order."""
    return {
        "vous": _("Vous"),
        "demande": _("Votre demande"),
        "titre": _("Votre titre de séjour"),
        "situation": _("Votre situation"),
        "precisions": _("Dernières précisions"),
    }


def progress_at(walk, key):
    """Return the variables of the component at a question, or ``None`` without a section."""
    questions, labels = walk.prepared.rule_set.questions, list(section_labels())
    own = questions[key].section
    if own not in labels or walk.urgent:
        return None
    # A question of an earlier section may come late: a person at the fourth part of five
    # is not sent back to the third.
    past = [questions[one].section for one, _ in walk.before(key)]
    current = max([own, *(one for one in past if one in labels)], key=labels.index)
    return progress_in(current, walk.pages_left(key))


def progress_in(current, left):
    """Return the variables of the component in a section, with so many pages left."""
    labels = section_labels()
    position = list(labels).index(current)
    states = ("done",) * position + ("current",) + ("todo",) * (len(labels) - position - 1)
    return {
        "sections": [
            {"label": label, "state": state}
            for label, state in zip(labels.values(), states, strict=True)
        ],
        "current_label": labels[current],
        "position": position + 1,
        "total": len(labels),
        "left": left if left <= MOST_ANNOUNCED else None,
    }
