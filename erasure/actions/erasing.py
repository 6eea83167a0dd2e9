"""Somebody is erased everywhere at once: register, journal, files, requests, what passes by; one transaction, then the disk."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from erasure.actions.listing import note_erased
from erasure.actions.passing import forget_passing
from erasure.models import Erasure
from erasure.queries.held import held_of, requests_of, sent_about
from erasure.queries.judging import naming_texts
from erasure.queries.subject import Subject, subject_of
from households.erasing.actions import erase_household, erase_resident
from households.models import Household, Resident
from imports.jobs.actions.forgetting import forget
from offline.pending.actions import forget_sent
from privacy.models import SubjectRequest
from web.keeping import remove_once_committed

# What of a request may name somebody (`SubjectRequest.PERSONAL`): it stays, with what was decided and when.
_OF_REQUESTS = ("requester", "words", "answer", "extended_why", "lifted_why")


@transaction.atomic
def erase(
    *,
    by: Any,
    subject: Household | Resident,
    request: SubjectRequest | None = None,
    erasure: Erasure | None = None,
) -> Erasure:
    """Erase a resident, or a household with all its people, wherever the database and its files name them.

    Kept are skills, sex, age group and every sum. Done twice, it is done once more: nothing more is found. When
    it is committed, files go from the disk and the list beside the backups is written. `erasure` is the decision
    that was confirmed; without one (after a restore) a row is made.
    """
    person = subject if isinstance(subject, Resident) else None
    household = person.household if person else subject
    about = subject_of(household, person)  # type: ignore[arg-type]  # one of the two is there
    row = erasure or Erasure(household=about.household, resident=person)
    row.found = held_of(about)
    # By keys alone: afterwards nobody could find them by the name.
    row.found["judge"] = naming_texts(about.communes, about.named)
    for name in _forget_files(about):
        remove_once_committed(name)
    code = request.code if request else ""
    if person is None:
        erase_household(by=by, household=about.household, request=code)
    else:
        erase_resident(by=by, resident=person, request=code)
    row.found["passing"] = forget_passing(about.named)
    _forget_requests(about)
    forget_sent(**sent_about(about))
    if row.confirmed_at is None:
        row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save()
    transaction.on_commit(lambda: note_erased(Erasure.unscoped.get(pk=row.pk)), robust=True)
    return row


def _forget_files(about: Subject) -> list[str]:
    """Let the files of every commune forget them; return under which names bytes are to go from the disk."""
    pairs = [forget(commune=one, whom=about.whom) for one in about.communes]
    return [name for _found, names in pairs for name in names]


def _forget_requests(about: Subject) -> None:
    """Empty what requests about the household say of whoever is erased."""
    for row in requests_of(about):
        said = {name: getattr(row, name) for name in _OF_REQUESTS}
        emptied = {
            name: "" if row.resident_id in about.whom.residents else about.named.without(words)
            for name, words in said.items()
        }
        SubjectRequest.unscoped.filter(pk=row.pk).update(**emptied)
