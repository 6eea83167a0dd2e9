"""The one write of this room: every action of the house calls it inside its own transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from audit.models import AuditEntry


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
    return AuditEntry.unscoped.bulk_create(
        _entry(by, verb, subject, place, changes, "") for subject, place, changes in rows
    )


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
        subject_label=getattr(subject, "audit_label", None) or str(subject),
        place=place,
        changes=dict(changes or {}),
        document=document,
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Pair the values that differ, as text where JSON has no word for them."""
    return {
        key: [_plain(before.get(key)), _plain(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
