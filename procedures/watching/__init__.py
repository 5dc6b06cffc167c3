"""Keeping the catalogue true: what to check again, dead links, the law that changes."""
