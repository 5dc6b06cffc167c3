"""The figures of the dashboards about the working copy: completeness, freshness, findings."""
