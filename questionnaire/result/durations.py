"""Lengths of time in the words of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.engine.values.facts import Duration


def validity_text(validity: Duration | None) -> str:
    """Return how recent a paper must be on the day of filing, or an empty string."""
    if validity is None:
        return ""
    if validity.days and (validity.years or validity.months):
        return _("Il doit avoir moins de %(months)s mois et %(days)s jours le jour du dépôt.") % {
            "months": 12 * validity.years + validity.months,
            "days": validity.days,
        }
    duration = duration_text(validity)
    return _("Il doit avoir moins de %(duration)s le jour du dépôt.") % {"duration": duration}


def duration_text(duration: Duration) -> str:
    """Return a length of time in its largest whole unit: « 18 mois », « 2 ans », « 90 jours »."""
    months, days = 12 * duration.years + duration.months, duration.days
    if duration.hours:
        hours = duration.hours
        return ngettext("%(count)s heure", "%(count)s heures", hours) % {"count": hours}
    if months and days:
        parts = (duration_text(Duration(months=months)), duration_text(Duration(days=days)))
        return _("%(months)s et %(days)s") % dict(zip(("months", "days"), parts, strict=True))
    if months % 12 == 0 and months > 12:
        years = months // 12
        return ngettext("%(count)s an", "%(count)s ans", years) % {"count": years}
    if months:
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}
