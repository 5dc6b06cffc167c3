"""Editions: stored, planned, and the edition in force held in memory.

Every new edition is made by ``freezing.save_edition``, so that numbers follow one another.
"""
