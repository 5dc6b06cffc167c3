"""The four roles, as groups with their permissions, and each membership's role among them.

procedures/roles.py gives the groups, after every migration, the permissions of later models too.
"""

from django.db import migrations

READ = ("view",)
WRITE = ("view", "add", "change", "delete")

NATIONAL = (
    "case", "choice", "cost", "derivedfact", "derivedrule", "document", "documentnote",
    "exclusion", "fee", "feeamount", "group", "inquiry", "legalreference", "orientation",
    "orientationlink", "procedure", "procedurewarning", "question", "step", "stepwarning",
)
LOCAL = (
    "case", "channel", "channelprocedure", "documentalternative", "documententry",
    "droppeddocument", "helper", "notice", "override", "site",
)
READABLE = (*NATIONAL, *LOCAL, "department", "edition", "publishedpart")

READER = dict.fromkeys(READABLE, READ)
AGENT = {
    **READER, **dict.fromkeys(LOCAL, WRITE), "department": ("view", "change"),
}
EDITOR = {**AGENT, **dict.fromkeys(NATIONAL, WRITE)}
PUBLISHER = {**EDITOR, "publishedpart": ("view", "publish")}
ROLES = {
    "Lecture": READER,
    "Agent de département": AGENT,
    "Éditeur national": EDITOR,
    "Publication": PUBLISHER,
}


def make_roles(apps, schema_editor):
    groups = {name: make_group(apps, name, table) for name, table in ROLES.items()}
    for membership in apps.get_model("procedures", "DepartmentMembership").objects.all():
        membership.group_id = groups[role_of(membership)].pk
        membership.save(update_fields=["group"])


def role_of(membership):
    if membership.role == "publication":
        return "Publication"
    if membership.role == "consultation":
        return "Lecture"
    return "Agent de département" if membership.department_id else "Éditeur national"


def make_group(apps, name, table):
    group = apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]
    wanted = [
        make_permission(apps, model, action) for model, actions in table.items() for action in actions
    ]
    group.permissions.set(wanted)
    return group


def make_permission(apps, model, action):
    """Django makes permissions once all migrations are done: these are needed before."""
    types = apps.get_model("contenttypes", "ContentType").objects
    content_type = types.get_or_create(app_label="procedures", model=model)[0]
    label = apps.get_model("procedures", model)._meta.verbose_name_raw
    if action == "publish":
        codename, name = "publish", "peut publier une partie"
    else:
        codename, name = f"{action}_{model}", f"Can {action} {label}"
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )[0]


def give_back_the_roles(apps, schema_editor):
    former = {"Publication": "publication", "Lecture": "consultation"}
    rows = apps.get_model("procedures", "DepartmentMembership").objects.select_related("group")
    for membership in rows:
        membership.role = former.get(membership.group.name, "redaction")
        membership.save(update_fields=["role"])


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("procedures", "0008_roles_are_groups"),
    ]

    operations = [migrations.RunPython(make_roles, give_back_the_roles, elidable=True)]
