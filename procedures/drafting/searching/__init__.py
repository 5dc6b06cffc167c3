"""Where the working copy says a word: the search, and what still says an old address."""
