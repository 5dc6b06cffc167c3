"""The open interface: the edition in force, the next question and the answer, as JSON."""
