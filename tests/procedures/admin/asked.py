"""A paper to ask for, the procedure, and what the page finds."""

from django.urls import reverse

ASKING = reverse("admin:desk_asking")


def found(client, procedure, words="quittance", **more):
    sent = {"demarche": procedure.pk, "mots": words, **more}
    return client.get(ASKING, sent).context["found"]
