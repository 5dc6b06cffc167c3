"""The addresses of the admin's pages."""

from django.urls import reverse


def page(obj, name="change"):
    return reverse(f"admin:procedures_{obj._meta.model_name}_{name}", args=[obj.pk])


def listing(model):
    return reverse(f"admin:procedures_{model._meta.model_name}_changelist")


def adding(model):
    return reverse(f"admin:procedures_{model._meta.model_name}_add")
