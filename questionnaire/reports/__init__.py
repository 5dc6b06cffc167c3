"""What people tell of a line: it is not right, the counter asked something else."""
