"""What each entry of the exchange format is in the database: its keys, columns and children.

The order of the keys is the order in which they are written.
"""

from procedures import models

from .keys import Block, Children, Hours, Listed, Shape, codes, flag, origin, text, value

CHOICE = Shape(
    models.Choice,
    (
        value("value"),
        codes("formerly"),
        text("text"),
        text("help"),
        value("when"),
        *origin(),
    ),
    identity="value",
)
QUESTION = Shape(
    models.Question,
    (
        value("key"),
        codes("formerly"),
        value("section"),
        value("kind"),
        text("text"),
        text("help"),
        text("why"),
        text("assisted"),
        value("picture"),
        flag("sensitive"),
        value("when"),
        flag("allow_unknown"),
        text("unknown_help"),
        Children("choices", CHOICE, "question"),
        *origin(),
    ),
    identity="key",
)
GROUP = Shape(
    models.Group,
    (
        value("key"),
        codes("formerly"),
        value("fact"),
        text("title"),
        value("values"),
        *origin(),
    ),
    identity="key",
)
RULE = Shape(models.DerivedRule, (value("value"), value("label"), value("when"), *origin()))
DERIVED_FACT = Shape(
    models.DerivedFact,
    (
        value("key"),
        codes("formerly"),
        value("title"),
        value("kind"),
        codes("values"),
        Children("rules", RULE, "derived_fact"),
        *origin(),
    ),
    identity="key",
)
FEE_AMOUNT = Shape(models.FeeAmount, (value("from", "starts_on"), value("amount")), identity="from")
FEE = Shape(
    models.Fee,
    (
        value("id", "key"),
        text("label"),
        value("currency"),
        Children("amounts", FEE_AMOUNT, "fee"),
        *origin(),
    ),
    identity="id",
)
DOCUMENT_NOTE = Shape(models.DocumentNote, (text("text"), value("when"), *origin()))
DOCUMENT = Shape(
    models.Document,
    (
        value("id", "key"),
        codes("formerly"),
        text("title"),
        text("explanation"),
        text("looks_like"),
        text("how_to_get"),
        text("delay"),
        value("validity"),
        flag("original"),
        flag("translation"),
        text("refusals"),
        value("icon"),
        Children("notes", DOCUMENT_NOTE, "document"),
        *origin(),
    ),
    identity="id",
)
DOCUMENT_ENTRY = Shape(
    models.DocumentEntry,
    (
        value("document"),
        Listed("one_of", models.DocumentAlternative, "entry", "document"),
        text("group"),
        value("when"),
        text("note"),
        value("form"),
        *origin(),
    ),
)
WARNING_KEYS = (text("text"), value("when"), *origin())
STEP = Shape(
    models.Step,
    (
        value("id", "key"),
        text("text"),
        value("when"),
        Block("window", (value("from", "window_from"), value("to", "window_to"))),
        text("late"),
        Children("warnings", Shape(models.StepWarning, WARNING_KEYS), "step"),
        *origin(),
    ),
    identity="id",
)
COST = Shape(
    models.Cost,
    (
        value("fee"),
        text("label"),
        value("amount"),
        value("currency"),
        value("when"),
        *origin(),
    ),
)
MEANWHILE = (
    text("text", "meanwhile_text"),
    value("may_work", "meanwhile_may_work"),
    value("may_travel", "meanwhile_may_travel"),
)
PROCEDURE = Shape(
    models.Procedure,
    (
        value("id", "key"),
        codes("formerly"),
        value("family"),
        value("track"),
        value("rank"),
        Listed("exclusive_with", models.Exclusion, "procedure", "other"),
        flag("sensitive"),
        text("title"),
        text("summary"),
        text("result"),
        text("processing_time"),
        text("validity"),
        Block("meanwhile", MEANWHILE),
        value("when"),
        Listed("legal_references", models.LegalReference, "procedure", "reference"),
        Children("warnings", Shape(models.ProcedureWarning, WARNING_KEYS), "procedure"),
        Children("steps", STEP, "procedure"),
        Children("documents", DOCUMENT_ENTRY, "procedure"),
        Children("costs", COST, "procedure"),
        *origin(),
    ),
    identity="id",
)
LINK = Shape(models.OrientationLink, (text("text"), value("url"), *origin()))
ORIENTATION = Shape(
    models.Orientation,
    (
        value("id", "key"),
        value("rank"),
        value("when"),
        text("title"),
        text("text"),
        Children("links", LINK, "orientation"),
        flag("urgent"),
        *origin(),
    ),
    identity="id",
)
SITE = Shape(
    models.Site,
    (
        value("id", "key"),
        text("name"),
        text("address"),
        value("phone"),
        codes("arrondissements"),
        codes("handles"),
        Hours("hours", "hours"),
        *origin(),
    ),
    identity="id",
)
FOR = (
    Listed("procedures", models.ChannelProcedure, "channel", "procedure"),
    codes("families"),
)
CHANNEL = Shape(
    models.Channel,
    (
        Block("for", FOR),
        value("when"),
        value("kind"),
        value("url"),
        text("address"),
        text("instructions"),
        text("no_slot_help"),
        *origin(),
    ),
)
OVERRIDE = Shape(
    models.Override,
    (
        value("procedure"),
        Children("add_documents", DOCUMENT_ENTRY, "override", bare="document"),
        Listed("drop_documents", models.DroppedDocument, "override", "document"),
        text("notes"),
        *origin(),
    ),
    identity="procedure",
)
NOTICE = Shape(
    models.Notice,
    (
        text("text"),
        value("from", "starts_on"),
        value("until", "ends_on"),
        codes("families"),
        *origin(),
    ),
)
HELPER = Shape(
    models.Helper,
    (
        text("name"),
        value("kind"),
        text("address"),
        value("phone"),
        Hours("hours", "hours"),
        codes("languages"),
        *origin(),
    ),
)
PREFECTURE = (
    text("name", "prefecture_name"),
    text("address", "prefecture_address"),
    value("phone", "prefecture_phone"),
    value("email", "prefecture_email"),
    value("site", "prefecture_site"),
    *origin("prefecture_"),
)
DEPARTMENT = Shape(
    models.Department,
    (
        value("code"),
        text("name"),
        Block("prefecture", PREFECTURE, "préfecture"),
        Children("sites", SITE, "department"),
        Children("channels", CHANNEL, "department"),
        Children("overrides", OVERRIDE, "department"),
        Children("notices", NOTICE, "department"),
        Children("helpers", HELPER, "department"),
        *origin(),
    ),
    identity="code",
)
CASE = Shape(
    models.Case,
    (
        value("id", "key"),
        value("file"),
        value("department"),
        value("persona"),
        value("today"),
        value("answers"),
        value("expect"),
        value("source"),
        value("confidence"),
    ),
    identity="id",
)

# The lists of plain data. Inquiries and départements are mappings: see plain.py.
LISTS = {
    "questions": QUESTION,
    "groups": GROUP,
    "derived_facts": DERIVED_FACT,
    "fees": FEE,
    "documents": DOCUMENT,
    "procedures": PROCEDURE,
    "orientations": ORIENTATION,
    "cases": CASE,
}
