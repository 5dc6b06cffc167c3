"""What can be proved of a rule set before anybody uses it: exact, over every set of answers.

Lowest first: ``diagrams`` (functions of answers as graphs), ``domains`` (answers that no rule
tells apart), ``rules_of`` (every rule with its place), ``space`` (what a rule set makes of
answers), then what is looked for in it.
"""
