"""What the channel of a département tells people: changed as an agent does, and as published."""

from procedures import models


def change(code, text="Prenez rendez-vous."):
    channel = models.Channel.objects.get(department__code=code)
    channel.instructions_fr = text
    channel.save()


def published_text(code):
    part = models.Edition.objects.first().parts.get(code=code)
    return part.content["department"]["channels"][0]["instructions"]
