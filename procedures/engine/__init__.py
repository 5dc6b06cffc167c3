"""The rules engine: pure Python, standard library only. No Django, no I/O, no clock.

Read ``plain`` and ``plain_needs`` first: they specify what the engine does, in code made to be
read. ``schema.serialization.rule_set_from_plain`` compiles a catalogue, ``evaluation.evaluate``
applies it to answers, ``relevance.next_question`` tells what to ask next, ``explanation`` tells
why.
"""
