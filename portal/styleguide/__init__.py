"""The style guide: every component with sample data, only if DEBUG is on."""
