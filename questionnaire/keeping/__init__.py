"""Keeping an answer without an account: the answers travel in a link, and nothing is stored."""
