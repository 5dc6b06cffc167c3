"""From the working copy to the edition that visitors read, and the places that both name."""
