"""Writing a procedure page by page: where it begins, what it lacks, its persons, its end."""
