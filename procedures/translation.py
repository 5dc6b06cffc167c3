"""Which columns are texts: modeltranslation gives each one a column a language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, translator

from procedures import models

TEXTS = {
    models.Question: ("text", "help", "why", "assisted", "unknown_help"),
    models.Choice: ("text", "help"),
    models.Group: ("title",),
    models.Fee: ("label",),
    models.Document: (
        "title",
        "explanation",
        "looks_like",
        "how_to_get",
        "delay",
        "refusals",
    ),
    models.DocumentNote: ("text",),
    models.Procedure: (
        "title",
        "summary",
        "result",
        "processing_time",
        "validity",
        "meanwhile_text",
    ),
    models.ProcedureWarning: ("text",),
    models.Step: ("text", "late"),
    models.StepWarning: ("text",),
    models.DocumentEntry: ("group", "note"),
    models.Cost: ("label",),
    models.Orientation: ("title", "text"),
    models.OrientationLink: ("text",),
    models.Department: ("name", "prefecture_name", "prefecture_address"),
    models.Site: ("name", "address", "hours"),
    models.Channel: ("address", "instructions", "no_slot_help"),
    models.Override: ("notes",),
    models.Notice: ("text",),
    models.Helper: ("name", "address", "hours"),
}

for model, fields in TEXTS.items():
    # French is the source: a text that an entry must have, it must have in French.
    attributes = {"fields": fields, "required_languages": (settings.LANGUAGE_CODE,)}
    options = type(f"{model.__name__}Translation", (TranslationOptions,), attributes)
    translator.register(model, options)
