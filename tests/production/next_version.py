"""A version after today's: the same program, with what a next one may add.

One more field in the cookie of a run, and a column that the database fills in two tables: one that
agents write, one that the public's processes write.
"""

import shutil

from scripts.serve_production import ROOT

PROGRAM = (
    *("catalogue", "deploy", "docs", "law", "locale", "manage.py", "portal", "procedures"),
    *("questionnaire", "scripts", "static", "templates"),
)
COLUMN = 'models.TextField(db_default="", default="", editable=False)'
# {file: [(a line of it, what a next version would write there)]}
CHANGES = {
    "questionnaire/runs/run.py": [
        ('    copied: str = ""\n', '    copied: str = ""\n    further: str = "said"\n'),
        ("            self.copied,\n", "            self.copied, self.further,\n"),
        ("KNOWN_FIELDS = 6, 13\n", "KNOWN_FIELDS = 6, 14\n"),
    ],
    "procedures/models/documents.py": [
        (
            '    icon = models.CharField("icône"',
            f'    further = {COLUMN}\n    icon = models.CharField("icône"',
        ),
    ],
    "procedures/models/counts.py": [
        ("    number = models.", f"    further = {COLUMN}\n    number = models."),
    ],
}
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "{before}")]
    operations = [
        migrations.AddField("document", "further", {column}),
        migrations.AddField("count", "further", {column}),
    ]
"""


def write_next_version(folder):
    """Write the program of a next version; return the name of the last migration of today's."""
    for name in PROGRAM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    for name, changes in CHANGES.items():
        text = (folder / name).read_text(encoding="utf-8")
        for line, changed in changes:
            assert text.count(line) == 1, f"{name} no longer has once: {line}"
            text = text.replace(line, changed)
        (folder / name).write_text(text, encoding="utf-8")
    migrations = folder / "procedures" / "migrations"
    before = max(one.stem for one in migrations.glob("[0-9]*.py"))
    written = MIGRATION.format(before=before, column=COLUMN)
    name = f"{int(before[:4]) + 1:04}_further"
    (migrations / f"{name}.py").write_text(written, encoding="utf-8")
    return before
