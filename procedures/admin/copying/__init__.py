"""« Copier vers un autre département »: a channel or an adaptation, seen before it is written.

The page is in page.py; rows.py makes rows after other rows, for whoever needs a copy.
"""
