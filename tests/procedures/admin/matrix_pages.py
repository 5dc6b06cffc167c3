"""The accounts that may open each of the desk's own pages, and send its form, as a table."""

from .matrix import ACCOUNTS

ALL = set(ACCOUNTS) - {"without a part"}
EDITORS = ALL - {"reader of 82", "national reader"}
PUBLISHERS = {"administrator", "publisher of 82", "national publisher"}
LOCAL_EDITORS = EDITORS - {"national editor", "national publisher"}

NATIONAL_EDITORS = {"administrator", "national editor", "national publisher"}

# Every page of own_pages.py; a test fails for one that is not here.
# name: (who may open it, who may send its form, what the address needs)
# The editions of the test: 1, then 2, in which only the 82 has changed.
OWN_PAGES = {
    "desk_search": (ALL, ALL, ()),
    "desk_replace": (EDITORS, EDITORS, ()),
    "desk_hours": (ALL, ALL, ()),
    "desk_work": (ALL, ALL, ("rien",)),
    "desk_facts": (ALL, NATIONAL_EDITORS, ()),
    "desk_check": (ALL, NATIONAL_EDITORS, ()),
    "desk_tryout": (ALL, ALL, ()),
    "desk_dependencies": (ALL, ALL, ()),
    "desk_dashboards": (ALL, ALL, ()),
    "desk_dashboard": (ALL, ALL, ("usages",)),
    "desk_divergence": (ALL, ALL, ()),
    "desk_removed": (ALL, ALL, ()),
    "desk_version": (ALL, ALL, (0, "avant")),  # Of no change: see test_history.py for others.
    "desk_undo": (EDITORS, EDITORS, (0,)),  # Of no change: see test_replacing.py for others.
    "desk_help": (ALL, ALL, ()),
    "desk_help_page": (ALL, ALL, ("publier",)),
    "desk_translating": (ALL, ALL, ()),
    "desk_translating_texts": (ALL, ALL, ()),
    "desk_translating_export": (ALL, ALL, ()),
    "desk_translating_import": (EDITORS, EDITORS, ()),
    "desk_coming": (ALL, ALL, ()),
    "desk_feedback": (ALL, EDITORS, ()),
    "desk_inquiries": (ALL, ALL, ()),
    "desk_new_kit": (EDITORS, EDITORS, ()),
    # 404, for there is no such kit and no such wave: see test_inquiries.py for those that are.
    "desk_kit": (EDITORS, EDITORS, (999,)),
    "desk_new_wave": (LOCAL_EDITORS, LOCAL_EDITORS, ()),
    "desk_wave": (ALL, ALL, (999,)),
    "desk_compare": (ALL, ALL, ()),
    "desk_waves_export": (ALL, ALL, ()),
    "desk_memo": (ALL, ALL, ()),
    "desk_reception": (LOCAL_EDITORS, LOCAL_EDITORS, ()),
    "desk_reception_export": (ALL, ALL, ()),
    "desk_due": (ALL, ALL, ()),
    "desk_uncertain": (ALL, ALL, ()),
    "desk_links": (ALL, ALL, ()),
    "desk_law": (ALL, ALL, ()),
    "desk_paper_gaps": (ALL, NATIONAL_EDITORS, ()),
    "desk_import": (EDITORS, EDITORS, ()),
    "desk_asking": (LOCAL_EDITORS, LOCAL_EDITORS, ()),
    "desk_bulk_channel": (EDITORS, EDITORS, ()),
    "desk_copy": (LOCAL_EDITORS, LOCAL_EDITORS, ("canaux",)),
    # 404, for there is no such question, and not 403: it may be looked for.
    "desk_uses": (ALL, ALL, ("question", 0)),
    "desk_rename": (NATIONAL_EDITORS, NATIONAL_EDITORS, ("question", 0)),
    "desk_writing_start": (NATIONAL_EDITORS, NATIONAL_EDITORS, ()),
    "desk_writing": (NATIONAL_EDITORS, NATIONAL_EDITORS, (0, "quoi")),
    "desk_security_export": ({"administrator"}, {"administrator"}, ()),
    "desk_own_changes": (EDITORS, EDITORS, ()),
    "desk_publish": (PUBLISHERS, PUBLISHERS, ()),
    "desk_restore": (PUBLISHERS, PUBLISHERS, (1,)),
    "desk_planned": (ALL, ALL, (2,)),
    "desk_cancel": (PUBLISHERS, PUBLISHERS, (2,)),
}
# What the form of a page must name so that it is refused or not for its sender's sake.
SENT = {
    account: {"desk_publish": {"part": "national" if "national" in account else "82"}}
    for account in ACCOUNTS
}

# Who may keep a result of « Essayer » as a case, and of which part.
SAVES_CASES = {
    "administrator": {"82", "34", "national"},
    "agent of 82": {"82"},
    "agent of 82, reader of 34": {"82"},
    "agent of 82 and 34": {"82", "34"},
    "publisher of 82": {"82"},
    "national editor": {"national"},
    "national publisher": {"national"},
}

# What the menu offers besides the lists: « Ajouter » to editors, « Publier » to publishers.
MAY_ADD = EDITORS
SEES_ACCOUNTS = {"administrator"}
