"""One person tried on the working copy and on the edition in force, side by side, and why."""
