"""What residents are told and ask about the data that is kept of them, and what becomes of a breach of it."""

from privacy.models.breach import Breach, BreachQuerySet
from privacy.models.notice import ProcessingNotice
from privacy.models.request import (
    Asker,
    Channel,
    Decision,
    Ground,
    Kind,
    SubjectRequest,
    SubjectRequestQuerySet,
)

__all__ = [
    "Asker",
    "Breach",
    "BreachQuerySet",
    "Channel",
    "Decision",
    "Ground",
    "Kind",
    "ProcessingNotice",
    "SubjectRequest",
    "SubjectRequestQuerySet",
]
