"""« Copier vers un autre département »: copies a channel or an adaptation, after a preview."""
