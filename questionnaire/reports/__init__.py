"""The reports of people on a line: it is not right, the counter asked something else."""
