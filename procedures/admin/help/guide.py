"""The agents' guide: its pages, read from their files in the documentation, and shown at the desk.

The index names the pages, in their order: a file that it does not name is not shown.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown import Markdown
from markdown.extensions.toc import slugify

from procedures.rights import rights_of

from ..desk_page import need, page

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "guide-agent"
INDEX = FOLDER / "README.md"
# A line of the index: « - [title](name.md) : what the page tells ».
LINE = re.compile(r"^- \[([^\]]+)\]\(([a-z-]+)\.md\)", re.MULTILINE)
# The path of pictures in the files, which is right for readers of the files themselves.
PICTURES = "../../static/"
# What Markdown adds to the words: pictures, addresses of links, signs.
MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`|#\[]|-{3,}")
TOPICS = Path(__file__).with_name("topics.yaml")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide: its title, the name of its file and its text in Markdown."""

    title: str
    name: str
    text: str

    @property
    def url(self):
        return reverse("admin:desk_help_page", args=[self.name])

    @property
    def words(self):
        """Return the text without marks, on one line."""
        return " ".join(MARKS.sub("", self.text).split())


@cache
def pages():
    """Return {title: page} of the guide, in its order."""
    return {
        title: GuidePage(title, name, _below_title(FOLDER / f"{name}.md"))
        for title, name in LINE.findall(INDEX.read_text(encoding="utf-8"))
    }


def guide_page(site, request, name=None):
    """Show a page of the guide, with those before and after it, or the index of all."""
    need(rights_of(request).parts)
    if name is None:
        context = {"title": "Guide de l'agent", "guide": _index()}
        return page(site, request, "admin/help/guide.html", context)
    shown = list(pages().values())
    at = next((place for place, one in enumerate(shown) if one.name == name), None)
    if at is None:
        raise Http404
    context = {
        "title": shown[at].title,
        "guide": _html(shown[at].text),
        "before": shown[at - 1] if at else None,
        "after": shown[at + 1] if at + 1 < len(shown) else None,
    }
    return page(site, request, "admin/help/guide_page.html", context)


def anchor_of(title):
    """Return the anchor of a page in the index, from its title.

    It is what headings were called when the guide was one page: an address kept from then leads
    to the line of its page.

    >>> anchor_of("Écrire une condition")
    'ecrire-une-condition'
    """
    return slugify(title, "-")


def unbreakable(text):
    """Return a text in which French punctuation stays on the line of its word.

    >>> unbreakable("« Oui » : qui ?").replace("\N{NO-BREAK SPACE}", "~")
    '«~Oui~»~: qui~?'
    """
    text = re.sub(r"(?<=\S) (?=[:;?!»](\W|$))", "\N{NO-BREAK SPACE}", text)
    return text.replace("« ", "«\N{NO-BREAK SPACE}")


def _below_title(file):
    return file.read_text(encoding="utf-8").partition("\n")[2]


@cache
def _index():
    """Return the index as HTML; the line of a page has the anchor of its title."""
    html = _html(_below_title(INDEX))
    for one in pages().values():
        link = f'<li><a href="{one.url}">'
        html = html.replace(link, link.replace("<li>", f'<li id="{anchor_of(one.title)}">'))
    return mark_safe(html)  # noqa: S308 - our own file.


@cache
def _html(text):
    """Return Markdown as HTML, safe because the files belong to the project."""
    html = Markdown(extensions=["tables", "sane_lists"]).convert(unbreakable(text))
    html = re.sub(f'<img alt="([^"]+)" src="{re.escape(PICTURES)}([^"]+)" />', _picture, html)
    html = re.sub(r'href="([a-z-]+)\.md"', _link, html)
    html = html.replace("<table>", '<div class="guide__table" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")
    html = html.replace("<th>", '<th scope="col">')
    return mark_safe(html)  # noqa: S308 - our own files.


def _picture(found):
    """Return a picture that opens alone, as large as it was taken, when it is pressed."""
    text, url = found[1], staticfiles_storage.url(found[2])
    return f'<a href="{url}"><img alt="{text}" src="{url}" loading="lazy"></a>'


def _link(found):
    return f'href="{reverse("admin:desk_help_page", args=[found[1]])}"'


@dataclass(frozen=True, slots=True)
class Help:
    """A few sentences, and the title of the guide's page that tells more."""

    text: str
    title: str

    @property
    def url(self):
        return pages()[self.title].url


@cache
def topics():
    """Return {"entries", "actions" or "pages": {name: help}}."""
    read = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    return {
        kind: {name: Help(unbreakable(one["text"]), one["guide"]) for name, one in topics.items()}
        for kind, topics in read.items()
    }


def help_of(name):
    """Return the help of a page from the name of its address, or ``None``.

    >>> help_of("procedures_channel_history").title
    "Voir l'historique et revenir en arrière"
    """
    return topics()["pages"].get(name) or _of_entry(name)


def _of_entry(name):
    application, _, rest = (name or "").partition("_")
    model, _, action = rest.partition("_")
    if application not in ("procedures", "portal"):
        return None
    return topics()["actions"].get(action) or topics()["entries"].get(model)
