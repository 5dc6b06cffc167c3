"""Every link of the working copy, with the rows that contain it."""

import re
from collections import defaultdict

from django.apps import apps
from django.db.models import CharField, Q, QuerySet, TextField

from procedures.models.base import Local, National, Ordered, Sourced

CATALOGUE = (Local, National, Ordered, Sourced)
IN_A_TEXT = re.compile(r"https?://[^\s<>\"'«»“”]+", re.IGNORECASE)
AFTER_A_LINK = ".,;:!?…'’”"
LONGEST = 1000


def holders(urls=None):
    """Return {address: [(model, primary key)]} for the working copy, or for ``urls`` only."""
    found = defaultdict(list)
    for model in catalogue_models() if urls is None or urls else ():
        for pk, *texts in _rows(model):
            for url in links_in(texts):
                if urls is None or url in urls:
                    found[url].append((model, pk))
    return dict(found)


def catalogue_models():
    """Return the models of the working copy that have texts."""
    every = apps.get_app_config("procedures").get_models()
    return [model for model in every if issubclass(model, CATALOGUE) and text_columns(model)]


def text_columns(model):
    """Return the columns of a model in which a link may be, including those of translations."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not field.choices
        # modeltranslation's column without a language repeats the French one.
        and f"{field.name}_fr" not in names
    ]


def links_in(texts):
    """Return the addresses in some texts, without repetition, in order."""
    found = {}
    for text in texts:
        for match in IN_A_TEXT.findall(text or ""):
            url = _trimmed(match)
            if len(url) <= LONGEST:
                found[url] = True
    return list(found)


def links_of(row):
    """Return the addresses in a row."""
    return links_in(getattr(row, name) for name in text_columns(type(row)))


def _rows(model):
    columns = text_columns(model)
    with_link = Q()
    for column in columns:
        with_link |= Q(**{f"{column}__contains": "://"})
    return QuerySet(model).filter(with_link).order_by("pk").values_list("pk", *columns)


def _trimmed(url):
    """Return an address without the punctuation of its sentence.

    A closing bracket that the address does not open is removed too.
    """
    url = url.rstrip(AFTER_A_LINK)
    while url.endswith((")", "]")) and url.count("(["[url[-1] == "]"]) < url.count(url[-1]):
        url = url[:-1].rstrip(AFTER_A_LINK)
    return url
