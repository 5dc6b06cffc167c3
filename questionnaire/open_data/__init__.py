"""The edition in force as open data: the whole of it as JSON and as YAML, and the page about it."""
