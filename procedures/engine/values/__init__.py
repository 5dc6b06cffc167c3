"""The values that the engine works on: facts, truths, and the contents of a rule set."""
