"""Agents with a browser, who write, propose and publish."""

from django.test import Client
from django.urls import reverse

from procedures import models
from procedures.publishing.journal import recording
from tests import factories

OWN, PUBLISH, INDEX = (
    reverse(f"admin:{name}") for name in ("desk_own_changes", "desk_publish", "index")
)


class Agent:
    """An account with a role in a part, and its browser."""

    def __init__(self, name, role, part="82"):
        self.user = factories.make_user(email=f"{name}@example.org", full_name=name)
        factories.make_membership(part, role=role, user=self.user)
        self.client = Client()
        self.client.force_login(self.user)

    def changes(self, part="82"):
        """Return {name of a change: its key} of what this account may propose in a part."""
        parts = self.client.get(OWN).context["parts"]
        listed = [one["changes"] for one in parts if one["code"] == part]
        return {one.label: one.diff.key for changes in listed for one, _ in changes}

    def propose(self, *keys, note="", part="82"):
        sent = {"action": "proposer", "part": part, "pris": keys, "note": note}
        return self.client.post(OWN, sent)

    def waiting(self):
        return self.client.get(INDEX).context["desk_waiting"]

    def publish(self, proposal=None, part="82", **more):
        """Publish what the page ticks, after « Prendre cette proposition » if there is one."""
        asked = {"part": part} | ({"proposition": proposal.pk} if proposal else {})
        context = self.client.get(PUBLISH, asked).context
        return self.send(context, **({"action": "publier"} | more))

    def send(self, context, **more):
        """Send the form of « Publier » as a page shows it."""
        shown = [one.key for one in context["choices"]]
        taken = [one.key for one in context["choices"] if one.chosen]
        sent = {"part": context["part"], "digest": context["digest"]}
        sent |= {"note": context["form"]["note"].value() or "", "montre": shown, "pris": taken}
        return self.client.post(PUBLISH, sent | more)

    def press(self, context, button):
        """Press a button of the form of « Publier », and return what the page shows then."""
        keys = " ".join(one.key for one in context["also"])
        return self.send(context, **{button: keys}).context

    def send_back(self, proposal, word):
        sent = {"action": "renvoyer", "part": "82", "proposition": proposal.pk, "mot": word}
        return self.client.post(PUBLISH, sent)


def write(agent, model, text, part="82"):
    """Change the text of the only row of a model in a part, as an account."""
    name = {models.Channel: "instructions_fr", models.Notice: "text_fr"}.get(model, "name_fr")
    row = model.objects.get(department__code=part)
    with recording(agent.user):
        setattr(row, name, text)
        row.save()
    return row


def public(section):
    """Return the first entry of a section of the 82, as it is published."""
    edition = models.Edition.objects.first()
    return edition.parts.get(code="82").content["department"][section][0]
