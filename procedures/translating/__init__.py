"""The work of translators: the progress, the files sent out, the files that come back."""
