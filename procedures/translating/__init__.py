"""The work of translators: what is left to do, files to send out, files that come back."""
