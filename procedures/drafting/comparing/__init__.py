"""Compares two versions of the catalogue, or two départements: what differs, and for whom."""
