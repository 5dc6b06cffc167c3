"""Proofs about a rule set, exact over every set of answers, before anybody uses it.

From the lowest layer up: ``diagrams`` (functions of answers as graphs), ``domains`` (answers that
no rule tells apart), ``rules_of`` (every rule with its place), ``space`` (the variables of
diagrams), ``meaning`` (a rule set as diagrams), then the searches for findings.
"""
