"""The dead links, as the page of an entry shows them."""

from procedures.models import LinkCheck
from procedures.watching import addresses

from .rows import named


def dead_links_of(row):
    """Return [(check, named row)] of the dead links in an entry and in its lines."""
    dead = {one.url: one for one in LinkCheck.objects.filter(state=LinkCheck.State.DEAD)}
    if not dead:
        return []
    return [
        (dead[url], named(holder))
        for holder in _with_lines(row)
        for url in addresses.links_of(holder)
        if url in dead
    ]


def _with_lines(row):
    """Yield an entry and the entries inside it, as its page shows them."""
    yield row
    known = set(addresses.catalogue_models())
    for relation in row._meta.related_objects:
        inside = relation.one_to_many and relation.on_delete.__name__ == "CASCADE"
        if inside and relation.related_model in known:
            for child in getattr(row, relation.get_accessor_name()).all():
                yield from _with_lines(child)
