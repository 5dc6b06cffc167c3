"""What each task of the desk costs at most, counted from the first page: presses and fields.

The browser tests hold the tasks to these numbers, and ``test_guide_numbers.py`` the guide.
"""

from dataclasses import dataclass

# Five minutes, which is what somebody at the desk has.
MOST_SECONDS = 300
# Of the machine alone: beside seven other processes on two cores, a publication took 184 s: it
# waits for a processor, and what is tried before it too. No busier machine is to fail of it.
PUBLISHING_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Cost:
    """The most that a task takes. ``pages`` of the guide say it, ``minutes`` where, in words.

    Where a page of the guide says several, it says them in the order of the tasks.
    """

    presses: int
    fields: int
    pages: tuple[str, ...] = ()
    seconds: int = MOST_SECONDS
    minutes: tuple[str, str] | None = None


EXAMPLE, RETIRING = "un-exemple-entier", "retirer-une-fiche"
SEVERAL = "changer-la-facon-de-deposer-de-plusieurs-demarches"
TRANSLATORS = "envoyer-des-textes-a-un-traducteur"
TASKS = {
    # A département.
    "a day is closed": Cost(4, 1, ("publier-une-annonce-tout-de-suite",)),
    "hours and an address are changed and published": Cost(5, 2, ("changer-des-horaires",)),
    "a link is changed": Cost(3, 1, ("changer-un-lien",)),
    "a dead link is changed": Cost(3, 1, ("les-liens-morts",)),
    "a paper is asked for": Cost(7, 5, ("demander-une-piece-de-plus", EXAMPLE)),
    "a paper is tried": Cost(2, 1, (EXAMPLE,)),
    "a part is published": Cost(2, 1, ("publier", EXAMPLE), PUBLISHING_SECONDS),
    "a publication is undone": Cost(2, 0, (EXAMPLE,)),
    "a procedure is adapted": Cost(4, 2, ("adapter-une-demarche",)),
    "who can help is changed": Cost(3, 1, ("dire-qui-peut-aider",)),
    "three procedures are filed otherwise": Cost(12, 2, (SEVERAL,)),
    "what two wrote is saved": Cost(4, 1, ("deux-personnes-sur-la-meme-fiche",)),
    # The nation.
    "an amount is changed at a date": Cost(4, 2, ("changer-un-montant-a-une-date",)),
    "a change is proposed": Cost(2, 1, ("proposer-ses-changements",)),
    "a proposal is published": Cost(2, 0, ("publier-ce-qu-on-vous-propose",)),
    "a procedure is written": Cost(
        *(32, 30, ("proposer-une-demarche",), 20 * 60),
        ("ecrire-une-demarche", "en vingt minutes environ"),
    ),
    "a written procedure is published": Cost(2, 0, ("proposer-une-demarche",)),
    "a paper is changed": Cost(3, 1, ("changer-une-piece",)),
    "a question is changed": Cost(3, 1, ("changer-une-question",)),
    "a used paper is asked no more": Cost(8, 1, (RETIRING,)),
    "a paper is taken away": Cost(5, 1, (RETIRING,)),
    "a paper is put back": Cost(4, 0, (RETIRING,)),
    "texts are sent to a translator": Cost(5, 0, (TRANSLATORS,)),
    "translations are taken": Cost(6, 0, (TRANSLATORS,)),
    "an inverted window is mended": Cost(2, 0),
    "a contradiction is mended": Cost(4, 1),
    "the law watch is read": Cost(3, 0, ("la-veille-du-droit",)),
    # Who reads.
    "a place is found": Cost(2, 1, ("chercher-un-mot-partout",)),
}
