"""The compiled form of a rule set: the same answers as the plain reading, faster."""
