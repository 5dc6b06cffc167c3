"""What differs between versions of the catalogue: chosen, planned, proposed, restored; for whom."""
