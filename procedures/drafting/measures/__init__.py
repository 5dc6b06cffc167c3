"""What the dashboards show of the working copy: what is complete, checked, found."""
