"""The history of entries: what each act changed, in words, and the way back."""
