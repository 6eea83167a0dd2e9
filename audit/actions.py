"""The one write of this room: every action of the house calls it inside its own transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from audit.models import AuditEntry
from web.bulk import NewRows


def record(
    *,
    by: Any,
    verb: str,
    subject: models.Model,
    place: str,
    changes: Mapping[str, Any] | None = None,
    document: str = "",
) -> AuditEntry:
    """Write down that `by` did `verb` to `subject` at `place`.

    `by` is a user, or None for the system itself. `verb` is a Vietnamese phrase marked with
    `gettext_noop`, shown translated. `changes` maps a field to `[before, after]`.
    """
    entry = _entry(by, verb, subject, place, changes, document)
    entry.save()
    return entry


def record_many(
    *,
    by: Any,
    verb: str,
    rows: Sequence[tuple[models.Model, str, Mapping[str, Any]]],
) -> list[AuditEntry]:
    """Write down that `by` did `verb` to many subjects at once: (subject, place, changes) each."""
    return entries(by=by, verb=verb, rows=rows).insert()


def entries(
    *,
    by: Any,
    verb: str,
    rows: Iterable[tuple[models.Model, str, Mapping[str, Any]]],
) -> NewRows[AuditEntry]:
    """Make ready what `record_many` writes, before the subjects themselves are there."""
    found = [(one, _entry(by, verb, one, place, changes, "")) for one, place, changes in rows]
    subjects = {id(entry): subject for subject, entry in found}
    late: dict[str, Callable[[AuditEntry], str]] = {
        "subject_key": lambda entry: str(subjects[id(entry)].pk),
        "subject_label": lambda entry: _label(subjects[id(entry)]),
    }
    waits = any(subject.pk is None for subject in subjects.values())
    return NewRows(AuditEntry, [entry for _, entry in found], late if waits else None)


def _entry(
    by: Any,
    verb: str,
    subject: models.Model,
    place: str,
    changes: Mapping[str, Any] | None,
    document: str,
) -> AuditEntry:
    return AuditEntry(
        actor=getattr(by, "username", ""),
        actor_name=getattr(by, "full_name", ""),
        verb=verb,
        subject=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_label=_label(subject),
        place=place,
        changes=dict(changes or {}),
        document=document,
    )


def _label(subject: models.Model) -> str:
    return str(getattr(subject, "audit_label", None) or subject)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Pair the values that differ, as text where JSON has no word for them."""
    return {
        key: [_plain(before.get(key)), _plain(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
