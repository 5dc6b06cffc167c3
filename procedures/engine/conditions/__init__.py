"""Conditions: their tree, their operators, how they are read and how they are said in French."""
