"""Parts of a catalogue (the national content, each département's): cut, joined, compared, named."""
