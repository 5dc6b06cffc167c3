"""The bar of every page: the account's daily work, and how much of it is not yet public."""

from django.urls import reverse

from procedures.drafting.comparing import my_changes
from procedures.drafting.comparing.planned import counted_to_publish
from procedures.models import NATIONAL, Role
from procedures.rights import rights_of

from .own_pages import may_see

# (name of the page's address, label). A page that the account may not open is not in its bar.
BAR = (
    ("index", "Accueil"),
    ("desk_tryout", "Essayer"),
    ("desk_check", "Vérifier"),
    ("desk_own_changes", "Mes changements"),
    ("desk_publish", "Publier"),
    ("desk_help", "Guide"),
)
# How an account of a role is called: in a département, and in the national content.
CALLED = {
    Role.READER: ("Lecture du {}", "Lecture nationale"),
    Role.DEPARTMENT_AGENT: ("Agent du {}", "Agent"),
    Role.NATIONAL_EDITOR: ("Édition du {}", "Édition nationale"),
    Role.PUBLISHER: ("Publication du {}", "Publication nationale"),
}


def bar_of(request):
    """Return what the top of a page shows an account: entries, name of the account, its parts."""
    if not request.user.is_authenticated:
        return {}
    rights = rights_of(request)
    here = getattr(request.resolver_match, "url_name", None)
    entries = [
        {
            "label": label,
            "url": reverse(f"admin:{name}"),
            "current": name == here,
            "count": _number(rights, name),
        }
        for name, label in BAR
        if name == "index" or _is_daily(request, rights, name)
    ]
    return {
        "desk_bar": entries,
        "desk_account": account_words(request.user),
        "desk_searches": bool(rights.parts),
        "desk_writes_text": rights.may_edit(NATIONAL),
    }


def account_words(user):
    """Return who an account is, such as « Publication du 82 »."""
    if user.is_superuser:
        return "Administration"
    rows = user.memberships.select_related("department", "group").order_by("department__code")
    return ", ".join(map(_called, rows[:2])) or user.get_short_name()


def _called(membership):
    name = membership.group.name
    local, national = CALLED.get(name, (f"{name} du {{}}", name))
    return national if membership.part == NATIONAL else local.format(membership.part)


def _is_daily(request, rights, name):
    """Tell whether a page is in the bar; a publisher reads all changes on « Publier »."""
    if name == "desk_own_changes" and rights.publishable_parts:
        return False
    return may_see(request, name)


def _number(rights, name):
    """Return how many changes are not yet public: the account's own, or those of its parts."""
    if name == "desk_own_changes":
        return my_changes.count(rights.user, rights.editable_parts)
    if name != "desk_publish":
        return 0
    number = counted_to_publish()
    return sum(number.get(part, 0) for part in rights.publishable_parts)
