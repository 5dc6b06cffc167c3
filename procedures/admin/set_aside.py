"""What agents need not write stands folded at the end of a form: an inner name, and a place."""

INNER = ("key", "position")
TITLES = {
    ("key", "position"): "Son nom interne et sa place dans la liste",
    ("key",): "Son nom interne",
    ("position",): "Sa place dans la liste",
}


def set_aside(fieldsets, names=INNER):
    """Return fieldsets without these names in the first one; a folded one at the end has them."""
    (title, options), *rest = fieldsets
    found = []
    fields = _without(options["fields"], names, found)
    if not found or not fields:
        return fieldsets
    found.sort(key=INNER.index)
    folded = {"classes": ("collapse",), "fields": tuple(found)}
    return [(title, {**options, "fields": fields}), *rest, (TITLES[tuple(found)], folded)]


def _without(fields, names, found):
    kept = []
    for one in fields:
        if isinstance(one, tuple | list):
            inside = _without(one, names, found)
            kept += [inside[0] if len(inside) == 1 else inside] if inside else []
        elif one in names:
            found.append(one)
        else:
            kept.append(one)
    return tuple(kept)
