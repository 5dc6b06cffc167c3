"""Rewrites an earlier version of an entry with the names in use today."""

from dataclasses import replace

from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import INSIDE, Entry, plain_of_snapshot
from procedures.exchange.uses import NamesOfToday
from procedures.publishing.content import content_now

CHOICES = ("choices", "value")


def in_names_of_today(entry: Entry, today: Plain | None) -> Entry:
    """Return an earlier entry in which every name is the one in use today.

    ``today`` is the present content of the entry. Its former names, and those of its choices, are
    kept: going back to an earlier text must not break visitors' links and answers.
    """
    plain = NamesOfToday(content_now().plain).of_written(_alone(entry))
    content, prefix = _taken(plain, entry)
    if entry.section == "inquiries":
        known = {one["key"]: one for one in (today or {}).get("questions", ())}
        for question in content["questions"]:
            _keep_former(question, known.get(question["key"]))
    else:
        _keep_former(content, today)
    file = replace(entry, content=content).file
    texts = {
        language: {path.removeprefix(prefix): one for path, one in files[file].items()}
        for language, files in plain["translations"].items()
        if files.get(file)
    }
    return replace(entry, content=content, texts=texts)


def _alone(entry: Entry) -> PlainDict:
    """Return plain data that contains a single entry."""
    around: list[Entry] = []
    if entry.section in INSIDE:
        around = [Entry(entry.part, "department", 0, 0, {"code": entry.part}, {})]
    return plain_of_snapshot([*around, entry])


def _taken(plain: Plain, entry: Entry) -> tuple[PlainDict, str]:
    """Return the content of the single entry of plain data, and the prefix of its texts' paths."""
    if entry.section in LISTS:
        (content,) = plain[entry.section]
        return content, f"{content[LISTS[entry.section].identity]}."
    if entry.section == "inquiries":
        ((key, questions),) = plain["inquiries"].items()
        return {"key": key, "questions": questions}, ""
    department = plain["departments"][entry.part]
    if entry.section == "department":
        return department, ""
    (content,) = department[entry.section]
    return content, f"{entry.section}.{item_name(content, 0)}."


def _keep_former(content: PlainDict, today: Plain | None) -> None:
    if today is None:
        return
    content.pop("formerly", None)
    if today.get("formerly"):
        content["formerly"] = today["formerly"]
    lines, identity = CHOICES
    known = {one[identity]: one for one in today.get(lines) or ()}
    for choice in content.get(lines) or ():
        _keep_former(choice, known.get(choice[identity]))
