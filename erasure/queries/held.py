"""How much is held of somebody in each place, counted for the preview and kept with the erasure."""

from typing import Any

from django.db.models import Q

from audit.models import PersonalValue, PersonalValueQuerySet
from erasure.queries.subject import LABEL, Subject
from households.models import PrintedSheet
from imports.jobs.actions.forgetting import find
from imports.models import State
from offline.pending.queries.erasing import naming
from privacy.models import SubjectRequest
from privacy.models.request import SubjectRequestQuerySet


def held_of(subject: Subject) -> dict[str, int]:
    """Count what is held: people, households, values of the journal, rows and files of imports, sheets, requests."""
    files = [find(commune=one, whom=subject.whom) for one in subject.communes]
    kept = [one for found in files for one in found.sources if one.stored_as]
    return {
        "people": len(subject.people),
        "homes": len(subject.family) if subject.whom.whole else 0,
        "journal": journal_of(subject).count(),
        "rows": sum(found.rows for found in files),
        "files": len(kept),
        "checked": sum(one.state == State.CHECKED for one in kept),
        "sheets": _sheets(subject),
        "requests": requests_of(subject).count(),
        "sent": sum(1 for _one in naming(**sent_about(subject))),
    }


def sent_about(subject: Subject) -> dict[str, Any]:
    """Return whom and where what was sent without a network is looked through for."""
    whole = subject.whom.whole
    return {
        "communes": subject.communes,
        "homes": {one.uuid for one in subject.family} if whole else set(),
        "residents": subject.whom.residents,
        "named": subject.named,
    }


def journal_of(subject: Subject) -> PersonalValueQuerySet:
    """Return the personal values of the journal that are about the household; of one person those, and untold ones."""
    keys = [str(one.pk) for one in subject.family]
    found = PersonalValue.unscoped.filter(entry__subject=LABEL, entry__subject_key__in=keys)
    if subject.whom.whole:
        return found
    about = [f"{one._meta.label_lower}:{one.pk}" for one in subject.people]
    return found.filter(about__in=["", *about])


def requests_of(subject: Subject) -> SubjectRequestQuerySet:
    """Return the requests about them; of one person also those that name only the household."""
    rows = SubjectRequest.unscoped.filter(household__in=subject.family)
    if subject.whom.whole:
        return rows
    return rows.filter(Q(resident=None) | Q(resident__in=subject.people))


def _sheets(subject: Subject) -> int:
    """Count the printed sheets on whose paper the household stands: what is kept of them are keys alone."""
    keys = subject.whom.households
    sheets = PrintedSheet.unscoped.filter(village__in=subject.whom.villages)
    rows = sheets.values_list("rows", flat=True)
    return sum(any(row[0] in keys for row in one) for one in rows.iterator(200))
