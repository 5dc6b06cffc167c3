"""Between two cards: what a provisional paper allows, letters to write, what words mean."""
