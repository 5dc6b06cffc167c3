"""The reference: the same answers by walking the trees of conditions, one test at a time.

Plain and slow. ``PlainSituation``, ``lines``, ``needed`` and ``left`` say in the words of the
exchange format what the compiled engine must give.
"""

from procedures.engine.conditions.tree import truth_and_unknown_facts, truth_of
from procedures.engine.values import facts
from procedures.engine.values.department import Department, specificity
from procedures.engine.values.facts import Missing
from procedures.engine.values.truth import all_of

BASES = {"departement": "commune", "arrondissement": "commune", "age_today": "birth_date"}


class PlainSituation:
    """The facts of one person, each computed when it is asked for; ``channel`` is one of them."""

    def __init__(self, rule_set, answers, today, channel=Missing.ABSENT):
        self.rule_set = rule_set
        self.answers = answers
        self.today = today
        self.channel = channel
        self._states = {"today": today}

    def seen_by(self, channel):
        return PlainSituation(self.rule_set, self.answers, self.today, channel)

    def state(self, fact):
        if fact not in self._states:
            self._states[fact] = self._compute(fact)
        return self._states[fact]

    def truth(self, condition):
        return truth_of(condition, self)

    def _compute(self, fact):
        if fact == "channel":
            return self.channel
        if fact in self.rule_set.questions:
            return self._answer(self.rule_set.questions[fact])
        if fact in self.rule_set.derived_facts:
            return self._derive(self.rule_set.derived_facts[fact])
        if BASES.get(fact) not in self.rule_set.questions:
            return Missing.ABSENT
        value = self.state(BASES[fact])
        if isinstance(value, Missing):
            return value
        if fact == "age_today":
            return facts.whole_years(value, self.today)
        if fact == "departement":
            return facts.department_of(value)
        return self.rule_set.arrondissements.get(value, Missing.UNKNOWN)

    def _answer(self, question):
        if self.truth(question.when) is False:
            return Missing.ABSENT
        if question.key not in self.answers:
            return Missing.PENDING
        value = self.answers[question.key]
        if value is None:
            return Missing.UNKNOWN
        if isinstance(value, tuple):
            offered = tuple(one for one in value if self._offers(question, one))
            return offered if offered or not value else Missing.PENDING
        return value if self._offers(question, value) else Missing.PENDING

    def _offers(self, question, value):
        choice = question.choice(value) if question.choices else None
        return choice is None or self.truth(choice.when) is not False

    def _derive(self, derived):
        for rule in derived.rules:
            truth = self.truth(rule.when)
            if truth:
                return rule.value
            if truth is None:
                return Missing.PENDING
        return Missing.ABSENT


def department_of(situation):
    code = situation.state("departement")
    return situation.rule_set.departments.get(code, Department(""))


def department_missing(situation):
    return situation.state("departement") in (Missing.PENDING, Missing.UNKNOWN)


def channel_of(situation, procedure):
    """Return (state of the fact, channel found, condition or fact that it waits for)."""
    rule_set = situation.rule_set
    if department_missing(situation) and procedure.id in rule_set.local_procedures:
        return Missing.PENDING, None, "commune"
    for department in (department_of(situation), rule_set.national):
        concerned = [one for one in department.channels if specificity(one, procedure)]
        for channel in sorted(concerned, key=lambda one: -specificity(one, procedure)):
            truth = situation.truth(channel.when)
            if truth:
                return channel.kind, channel, None
            if truth is None:
                return Missing.PENDING, None, channel.when
    return Missing.ABSENT, None, None


def documents_of(situation, procedure):
    """Return the lines of a procedure's list with what the préfecture makes of each."""
    missing = department_missing(situation)
    departments = situation.rule_set.departments.values()
    concerned = departments if missing else [department_of(situation)]
    overrides = [one.overrides[procedure.id] for one in concerned if procedure.id in one.overrides]
    dropped = {name for one in overrides for name in one.drop_documents}
    entries = [
        (entry, None if entry.documents[0] in dropped and not entry.one_of else True)
        for entry in procedure.documents
        if missing or entry.one_of or entry.documents[0] not in dropped
    ]
    added = None if missing else True
    return entries + [(entry, added) for one in overrides for entry in one.add_documents]


def lines(situation):
    """Return what each listed procedure is worth: {id: (certain, recommended, channel, lines)}."""
    found = {}
    for members in situation.rule_set.tracks.values():
        beaten = False
        for procedure in members:
            truth = situation.truth(procedure.when)
            if truth or (truth is None and not beaten):
                found[procedure.id] = (
                    truth is True,
                    bool(truth and not beaten),
                    *_details(situation, procedure),
                )
            beaten = beaten or bool(truth)
    return found


def _details(situation, procedure):
    state, channel, _ = channel_of(situation, procedure)
    view = situation.seen_by(state)
    papers = {}
    for entry, local in documents_of(situation, procedure):
        truth = all_of((local, view.truth(entry.when)))
        if truth is not False:
            key = (entry.documents, entry.one_of)
            papers[key] = papers.get(key, False) or truth is True
    truths = [view.truth(one.when) for one in (*procedure.steps, *procedure.costs)]
    others = [truth is True for truth in truths if truth is not False]
    warnings = [one.text for one in procedure.warnings if view.truth(one.when)]
    return channel, papers, others, warnings


class PlainNeeds:
    """Collects the facts that keep conditions unknown, as ``relevance.Needs`` does."""

    def __init__(self, situation, *, unknown_too=False, later_rules=False):
        self.situation = situation
        self.questions = set()
        self.unknown_too = unknown_too
        self.later_rules = later_rules
        self.seen = set()

    def add(self, condition, view=None):
        for fact in truth_and_unknown_facts(condition, view or self.situation)[1]:
            self.add_fact(fact)

    def add_fact(self, fact):
        rule_set = self.situation.rule_set
        if fact in self.seen:
            return
        self.seen.add(fact)
        if fact in rule_set.questions:
            state = self.situation.state(fact)
            if state is Missing.PENDING or (self.unknown_too and state is Missing.UNKNOWN):
                self.questions.add(fact)
                self.add(rule_set.questions[fact].when)
        elif fact in rule_set.derived_facts:
            for rule in rule_set.derived_facts[fact].rules:
                truth = self.situation.truth(rule.when)
                if truth:
                    break
                self.add(rule.when)
                if truth is None and not self.later_rules:
                    break
        elif fact in BASES:
            self.add_fact(BASES[fact])

    def add_details(self, procedure, *, whatever_follows=False):
        state, _, waiting_for = channel_of(self.situation, procedure)
        if whatever_follows and state is Missing.PENDING:
            self.add_every_channel(procedure)
        if waiting_for == "commune":
            self.add_fact("commune")
        elif waiting_for is not None:
            self.add(waiting_for)
        view = self.situation.seen_by(state)
        entries = [entry for entry, _ in documents_of(self.situation, procedure)]
        for one in (*entries, *procedure.steps, *procedure.costs):
            self.add(one.when, view)
        for step in procedure.steps:
            truth = view.truth(step.when)
            if truth or (truth is None and whatever_follows):
                ends = [end for end in (step.opens, step.closes) if end is not None and end.fact]
                for end in ends:
                    self.add_fact(end.fact)

    def add_every_channel(self, procedure):
        for department in self.situation.rule_set.departments.values():
            for channel in department.channels:
                if specificity(channel, procedure):
                    self.add(channel.when)

    def askable(self):
        return [
            key
            for key, question in self.situation.rule_set.questions.items()
            if key in self.questions
            and self.situation.state(key) is Missing.PENDING
            and self.situation.truth(question.when)
        ]


def needed(situation):
    """Return (all needed questions, those that can be asked now in turn)."""
    needs = PlainNeeds(situation)
    for members in situation.rule_set.tracks.values():
        better = PlainNeeds(situation)
        for procedure in members:
            truth = situation.truth(procedure.when)
            if truth is None:
                needs.add(procedure.when)
                better.add(procedure.when)
            elif truth:
                if not better.askable():
                    needs.add_details(procedure)
                break
    return needs.questions, needs.askable()


def left(situation):
    """Return the bound on the questions still to come."""
    needs = PlainNeeds(situation, later_rules=True)
    for members in situation.rule_set.tracks.values():
        for procedure in members:
            truth = situation.truth(procedure.when)
            if truth is not False:
                needs.add(procedure.when)
                needs.add_details(procedure, whatever_follows=True)
            if truth:
                break
    return sum(
        situation.state(key) is Missing.PENDING
        and situation.truth(situation.rule_set.questions[key].when) is not False
        for key in needs.questions
    )


def keeps_possible(situation, procedure):
    needs = PlainNeeds(situation, unknown_too=True)
    needs.add(procedure.when)
    return [key for key in situation.rule_set.questions if key in needs.questions]
