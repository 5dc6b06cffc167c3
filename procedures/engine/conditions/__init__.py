"""Conditions: their tree, their operators, how they are read, and their words in French."""
