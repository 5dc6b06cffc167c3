"""The working copy in French words: names, conditions, rules, and changes of entries."""
