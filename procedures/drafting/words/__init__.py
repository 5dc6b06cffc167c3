"""The working copy in French words: names, conditions, rules, and what changed in an entry."""
