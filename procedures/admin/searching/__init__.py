"""« Chercher », and what still says an old address: with « Changer » or « Lire »."""
