"""What residents are told about the data that is kept of them, and what becomes of a breach of it."""

from privacy.models.breach import Breach, BreachQuerySet
from privacy.models.notice import ProcessingNotice

__all__ = ["Breach", "BreachQuerySet", "ProcessingNotice"]
