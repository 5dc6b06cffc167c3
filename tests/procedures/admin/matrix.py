"""The expected rights, as tables that a person can read. Nothing here asks the code.

v: view, a: add, c: change, d: delete, p: publish; -: nothing at all.
"""

from django.contrib.auth import get_user_model

from procedures import models

# The accounts: (part, role) of each membership.
ACCOUNTS = {
    "administrator": (),
    "reader of 82": (("82", "Lecture"),),
    "agent of 82": (("82", "Agent de département"),),
    "agent of 82, reader of 34": (("82", "Agent de département"), ("34", "Lecture")),
    "agent of 82 and 34": (("82", "Agent de département"), ("34", "Agent de département")),
    "publisher of 82": (("82", "Publication"),),
    "national reader": (("national", "Lecture"),),
    "national editor": (("national", "Éditeur national"),),
    "national publisher": (("national", "Publication"),),
    "without a part": (),
}

# Who writes one part and reads another, who publishes a part, who writes for the nation, and who
# has no right. The whole run tries them all.
FEW = (
    "agent of 82, reader of 34",
    "publisher of 82",
    "national editor",
    "without a part",
)
MORE = tuple(account for account in ACCOUNTS if account not in FEW)
PARTS = ("82", "34", "national")

# What a préfecture says: its places, channels, overrides, notices, helpers.
LOCAL = {
    #                             82      34      national
    "administrator":             ("vacd", "vacd", "vacd"),
    "reader of 82":              ("v",    "-",    "v"),
    "agent of 82":               ("vacd", "-",    "v"),
    "agent of 82, reader of 34": ("vacd", "v",    "v"),
    "agent of 82 and 34":        ("vacd", "vacd", "v"),
    "publisher of 82":           ("vacd", "-",    "v"),
    "national reader":           ("-",    "-",    "v"),
    "national editor":           ("-",    "-",    "vacd"),
    "national publisher":        ("-",    "-",    "vacd"),
    "without a part":            ("-",    "-",    "-"),
}  # fmt: skip

# Test cases: read by all who work here, as a rule of the nation may break a local one.
CASE = {
    #                             82      34      national
    "administrator":             ("vacd", "vacd", "vacd"),
    "reader of 82":              ("v",    "v",    "v"),
    "agent of 82":               ("vacd", "v",    "v"),
    "agent of 82, reader of 34": ("vacd", "v",    "v"),
    "agent of 82 and 34":        ("vacd", "vacd", "v"),
    "publisher of 82":           ("vacd", "v",    "v"),
    "national reader":           ("v",    "v",    "v"),
    "national editor":           ("v",    "v",    "vacd"),
    "national publisher":        ("v",    "v",    "vacd"),
    "without a part":            ("-",    "-",    "-"),
}  # fmt: skip

# The département itself: its préfecture. Administrators make and remove parts.
DEPARTMENT = {
    #                             82      34      national
    "administrator":             ("vacd", "vacd", "vacd"),
    "reader of 82":              ("v",    "-",    "v"),
    "agent of 82":               ("vc",   "-",    "v"),
    "agent of 82, reader of 34": ("vc",   "v",    "v"),
    "agent of 82 and 34":        ("vc",   "vc",   "v"),
    "publisher of 82":           ("vc",   "-",    "v"),
    "national reader":           ("-",    "-",    "v"),
    "national editor":           ("-",    "-",    "vc"),
    "national publisher":        ("-",    "-",    "vc"),
    "without a part":            ("-",    "-",    "-"),
}  # fmt: skip

# What was published is never changed, not even by an administrator.
PUBLISHED = {
    account: tuple("v" if "v" in rights else "-" for rights in row)
    for account, row in LOCAL.items()
}

# The law, for the whole country: read by all, as what a préfecture says rests on it.
NATIONAL = {
    "administrator":             ("vacd",),
    "reader of 82":              ("v",),
    "agent of 82":               ("v",),
    "agent of 82, reader of 34": ("v",),
    "agent of 82 and 34":        ("v",),
    "publisher of 82":           ("v",),
    "national reader":           ("v",),
    "national editor":           ("vacd",),
    "national publisher":        ("vacd",),
    "without a part":            ("-",),
}  # fmt: skip

# An edition is of all parts; everybody who works here sees the list.
EDITION = {account: ("v" if "v" in rights else "-",) for account, (rights,) in NATIONAL.items()}

# The list of sites that links may lead to: read by all, changed by those who publish for all.
HOSTS = {
    account: ("vacd" if account in ("administrator", "national publisher") else rights[:1],)
    for account, (rights,) in NATIONAL.items()
}

# Accounts and their rights: administrators, and nobody else.
ACCESS = {account: ("vacd" if account == "administrator" else "-",) for account in ACCOUNTS}
# What a role may do is decided with the code, and what happened has happened: not even
# administrators change it.
ROLE = {account: ("v" if account == "administrator" else "-",) for account in ACCOUNTS}

# Every model of the admin; a test fails for one that is not here.
MODELS = {
    get_user_model(): ACCESS,
    models.ApprovedHost: HOSTS,
    models.ProofAsker: NATIONAL,
    models.ProofAskerRule: NATIONAL,
    models.Case: CASE,
    models.Channel: LOCAL,
    models.Choice: NATIONAL,
    models.Cost: NATIONAL,
    models.Department: DEPARTMENT,
    models.DepartmentMembership: ACCESS,
    models.DerivedFact: NATIONAL,
    models.DerivedRule: NATIONAL,
    models.Document: NATIONAL,
    models.DocumentEntry: LOCAL,
    models.DocumentNote: NATIONAL,
    models.Edition: EDITION,
    models.ExampleMoment: NATIONAL,
    models.ExamplePerson: NATIONAL,
    models.Fee: NATIONAL,
    models.Group: NATIONAL,
    models.Helper: LOCAL,
    models.Inquiry: NATIONAL,
    models.Invariant: NATIONAL,
    models.Authority: NATIONAL,
    models.Letter: NATIONAL,
    models.LetterField: NATIONAL,
    models.Notice: LOCAL,
    models.OnlineService: NATIONAL,
    models.Orientation: NATIONAL,
    models.OrientationCall: NATIONAL,
    models.OrientationLink: NATIONAL,
    models.OrientationStep: NATIONAL,
    models.Override: LOCAL,
    models.PaperUse: NATIONAL,
    models.Procedure: NATIONAL,
    models.ProcedureStance: NATIONAL,
    models.ProcedureWarning: NATIONAL,
    models.ProvisionalPaper: NATIONAL,
    models.PublishedPart: PUBLISHED,
    models.Question: NATIONAL,
    models.Role: ROLE,
    models.SecurityEvent: ROLE,
    models.ServiceNeed: NATIONAL,
    models.ServiceWay: NATIONAL,
    models.Site: LOCAL,
    models.Step: NATIONAL,
    models.StepWarning: NATIONAL,
    models.SiteWording: NATIONAL,
    models.WaitingTime: LOCAL,
}
# An adaptation is of one département: there is no national one.
PARTS_WITHOUT = {models.Override: "national"}

# The first model of each table, and of each table with other parts: the others of the same table
# have their rights from the same lines of the code.
ALIKE = {}
for _model, _table in MODELS.items():
    ALIKE.setdefault((id(_table), PARTS_WITHOUT.get(_model)), []).append(_model)
REPRESENTATIVES = [first for first, *_ in ALIKE.values()]
OTHERS = [model for model in MODELS if model not in REPRESENTATIVES]

# Who may publish which parts.
PUBLISHES = {
    "administrator": {"82", "34", "national"},
    "publisher of 82": {"82"},
    "national publisher": {"national"},
}


def allowed(account, model, part):
    """Return the letters that the tables give; ``part`` is ignored where there is only one."""
    row = MODELS[model][account]
    return row[0] if len(row) == 1 else row[PARTS.index(part)]
