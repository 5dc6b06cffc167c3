"""The parts of a catalogue (the national content and each département): cut, joined, compared."""
