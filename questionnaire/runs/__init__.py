"""The path of a person: a run of the questionnaire, from the first question to « Vérifier »."""
