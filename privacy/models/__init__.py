"""Tables of the rights of residents."""

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
    "Channel",
    "Decision",
    "Ground",
    "Kind",
    "SubjectRequest",
    "SubjectRequestQuerySet",
]
