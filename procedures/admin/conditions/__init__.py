"""The condition builder: lines to pick, read back in French and tried while they are edited.

``widget`` is what forms show; ``endpoint`` answers the builder's script.
"""
