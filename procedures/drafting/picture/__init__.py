"""The picture of the dependencies: its graph, its drawing, and the path of one person."""
