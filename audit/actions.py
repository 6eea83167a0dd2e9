"""The one write of this app: every action of the project calls it inside its own transaction."""

from collections.abc import Collection, Iterable, Mapping
from secrets import token_hex
from typing import Any

from django.db import models, transaction

from audit.models import AuditEntry, PersonalValue
from audit.personal import EMPTY, KEY_LENGTH, apart, folded, marks
from web.bulk import NewRows
from web.scope import place_of

# One of many: what it was done to, where, what changed, and maybe whom that is about.
type Row = (
    tuple[models.Model, str, Mapping[str, Any]]
    | tuple[models.Model, str, Mapping[str, Any], models.Model | None]
)


def record(
    by: Any,
    verb: str,
    subject: models.Model,
    changes: Mapping[str, Any] | None = None,
    *,
    place: str | None = None,
    document: str = "",
    about: models.Model | None = None,
) -> AuditEntry:
    """Write down that `by` did `verb` to `subject`, at its own place or at the one given.

    `by` is a user, or None for the system itself. `verb` is a Vietnamese phrase marked with
    `gettext_noop`, shown translated. `changes` maps a field to `[before, after]`; what is personal
    of them is kept beside the entry (`audit.personal`), and is `about` this person where that is known.
    """
    where = place_of(subject) if place is None else place
    entry, personal = _entry(by, verb, (subject, where, changes or {}, about))
    entry.document = document
    entry.save()
    if personal:
        PersonalValue.unscoped.bulk_create(personal)
    return entry


def record_change[M: models.Model](
    by: Any,
    verb: str,
    row: M,
    facts: Mapping[str, Any],
    *,
    known: Collection[str] = (),
    document_in: str = "",
) -> M:
    """Revise a row (`revise`), save it with its next version, write down what changed, and return it.

    A new row is saved as it is; of one that says all that already nothing is written. `document_in`
    names the field that holds the number of its document.
    """
    changes = revise(row, facts, known)
    if changes or row.pk is None:
        save_next(row)
        document = str(getattr(row, document_in)) if document_in else ""
        record(by, verb, row, changes, document=document)
    return row


def save_next(row: Any) -> None:
    """Save a row, with its next version where it was there before."""
    if row.pk is not None and hasattr(row, "version"):
        row.version += 1
    row.save()


def revise(
    row: models.Model, facts: Mapping[str, Any], known: Collection[str] = ()
) -> dict[str, list[Any]]:
    """Let a row say this from now on, and return what that changes; the caller saves it.

    Raises TypeError for a fact that is not among the `known` ones, where those are given.
    """
    if known and (strange := facts.keys() - set(known)):
        raise TypeError(", ".join(sorted(strange)))
    changes = changes_to(row, facts)
    for name, value in facts.items():
        setattr(row, name, value)
    return changes


def changes_to(row: models.Model, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what facts would change of a row: `[before, after]` of each; a new one said nothing."""
    before = {} if row.pk is None else {name: getattr(row, name) for name in facts}
    return differences(before, facts)


def locked[M: models.Model](row: M, *along: str) -> M:
    """Read a row again and lock it until the transaction ends; `along` are read with it."""
    scoped: Any = row.__class__  # A user of a request stands behind a lazy object of another type.
    rows = scoped.unscoped.select_for_update(of=("self",))
    # Without a name Django would read along whatever the row points at.
    found: M = (rows.select_related(*along) if along else rows).get(pk=row.pk)
    return found


def record_many(
    *,
    by: Any,
    verb: str,
    rows: Iterable[Row],
    document: str = "",
) -> list[AuditEntry]:
    """Write down that `by` did `verb` to many subjects at once: (subject, place, changes, about) each."""
    pairs = [_entry(by, verb, row) for row in rows]
    for entry, _personal in pairs:
        entry.document = document
    entries = NewRows(AuditEntry, [entry for entry, _personal in pairs]).insert()
    if personal := [one for _entry, some in pairs for one in some]:
        NewRows(PersonalValue, personal).insert()
    return entries


@transaction.atomic
def forget(
    *,
    subject: str,
    keys: Collection[str],
    about: str | None,
    values: Collection[str] = (),
) -> int:
    """Erase for good what is personal in the entries of these subjects; return how many values went.

    All of it where `about` is None. Else what is about that person ("households.resident:12"), what
    reads as one of `values` whoever it is about, and what nobody said of whom it is: an entry of before
    does not say so. The entries stay, with marks that tell nothing any more.
    """
    found = PersonalValue.unscoped.filter(entry__subject=subject, entry__subject_key__in=keys)
    if about is not None:
        sought = {folded(value) for value in values}
        gone = [
            one.pk
            for one in found.iterator()
            if one.about in {"", about} or not sought.isdisjoint(map(folded, one.pair))
        ]
        found = PersonalValue.unscoped.filter(pk__in=gone)
    return found.delete()[0]


def _entry(by: Any, verb: str, row: Row) -> tuple[AuditEntry, list[PersonalValue]]:
    """Build an entry, and what is personal of it."""
    subject, place, changes, *about = row
    whom = next((f"{one._meta.label_lower}:{one.pk}" for one in about if one), "")
    personal = list[PersonalValue]()
    entry = AuditEntry(
        actor=getattr(by, "username", ""),
        actor_name=getattr(by, "full_name", ""),
        verb=verb,
        subject=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_label=getattr(subject, "label_in_journal", None) or str(subject),
        place=place,
        changes=dict(changes),
    )
    for name, pair in changes.items():
        if apart(entry.subject, name) and any(value not in EMPTY for value in pair):
            one = PersonalValue(entry=entry, field=name, about=whom, key=token_hex(KEY_LENGTH))
            one.before, one.after = pair[:2]
            entry.changes[name] = marks(one.key, pair[:2])
            personal.append(one)
    return entry, personal


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Pair the values that differ, as text where JSON has no word for them."""
    return {
        key: [_plain(before.get(key)), _plain(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
