"""The cases of the working copy: what each expects, and what it gives today."""
