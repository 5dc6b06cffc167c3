"""From plain data to a rule set: the shape of each entry, the check of names, the building."""
