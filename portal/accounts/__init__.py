"""Accounts: the login, the second factor, invitations, and how long a session lasts."""
