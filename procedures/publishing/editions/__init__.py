"""Editions: stored, planned, and the one in force in memory.

``freezing.save_edition`` is the one door: whatever makes an edition goes through it.
"""
