"""« Où est-ce utilisé ? » and « Renommer »: finds and changes every use of a name."""
