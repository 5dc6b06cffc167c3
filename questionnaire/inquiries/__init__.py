"""Filling the kit of a wave: anonymous, without a cookie, offline in a waiting room too."""
