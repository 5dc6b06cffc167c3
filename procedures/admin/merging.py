"""Puts what was typed together with the present values of an entry that changed meanwhile."""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from .desk_page import is_small_number


@dataclass(slots=True)
class Merge:
    """The data to show again; without ``read``, the values that were seen, it is what was sent.

    ``both`` is what was typed where somebody else wrote too, as (label, id of the field, present
    value); ``theirs`` the labels of what took the present value, since nothing was typed there.
    """

    data: QueryDict
    read: dict[str, dict]
    both: list[tuple[str, str, str]] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)

    def add(self, form, formsets):
        """Merge the unbound form and lines of a page opened now into the data."""
        self._add_row("", form, self.data, "", "")
        for formset in formsets:
            self._add_lines(formset)
        return self

    def _add_row(self, row, form, data, heading, place):
        typed, read = sent(form, data), self.read.get(row, {})
        for name, now in shown(form).items():
            if now in (typed[name], read.get(name)):
                continue
            label = heading + str(form.fields[name].label or name)
            # What a form did not send was not typed: no browser leaves a field out.
            omitted = form.fields[name].widget.value_omitted_from_data(data, {}, name)
            both = not omitted and typed[name] != read.get(name)
            if both and name in read and getattr(form.fields[name].widget, "parts_apart", False):
                now, both = _together(typed[name], read[name], now)
                put(data, form, name, now)
            if not both and "DELETE" not in data:
                put(data, form, name, now)
                self.theirs.append(label)
            else:
                present = ", ".join(text for texts in now for text in texts)
                self.both.append((label, f"id_{place}{name}", present))

    def _add_lines(self, formset):
        """Number the lines anew: those that are there, then those that saving would make."""
        prefix, kind = formset.prefix, formset.model._meta.verbose_name
        lines = self._take_lines(prefix)
        first = int(self.data.get(f"{prefix}-INITIAL_FORMS") or 0)
        known = {lines[place].get("id"): lines[place] for place in sorted(lines) if place < first}
        kept = []
        for one in formset.initial_forms:
            row, heading = str(one.instance.pk), f"{kind} « {one.heading or one.instance} »"
            line = known.pop(row, None)
            if line is None:
                line = MultiValueDict({"id": [row]})
                for name, values in shown(one).items():
                    put(line, one, name, values)
                self.theirs.append(heading)
            else:
                place = f"{prefix}-{len(kept)}-"
                self._add_row(f"{prefix} {row}", one, line, f"{heading} › ", place)
            kept.append(line)
        initial = len(kept)
        for row, line in known.items():
            typed = sent(formset.empty_form, line)
            if "DELETE" in line:
                continue
            if typed == self.read.get(f"{prefix} {row}"):
                self.theirs.append(kind)
                continue
            words = next((text for value in typed.values() for text in value[0]), row)
            label = f"{kind} « {words} », gardée comme nouvelle ligne"
            self.both.append((label, f"id_{prefix}-{len(kept)}-id", "rien"))
            line["id"] = ""
            kept.append(line)
        kept += [lines[place] for place in sorted(lines) if place >= first]
        for place, line in enumerate(kept):
            for name, values in line.lists():
                self.data.setlist(f"{prefix}-{place}-{name}", values)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(kept))

    def _take_lines(self, prefix):
        """Take the lines of a formset out of the data: {place: {name: values}}."""
        lines = {}
        for name in [one for one in self.data if one.startswith(f"{prefix}-")]:
            place, _, rest = name.removeprefix(f"{prefix}-").partition("-")
            if is_small_number(place) and rest:
                lines.setdefault(int(place), MultiValueDict()).setlist(rest, self.data.pop(name))
        return lines


def rows_of(form, formsets):
    """Yield (name, form) of an entry and of each line that it shows, whatever its place."""
    yield "", form
    for formset in formsets:
        for line in formset.initial_forms:
            yield f"{formset.prefix} {line.instance.pk}", line


def shown(form):
    """Return what a browser sends of an unbound form that stays untouched."""
    return {name: _shown(form[name]) for name in _names(form)}


def sent(form, data):
    """Return what a browser sent of the fields of ``form``. The data has no prefix."""
    return {
        name: [_texts(widget, data.getlist(key)) for key, widget in _inputs(form, name)]
        for name in _names(form)
    }


def put(data, form, name, values):
    """Write the values of a field into sent data."""
    for (key, _), texts in zip(_inputs(form, name), values, strict=True):
        if texts:
            data.setlist(key, texts)
        else:
            data.pop(key, None)


def _together(typed, read, now):
    """Return (the parts of a field put together, whether both agents wrote in one of them).

    Where both did, what was typed stays.
    """
    parts = list(zip(typed, read, now, strict=True))
    both = any(mine != was and theirs not in (mine, was) for mine, was, theirs in parts)
    return [theirs if mine == was else mine for mine, was, theirs in parts], both


def _names(form):
    """Return the names of the fields that a person can change: not the keys."""
    key = forms.models.InlineForeignKeyField
    fields = form.fields.items()
    return [name for name, one in fields if name not in ("id", "DELETE") and type(one) is not key]


def _inputs(form, name):
    widget = form.fields[name].widget
    if isinstance(widget, forms.MultiWidget):
        pairs = zip(widget.widgets_names, widget.widgets, strict=True)
        return [(name + suffix, one) for suffix, one in pairs]
    return [(name, widget)]


def _shown(bound):
    widget, value = bound.field.widget, bound.value()
    parts = [(widget, value)]
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
    return [_texts(one, _formatted(getattr(one, "widget", one), part)) for one, part in parts]


def _formatted(widget, value):
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    values = widget.format_value(value)
    return values if isinstance(values, list) else [values]


def _texts(widget, values):
    """Return the texts of one input, without what browsers add, and without empty ones."""
    texts = ("" if one is None else str(one).replace("\r\n", "\n").strip() for one in values)
    found = [one for one in texts if one]
    several = getattr(widget, "allow_multiple_selected", False)
    return sorted(found) if several else found
