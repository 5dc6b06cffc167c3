"""« Où est-ce utilisé ? » and « Renommer »: every place that names a thing, found and changed."""
