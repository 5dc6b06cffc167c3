"""From plain data to a rule set: shapes of entries, checks of names, construction."""
