"""Changes of many entries at once (renaming, moving, copying), each shown before it is made."""
