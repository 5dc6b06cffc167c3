"""Acts on many entries at once, each seen before it is done: renaming, moving, copying."""
