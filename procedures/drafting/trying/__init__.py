"""The try-out: one person's results in the working copy and in the edition in force, and why."""
