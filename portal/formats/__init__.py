"""Date formats for the languages in which Django's own format puts the month first."""
