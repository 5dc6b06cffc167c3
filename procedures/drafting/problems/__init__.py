"""The problems of a check, as agents read them: titles, people, a page to mend; the grave first."""
