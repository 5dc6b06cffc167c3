"""What the engine works on: facts and truths, and the values of a rule set."""
