"""The titles of pages: the act that one comes for, never the name of a table."""

from django.contrib.admin.options import BaseModelAdmin
from django.utils.text import capfirst

from procedures import models

# (on the page of a new entry, on the page of one that is there)
ACTS = {
    models.ProofAsker: ("Écrire un organisme", "Changer un organisme"),
    models.Case: ("Écrire une personne d'essai", "Changer une personne d'essai"),
    models.Channel: ("Dire une façon de déposer", "Changer un lien ou la façon de déposer"),
    models.Choice: ("Écrire une réponse", "Changer une réponse"),
    models.Department: ("Écrire un département", "Changer ce que dit une préfecture"),
    models.Document: ("Écrire une pièce", "Changer une pièce"),
    models.DocumentEntry: ("Demander une pièce", "Changer une pièce demandée"),
    models.ExamplePerson: ("Écrire un exemple public", "Changer un exemple public"),
    models.Fee: ("Écrire un montant", "Changer un montant"),
    models.Helper: ("Dire qui peut aider", "Changer qui peut aider"),
    models.Letter: ("Écrire une lettre", "Changer une lettre"),
    models.Notice: ("Écrire une annonce", "Changer une annonce"),
    models.OnlineService: ("Décrire un site de dépôt", "Changer un site de dépôt"),
    models.Orientation: ("Écrire une orientation", "Changer une orientation"),
    models.Override: ("Adapter une démarche", "Changer une adaptation"),
    models.Procedure: ("Écrire une démarche", "Changer une démarche"),
    models.ProvisionalPaper: ("Écrire un papier provisoire", "Changer un papier provisoire"),
    models.Question: ("Écrire une question", "Changer une question"),
    models.Site: ("Écrire un lieu d'accueil", "Changer les horaires ou l'adresse"),
    models.Step: ("Écrire une étape", "Changer une étape"),
    models.SiteWording: ("Écrire un mot d'un site", "Changer un mot d'un site"),
    models.WaitingTime: ("Écrire un délai publié", "Changer un délai publié"),
}


class PlainTitles(BaseModelAdmin):
    """Pages titled by what one does there; a list is called by its name alone."""

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, "desk_add": ACTS.get(self.model, ("",))[0]}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if self.model in ACTS and (obj is None or self.has_change_permission(request, obj)):
            context["title"] = context.get("desk_title") or ACTS[self.model][obj is not None]
        return super().render_change_form(request, context, *args, **kwargs)
