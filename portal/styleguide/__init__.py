"""The living style guide: every component of templates/components with sample data, only where DEBUG is on."""
