"""The search in the working copy: a word, and the texts that still hold an old address."""
