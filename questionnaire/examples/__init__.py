"""The examples: imagined people, their story, their journey, and the way to their answer."""
