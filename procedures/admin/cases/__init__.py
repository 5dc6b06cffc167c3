"""The test cases: edited in words, tried during editing, listed with their outcomes."""

from .page import CaseAdmin

__all__ = ["CaseAdmin"]
