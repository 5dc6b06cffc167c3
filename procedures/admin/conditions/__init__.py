"""The condition builder: a condition made of lines, read back in French, and tried as it is typed.

``field`` is what forms show; ``endpoint`` answers the script while an agent edits.
"""
