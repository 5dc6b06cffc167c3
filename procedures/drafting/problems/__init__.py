"""What a check found, as agents read it: titles, people, one page to mend it; the grave first."""
