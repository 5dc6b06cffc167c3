"""The cases of the working copy: what must come out, and what comes out today."""
