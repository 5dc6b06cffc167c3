"""Dates with the day first, as people read them on French papers."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
