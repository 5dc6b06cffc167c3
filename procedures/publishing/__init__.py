"""How the working copy becomes the edition that visitors read, and the places that they name."""
