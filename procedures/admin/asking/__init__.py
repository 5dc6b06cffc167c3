"""« Demander une pièce »: the paper, the procedure, then the form that asks for it, filled in."""

from .asking_page import asking_page
from .prefilled import Prefilled, PrefilledForm, SourcedForm

__all__ = ["Prefilled", "PrefilledForm", "SourcedForm", "asking_page"]
