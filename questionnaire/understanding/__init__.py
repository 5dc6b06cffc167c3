"""Why not another procedure, and which other answers would lead to another one."""
