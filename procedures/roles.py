"""The table of what each role may do, from which the groups take their permissions.

A membership says where (the national content, or a département), and its role says what. The
permission of a role on a model covers only the rows of the membership's part.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Permission

from procedures.models import Role

VIEW, WRITE = ("view",), ("view", "add", "change", "delete")
PUBLISH = "publish"

# Every model of the administration is in one of these lists; only administrators change what is in
# none.
NATIONAL_MODELS = (
    "authority",
    "choice",
    "cost",
    "derivedfact",
    "derivedrule",
    "document",
    "documentnote",
    "examplemoment",
    "exampleperson",
    "exclusion",
    "fee",
    "feeamount",
    "group",
    "inquiry",
    "invariant",
    "legalreference",
    "letter",
    "letterfield",
    "onlineservice",
    "orientation",
    "orientationcall",
    "orientationlink",
    "orientationstep",
    "paperuse",
    "procedure",
    "procedurestance",
    "procedurewarning",
    "proofasker",
    "proofaskerrule",
    "provisionalpaper",
    "question",
    "serviceneed",
    "serviceway",
    "sitewording",
    "step",
    "stepwarning",
)
# The national part has such rows too: a national channel, a national announcement.
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
    "waitingtime",
)
# Agents change their département. Only administrators add or delete one, since that creates or
# removes a part with agents of its own.
CHANGED_ONLY = ("department",)
READ_ONLY = ("edition", "publishedpart")
# Everybody reads the approved sites; only publishers of the national content change them.
PUBLISHERS_ONLY = ("approvedhost",)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role: its name, a sentence about it, the models it writes, and whether it publishes."""

    name: str
    sentence: str
    writes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    publishes: bool = False

    def codenames(self) -> set[str]:
        """Return the permissions of the role under Django's names."""
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
        "Écrit le contenu de son département : lieux, façons de déposer, adaptations, annonces, "
        "aides, personnes d'essai. Ne publie pas.",
        writes=LOCAL_MODELS,
        changes=CHANGED_ONLY,
    ),
    Grant(
        Role.NATIONAL_EDITOR,
        "Écrit le contenu national : questions, démarches, pièces, tarifs, "
        "personnes d'essai. Ne publie pas.",
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
    """Create the roles and give each exactly its permissions. Calling it again changes nothing."""
    known = Permission.objects.filter(content_type__app_label="procedures")
    by_codename = {permission.codename: permission for permission in known}
    for grant in ROLES:
        role = Role.objects.get_or_create(name=grant.name)[0]
        names = grant.codenames()
        # During a migration some tables may be missing; the call after the last one completes the
        # roles.
        role.permissions.set([by_codename[name] for name in names if name in by_codename])
