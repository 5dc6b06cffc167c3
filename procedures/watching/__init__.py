"""Keeps the catalogue true: sources to check again, dead links, changes of the law."""
