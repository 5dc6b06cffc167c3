"""ProConnect, the login of agents of the State: off unless its settings are given."""
