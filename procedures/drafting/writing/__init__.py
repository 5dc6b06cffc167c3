"""Writing a procedure page by page: where it begins, what it lacks, whom it reaches, its end."""
