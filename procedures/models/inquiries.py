"""The short inquiries (enquêtes): every applicable question of one is asked."""

from .base import National, key_field


class Inquiry(National):
    key = key_field(unique=True)

    class Meta:
        ordering = ("key",)
        verbose_name = "enquête"
        verbose_name_plural = "enquêtes"

    def __str__(self):
        return self.key
