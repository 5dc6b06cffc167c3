"""What the journal knows of an entry, in words, whatever the entry was called."""
