"""The test cases: edited in words, tried during editing, listed with their outcomes."""

from .editing import CaseAdmin

__all__ = ["CaseAdmin"]
