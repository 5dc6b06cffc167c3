"""The kits that are shipped as files: a new installation takes them."""

from __future__ import annotations

from pathlib import Path

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.values.plain import PlainDict
from procedures.exchange.reading import read_yaml
from procedures.models import NATIONAL, Kit

from .content import compiled


def read_kits(folder: Path) -> dict[str, PlainDict]:
    """Return {key: content} of the files of a folder. Raises ``InvalidCatalogue``."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        content, problems = read_yaml(path.read_bytes(), f"kits/{path.name}")
        if problems:
            raise InvalidCatalogue(problems)
        compiled(content)
        found[path.stem] = content
    return found


def load_kits(folder: Path) -> int:
    """Store the kits of a folder that are not there yet; return how many that is."""
    known = set(Kit.objects.filter(part=NATIONAL).values_list("key", flat=True))
    new = [
        Kit(part=NATIONAL, key=key, title=content["title"]["fr"], content=content)
        for key, content in read_kits(folder).items()
        if key not in known
    ]
    Kit.objects.bulk_create(new)
    return len(new)
