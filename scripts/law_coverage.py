"""Proves what the catalogue carries of a law: ``python -m scripts.law_coverage annexe10``.

It ends with an error if something is not explained. ``--page`` writes the page of docs/ instead.
"""

import argparse
import os
import sys
from pathlib import Path

import django
from django.utils import timezone

ROOT = Path(__file__).resolve().parents[1]


def main(arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    # They read the models.
    from procedures.exchange import read_folder
    from procedures.publishing.content import rule_set_of
    from scripts import law_claims, law_page, law_table

    parser = argparse.ArgumentParser(description="Dit ce qu'une loi demande, et ce qui le porte.")
    parser.add_argument("law", choices=law_table.names())
    parser.add_argument("--page", action="store_true", help="écrit la page de docs/")
    asked = parser.parse_args(arguments)
    rule_set = rule_set_of(read_folder(ROOT / "catalogue"))
    law = law_table.read_law(asked.law, rule_set)
    if asked.page:
        path = ROOT / "docs" / f"law-{asked.law}.md"
        path.write_text(law_page.page(law, asked.law), encoding="utf-8")
        return
    file, today = f"law/{asked.law}.yaml", timezone.localdate()
    problems = law_claims.unexplained(law, file, rule_set, today)
    sys.stdout.write(law_page.summary(law, problems))
    if problems:
        sys.exit(f"{len(problems)} à expliquer.")


if __name__ == "__main__":
    main(sys.argv[1:])
