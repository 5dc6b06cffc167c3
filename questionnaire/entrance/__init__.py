"""The ways in from other sites: « Avant le dossier », and a form without a script."""
