"""The picture of what depends on what: its graph, its drawing, the path of one person."""
