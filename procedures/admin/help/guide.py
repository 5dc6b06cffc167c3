"""The agents' guide as a page of the desk, made from its file in the documentation."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import mark_safe
from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify

from procedures.rights import rights_of

from ..framing import need, page

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide-agent.fr.md"
# The path of pictures in the file, which is right for readers of the file itself.
PICTURES = "../static/"
# What Markdown adds to the words: pictures, addresses of links, signs.
MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`|#\[]|-{3,}")


def guide_page(site, request):
    """Show the whole guide, with its table of contents."""
    need(rights_of(request).parts)
    html, contents = _read()
    return page(
        site,
        request,
        "admin/help/guide.html",
        {"title": "Guide de l'agent", "guide": html, "contents": contents},
    )


@cache
def sections():
    """Return [(heading, text without marks)] of the guide, in its order."""
    parts = re.split(r"^#{2,3} (.+)$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = (
        re.sub(r"!\[[^\]]*\]\([^)]*\)|[*`|#]|\]\([^)]*\)|\[|-{3,}", "", one) for one in parts[2::2]
    )
    return tuple(zip(parts[1::2], (" ".join(one.split()) for one in texts), strict=True))


def anchor_of(heading):
    """Return the anchor of a heading of the guide.

    >>> anchor_of("Écrire une condition")
    'ecrire-une-condition'
    """
    return slugify(heading, "-")


def unbreakable(text):
    """Return a text in which French punctuation stays on the line of its word.

    >>> unbreakable("« Oui » : qui ?").replace("\N{NO-BREAK SPACE}", "~")
    '«~Oui~»~: qui~?'
    """
    text = re.sub(r"(?<=\S) (?=[:;?!»](\W|$))", "\N{NO-BREAK SPACE}", text)
    return text.replace("« ", "«\N{NO-BREAK SPACE}")


@cache
def _read():
    """Return (guide, table of contents) as HTML, safe because the file belongs to the project."""
    reader = Markdown(extensions=["tables", "sane_lists", TocExtension(toc_depth="2-3")])
    text = unbreakable(
        GUIDE.read_text(encoding="utf-8").partition("\n")[2]
    )  # The page has its title.
    html = re.sub(f'src="{re.escape(PICTURES)}([^"]+)"', _picture, reader.convert(text))
    tables = html.replace("<table>", '<div class="guide__table" tabindex="0"><table>')
    tables = tables.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")
    tables = tables.replace("<th>", '<th scope="col">')
    return mark_safe(tables), mark_safe(reader.toc)  # noqa: S308 - our own file.


def _picture(found):
    return f'src="{staticfiles_storage.url(found[1])}" loading="lazy"'
