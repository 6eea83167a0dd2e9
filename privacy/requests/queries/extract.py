"""All that is kept of one person, in plain words: what they are given who ask for a copy.

Of the others in the household nothing is told but how many they are and what they are to the head.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from households.models import Household, Resident
from households.register.queries.history import family_of
from privacy.models import SubjectRequest
from privacy.requests.queries import facts, traces
from privacy.requests.queries.part import BROUGHT, Bring, Part, Subject

OURS: tuple[Bring, ...] = (
    facts.of_person,
    facts.of_household,
    traces.surveys,
    traces.confirmations,
    traces.movements,
    traces.entries,
    traces.printed,
    traces.requests,
)


@dataclass(frozen=True)
class Extract:
    """What is kept of a person, as of a moment, by what request it was asked."""

    request: SubjectRequest
    subject: Subject
    at: datetime
    parts: list[Part]


def extract_of(request: SubjectRequest) -> Extract:
    """Put together all that is kept of the person of a request; who read it stands last.

    Raises Resident.DoesNotExist for a request that is about no one person.
    """
    people = Resident.unscoped.select_related("household__village__commune")
    person = people.get(pk=request.resident_id)
    homes = Household.unscoped.select_related("village")
    home: Household = person.household
    family = list(homes.filter(pk__in=[one.pk for one in family_of(home)]).order_by("pk"))
    subject = Subject(person, home, family)
    parts = [bring(subject) for bring in (*OURS, *BROUGHT, traces.readers)]
    return Extract(request, subject, timezone.now(), parts)
