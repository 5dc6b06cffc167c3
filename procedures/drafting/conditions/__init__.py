"""A condition while it is edited: what may be said, what was typed, what is found of it."""
