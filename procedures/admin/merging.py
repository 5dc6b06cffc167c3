"""Merges three versions of a form: the values read, the present ones, and those typed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from procedures.drafting.history.marking import marked
from procedures.drafting.words.columns import formatter_of
from procedures.drafting.words.titles import EntryTitles

from .fields import MappingField
from .posted import fields_of, in_words, put_value, sent_value, shown_value

THEIRS, BOTH = "theirs", "both"


@dataclass(frozen=True, slots=True)
class MergeDifference:
    """A value that somebody else changed. ``state`` tells whether only they did, or both."""

    label: str
    state: str
    before: str
    theirs: str
    mine: str

    @property
    def theirs_marked(self):
        return marked(self.theirs, self.mine)

    @property
    def mine_marked(self):
        return marked(self.mine, self.theirs)

    @property
    def news_marked(self):
        return marked(self.theirs, self.before)


@dataclass(slots=True)
class Merge:
    """The form's data with both people's changes, and their differences.

    ``read_version`` gives the catalogue whose titles word what is written as in its files: it is
    compiled only if there is some.
    """

    data: object
    read_version: Callable
    differences: list = field(default_factory=list)

    @property
    def both(self):
        return [one for one in self.differences if one.state == BOTH]

    @property
    def theirs(self):
        return [one for one in self.differences if one.state == THEIRS]


def values_of(form, formsets):
    """Return the values that a page shows, as it would send them.

    They are those of the form, and those of its lines by row.
    """
    return {
        "form": _values(form),
        "lines": {
            formset.prefix: {str(line.instance.pk): _values(line) for line in formset.initial_forms}
            for formset in formsets
        },
    }


def _values(form):
    return {name: shown_value(form, name) for name in fields_of(form)}


def merge(data, base, form, formsets, read_version):
    """Return the data sent, merged with the present values that ``form`` and ``formsets`` show.

    ``base`` holds the values that the person saw, or is ``None`` if they are unknown: the data sent
    then stays, and every difference is shown.
    """
    merged = Merge(data.copy(), read_version)
    known = base["form"] if base else None
    _merge_fields(merged, known, form, form.prefix, "")
    for formset in formsets:
        lines = base["lines"].get(formset.prefix, {}) if base else None
        _Lines(merged, data, lines, formset).merge()
    return merged


def _merge_fields(merged, base, form, prefix, heading, *, source=None, source_prefix=None):
    """Merge the fields of one form; ``source`` is the data that was sent for it.

    Return whether somebody else changed a field.
    """
    source = merged.data if source is None else source
    changed = False
    for name in fields_of(form):
        shown = form.fields[name]
        mine = sent_value(shown, source, _name(source_prefix or prefix, name))
        theirs = shown_value(form, name)
        was = mine if base is None and mine == theirs else (base or {}).get(name, theirs)
        if base is None and mine != theirs:
            _tell(merged, form, name, heading, BOTH, (theirs, theirs, mine))
        elif theirs != was and mine == was:
            _tell(merged, form, name, heading, THEIRS, (was, theirs, theirs))
            put_value(merged.data, _name(prefix, name), theirs, shown)
        elif theirs not in (was, mine):
            _tell(merged, form, name, heading, BOTH, (was, theirs, mine))
        changed = changed or theirs != was
    return changed


def _tell(merged, form, name, heading, state, values):
    label = " › ".join(filter(None, (heading, str(form.fields[name].label or name))))
    words = (_said(merged.read_version, form, name, value) for value in values)
    merged.differences.append(MergeDifference(label, state, *words))


def _said(read_version, form, name, values):
    """Return values in words: those of « Ce qui change » for what the form holds as a text."""
    field = form.fields[name]
    if not values or type(field) is not MappingField:
        return in_words(field, values)
    try:
        told = formatter_of(form._meta.model._meta.get_field(name))
        return told(EntryTitles(read_version()), field.to_python(values[0]), {})
    except (AttributeError, LookupError, TypeError, ValidationError):
        # Somebody typed what is no such value: it is shown as it was typed.
        return in_words(field, values)


def _name(prefix, name):
    return f"{prefix}-{name}" if prefix else name


class _Lines:
    """Merges the lines of a formset, which are matched by their rows, whatever their order."""

    def __init__(self, merged, sent, base, formset):
        self.merged, self.sent, self.base, self.formset = merged, sent, base, formset
        self.prefix = formset.prefix
        self.places = self._places()
        self.total = 0

    def merge(self):
        for name in [name for name in self.merged.data if self._is_of_a_line(name)]:
            del self.merged.data[name]
        for line in self.formset.initial_forms:
            self._standing(line)
        initial = self.total
        for pk, place in self.places.items():
            self._removed(pk, place)
        for place in range(self._count("INITIAL_FORMS"), self._count("TOTAL_FORMS")):
            self._copy(place)
        self.merged.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial)
        self.merged.data[f"{self.prefix}-TOTAL_FORMS"] = str(self.total)

    def _is_of_a_line(self, name):
        first, _, rest = name.removeprefix(f"{self.prefix}-").partition("-")
        return name.startswith(f"{self.prefix}-") and bool(rest) and first.isdigit()

    def _count(self, name):
        text = self.sent.get(f"{self.prefix}-{name}", "")
        return min(int(text), self.formset.absolute_max) if text.isdecimal() else 0

    def _places(self):
        """Return {primary key of a row: its place in the data sent}."""
        found = {}
        for place in range(self._count("INITIAL_FORMS")):
            pk = self.sent.get(f"{self.prefix}-{place}-id", "")
            if pk:
                found[pk] = place
        return found

    def _standing(self, line):
        """Merge a present line with what was typed for it, if the form already showed it."""
        pk = str(line.instance.pk)
        place = self.places.pop(pk, None)
        new, self.total = self.total, self.total + 1
        heading = f"{self._kind} « {line.heading or line.instance} »"
        if place is None:
            self._added(line, new, heading)
            return
        self._copy_keys(place, new)
        base = None if self.base is None else self.base.get(pk, {})
        prefixes = f"{self.prefix}-{new}", f"{self.prefix}-{place}"
        changed = _merge_fields(
            self.merged,
            base,
            line,
            prefixes[0],
            heading,
            source=self.sent,
            source_prefix=prefixes[1],
        )
        if changed and f"{prefixes[1]}-DELETE" in self.sent:
            self._say(heading, BOTH, ("", "changée", "à supprimer"))

    def _added(self, line, new, heading):
        data, prefix = self.merged.data, f"{self.prefix}-{new}"
        for name in line.fields:
            put_value(data, f"{prefix}-{name}", shown_value(line, name), line.fields[name])
        data[f"{prefix}-id"] = str(line.instance.pk)
        self._say(heading, THEIRS, ("rien", "ajoutée", "ajoutée"))

    def _removed(self, pk, place):
        """Keep a line that somebody else removed, as a new line, if something was typed in it."""
        prefix = f"{self.prefix}-{place}"
        empty = self.formset.empty_form
        mine = {
            name: sent_value(empty.fields[name], self.sent, f"{prefix}-{name}")
            for name in fields_of(empty)
        }
        base = (self.base or {}).get(pk)
        heading = f"{self._kind} « {next((v[0] for v in mine.values() if v), pk)} »"
        if f"{prefix}-DELETE" in self.sent:
            return
        if base is not None and all(mine[name] == base.get(name, []) for name in mine):
            self._say(heading, THEIRS, ("là", "supprimée", "supprimée"))
            return
        self._say(heading, BOTH, ("là", "supprimée", "gardée comme nouvelle ligne"))
        new = self._copy(place)
        self.merged.data[f"{self.prefix}-{new}-id"] = ""

    def _copy(self, place):
        new, self.total = self.total, self.total + 1
        self._copy_keys(place, new)
        return new

    def _copy_keys(self, place, new):
        before = f"{self.prefix}-{place}-"
        for name in self.sent:
            if name.startswith(before):
                values = self.sent.getlist(name)
                self.merged.data.setlist(f"{self.prefix}-{new}-{name[len(before) :]}", values)

    @property
    def _kind(self):
        return self.formset.model._meta.verbose_name

    def _say(self, heading, state, words):
        self.merged.differences.append(MergeDifference(heading, state, *words))
