"""One person asks for an erasure, a second one of the commune confirms it; where there is none, the same with their password."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from erasure.actions.erasing import erase
from erasure.models import Erasure
from erasure.queries.decisions import second_people
from erasure.rules.words import ANSWER
from households.models import Household, Resident
from privacy.models import Decision, SubjectRequest
from privacy.requests.actions import answer


class NeedsSecondPerson(Exception):
    """Whoever asked may not confirm it: the commune has somebody else."""


class NotWaiting(Exception):
    """The erasure was confirmed or withdrawn meanwhile."""


@transaction.atomic
def ask(
    *,
    by: Any,
    household: Household,
    resident: Resident | None = None,
    request: SubjectRequest | None = None,
) -> Erasure:
    """Ask for an erasure; asked twice, it waits once."""
    household = locked(household)
    rows = Erasure.unscoped.waiting().of(household, resident)
    if waiting := rows.first():
        return waiting
    erasure = Erasure(
        household=household,
        resident=resident,
        request=request.uuid if request else None,
        asked_by=by,
    )
    erasure.save()
    record(by, gettext_noop("Đề nghị xóa dữ liệu cá nhân"), household, _whom(resident))
    return erasure


@transaction.atomic
def confirm(*, by: Any, erasure: Erasure, alone: bool = False) -> Erasure:
    """Do what was asked: by a second person, or `alone` where the commune has none (the password was given).

    Raises NeedsSecondPerson for whoever asked while there is a second one, NotWaiting for what is over.
    """
    erasure = _waiting(erasure)
    if by.pk == erasure.asked_by_id:
        if not alone or second_people(erasure.household, by):
            raise NeedsSecondPerson
        erasure.alone = True
    requests = SubjectRequest.unscoped.filter(uuid=erasure.request) if erasure.request else None
    request = requests.first() if requests else None
    done = erase(by=by, subject=erasure.subject, request=request, erasure=erasure)
    if request and request.is_open:
        answer(by=by, request=request, decision=Decision.DONE, text=str(ANSWER))
    return done


@transaction.atomic
def withdraw(*, by: Any, erasure: Erasure) -> Erasure:
    """Take back what was asked, or do not confirm it: nothing was erased. Raises NotWaiting."""
    erasure = _waiting(erasure)
    erasure.withdrawn_by, erasure.withdrawn_at = by, timezone.now()
    erasure.save(update_fields=["withdrawn_by", "withdrawn_at"])
    verb = gettext_noop("Không xóa dữ liệu cá nhân")
    record(by, verb, erasure.household, _whom(erasure.resident))
    return erasure


def _waiting(erasure: Erasure) -> Erasure:
    erasure = locked(erasure, "household", "resident__household")
    if not erasure.is_waiting:
        raise NotWaiting
    return erasure


def _whom(resident: Resident | None) -> dict[str, Any]:
    return {"erased": [None, resident.code]} if resident else {}
