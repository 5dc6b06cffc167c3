"""A condition while it is edited: the vocabulary, the reading of typed text, the findings."""
