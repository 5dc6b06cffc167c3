"""The checks of a catalogue: its format, cases, rules, wording and completeness."""
