"""The rules engine: pure Python, standard library only. No Django, no I/O, no clock.

``serialization.rule_set_from_plain`` compiles a catalogue, ``evaluation.evaluate`` applies it
to answers, ``relevance.next_question`` tells what to ask, ``explanation`` says why.
"""
