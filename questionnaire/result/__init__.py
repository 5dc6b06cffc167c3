"""The result page: from an evaluation to prepared values, then to a page on screen or paper."""
