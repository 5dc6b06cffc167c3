"""Formats of dates where Django's own put the month first."""
