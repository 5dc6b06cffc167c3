"""Two versions of the catalogue, or two départements, beside each other: what differs for whom."""
