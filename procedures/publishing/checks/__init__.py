"""What a catalogue is checked for: its format, its cases, its rules, its words, its gaps."""
