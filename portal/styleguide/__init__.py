"""The living style guide: every component with sample data, only where DEBUG is on."""
