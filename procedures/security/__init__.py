"""The journal of security: what is written there, and for how long."""
