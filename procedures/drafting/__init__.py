"""The work on the catalogue before it is published: all that the desk knows and no page shows.

Nothing here imports the web: a page, a command or an interface for programs asks the same things.
"""
