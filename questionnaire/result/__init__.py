"""What a person gets: the result page of a run."""
