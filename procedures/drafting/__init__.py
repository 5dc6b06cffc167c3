"""The work on the catalogue before it is published: everything the administration knows and asks.

Nothing here imports the web: a page, a command and a programming interface ask the same functions.
"""
