"""Editions: published, planned, undone, and the edition in force held in memory.

An edition is a whole catalogue and never changes. Publishing, planning, undoing and cancelling each
add one, which differs from the edition that it is based on in some parts only. Which edition is in
force is computed from all of them and the moment (``in_force``).

- ``publisher.publish`` puts a part of the working copy on the edition in force. When two agents
  publish, ``freezing.freeze`` lets one pass: the other is checked again, on the new edition.
- With ``takes_effect_on``, it puts the part on the edition due on that day: a planned edition. When
  another one is published before that day, a successor takes its place, with the changes that were
  planned made on what is then in force (``successors``). ``planned.cancel`` ends a planned edition.
- ``publisher.restore`` undoes: it publishes former parts again. ``planned.undoable_editions`` says
  which parts an agent may restore without undoing what others published.

Beside each act ``X``, ``check_X`` raises what it would raise and writes nothing. Every new edition
is saved by ``freezing.save_edition``, so that numbers follow one another.
"""
