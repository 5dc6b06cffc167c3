"""From the working catalogue to the edition that visitors read, and the communes they live in."""
