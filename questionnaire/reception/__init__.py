"""« Mode accueil »: a screen at the entrance, from a language to a ticket, which keeps nothing."""
