"""What each role may do: the one table that the groups take their permissions from.

A membership says where (the national content, or a département), its role says what. A role's
permission on a model counts only for the rows of the membership's part.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Permission

from procedures.models import Role

VIEW, WRITE = ("view",), ("view", "add", "change", "delete")
PUBLISH = "publish"

# Every model of the admin is in one of these; administrators alone change what is in none.
NATIONAL_MODELS = (
    "choice",
    "cost",
    "derivedfact",
    "derivedrule",
    "document",
    "documentnote",
    "exclusion",
    "fee",
    "feeamount",
    "group",
    "inquiry",
    "legalreference",
    "orientation",
    "orientationlink",
    "procedure",
    "procedurewarning",
    "question",
    "step",
    "stepwarning",
)
# « national » has such rows too: a national channel, a national notice.
LOCAL_MODELS = (
    "case",
    "channel",
    "channelprocedure",
    "documentalternative",
    "documententry",
    "droppeddocument",
    "helper",
    "notice",
    "override",
    "site",
)
# Its agents change it; administrators add or delete it, as it is a part with its own agents.
CHANGED_ONLY = ("department",)
READ_ONLY = ("edition", "publishedpart")
# Read by all; only those who publish the national content change the list of sites.
PUBLISHERS_ONLY = ("approvedhost",)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role: its name, what it means in a sentence, what it may write, whether it publishes."""

    name: str
    sentence: str
    writes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    publishes: bool = False

    def codenames(self) -> set[str]:
        """Return the permissions of the role, as Django names them."""
        readable = (*NATIONAL_MODELS, *LOCAL_MODELS, *CHANGED_ONLY, *READ_ONLY, *PUBLISHERS_ONLY)
        names = {f"view_{model}" for model in readable}
        names |= {f"{action}_{model}" for model in self.writes for action in WRITE}
        names |= {f"change_{model}" for model in self.changes}
        return names | ({PUBLISH} if self.publishes else set())


ROLES = (
    Grant(
        Role.READER,
        "Lit le contenu de sa partie, l'essaie et le vérifie. Ne change rien.",
    ),
    Grant(
        Role.DEPARTMENT_AGENT,
        "Écrit le contenu de son département : lieux, canaux, adaptations, annonces, aides, "
        "cas d'essai. Ne publie pas.",
        writes=LOCAL_MODELS,
        changes=CHANGED_ONLY,
    ),
    Grant(
        Role.NATIONAL_EDITOR,
        "Écrit le contenu national : questions, démarches, pièces, tarifs, cas d'essai. "
        "Ne publie pas.",
        writes=(*NATIONAL_MODELS, *LOCAL_MODELS),
        changes=CHANGED_ONLY,
    ),
    Grant(
        Role.PUBLISHER,
        "Écrit le contenu de sa partie, et la publie.",
        writes=(*NATIONAL_MODELS, *LOCAL_MODELS, *PUBLISHERS_ONLY),
        changes=CHANGED_ONLY,
        publishes=True,
    ),
)


def make_roles() -> None:
    """Create the roles, and give each exactly its permissions; done again, it changes nothing."""
    known = Permission.objects.filter(content_type__app_label="procedures")
    by_codename = {permission.codename: permission for permission in known}
    for grant in ROLES:
        role = Role.objects.get_or_create(name=grant.name)[0]
        names = grant.codenames()
        # A migration under way may not have all the tables yet; the last one makes the rest.
        role.permissions.set([by_codename[name] for name in names if name in by_codename])
