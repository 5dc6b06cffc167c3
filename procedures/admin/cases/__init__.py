"""Test cases: edited in words, tried while they are edited, listed with what becomes of them."""

from .page import CaseAdmin

__all__ = ["CaseAdmin"]
