"""The person's path: a run of the questionnaire, from its first question to « Vérifier »."""
