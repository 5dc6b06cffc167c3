"""The history of an entry in words, from the journal, under all the names that it had."""
