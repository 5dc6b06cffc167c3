"""« Copier vers un autre département »: a channel or an adaptation, seen before it is written."""
