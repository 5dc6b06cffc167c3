"""The short inquiries (enquêtes), which ask each of their questions that applies."""

from .base import National, key_field


class Inquiry(National):
    key = key_field(unique=True)

    class Meta:
        ordering = ("key",)
        verbose_name = "enquête"
        verbose_name_plural = "enquêtes"

    def __str__(self):
        return self.key
