"""The page on which a kit is written: its title, then its questions, without any identifier."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from procedures.engine.codes import free_key
from procedures.engine.errors import InvalidCatalogue
from procedures.inquiring import compiled
from procedures.inquiring.writing import LANGUAGES, content_of, whens_of, written_of
from procedures.models import Kit
from procedures.models.base import is_key
from procedures.rights import rights_of

from ..desk_page import need, page
from .forms import KitForm, KitQuestions, in_languages
from .overview import kits_for, part_name

NEW = 0


def kit_page(site, request, pk=NEW):
    """Show a kit; POST saves it, for its writers. Waves keep the kit they began with.

    ``pk`` is 0 for a new kit.
    """
    rights = rights_of(request)
    need(rights.editable_parts)
    kit = get_object_or_404(kits_for(rights), pk=pk) if pk else _new(request, rights)
    need(not pk or kit.part in rights.editable_parts)
    parts = [kit.part] if pk else rights.editable_parts
    data = request.POST if request.method == "POST" else None
    form = KitForm(
        data,
        parts=[(part, part_name(part)) for part in parts],
        initial={"part": parts[0], **_initial_texts(kit)},
    )
    questions = KitQuestions(
        data,
        prefix="q",
        initial=[_initial_question(one) for one in kit.content.get("questions") or []],
        form_kwargs={"whens": whens_of(kit.content.get("questions") or [])},
    )
    if data is not None and form.is_valid() and questions.is_valid():
        problem = _save(kit, form, questions)
        if not problem:
            messages.success(request, "C'est enregistré.")
            return redirect("admin:desk_kit", kit.pk)
        form.add_error(None, problem)
    title = "Changer un questionnaire" if pk else "Écrire un questionnaire"
    context = {"title": title, "kit": kit, "form": form, "questions": questions}
    return page(site, request, "admin/inquiring/kit.html", context)


def _new(request, rights):
    """Return a kit that is not there yet, with the questions of the one that is copied, if any."""
    model = request.GET.get("modele", "")
    copied = kits_for(rights).filter(pk=model).first() if is_key(Kit, model) else None
    return Kit(content=copied.content if copied else {})


def _initial_texts(kit):
    return {
        f"{name}_{language}": (kit.content.get(name) or {}).get(language, "")
        for name in ("title", "intro")
        for language in LANGUAGES
    }


def _initial_question(question):
    written = written_of(question)
    found = {"key": written.key, "kind": written.kind, "when": written.when}
    found["allow_unknown"] = written.allow_unknown
    for language in LANGUAGES:
        found[f"text_{language}"] = written.text.get(language, "")
        found[f"help_{language}"] = written.help.get(language, "")
        lines = written.choices[language]
        found[f"choices_{language}"] = "\n".join(lines) if any(lines) else ""
    return found


def _save(kit, form, questions):
    """Save a kit; return why it is not, or an empty string. Nothing is saved without a change."""
    kept = [one for one in questions.ordered_forms if one.cleaned_data.get("text_fr")]
    content = content_of(
        in_languages(form, "title"),
        in_languages(form, "intro"),
        [one.written() for one in kept],
        kit.content,
    )
    try:
        compiled(content)
    except InvalidCatalogue as error:
        return " ".join(f"{one.message[:1].upper()}{one.message[1:]}." for one in error.problems)
    if kit.pk and content == kit.content:
        return ""
    kit.version += 1 if kit.pk else 0
    kit.content, kit.title = content, content["title"]["fr"]
    if not kit.pk:
        kit.part = form.cleaned_data["part"]
        taken = set(Kit.objects.filter(part=kit.part).values_list("key", flat=True))
        kit.key = free_key(kit.title, taken, otherwise="q")
    kit.save()
    return ""
