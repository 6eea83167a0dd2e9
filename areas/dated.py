"""Days and months; rows that hold from a day on until another: the question, the columns, what the database refuses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from web.fields import DayField, DayInput
from web.scope import ScopedQuerySet

_MONTH = re.compile("(20[0-9]{2})-(0?[1-9]|1[0-2])")
FUTURE = _("Ngày này chưa đến. Ghi hôm nay hoặc một ngày trước đó.")


def month_of(day: date, back: int = 0) -> date:
    """Return the first day of the month of a day, or so many months before it (after it, when negative)."""
    number = day.year * 12 + day.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month_of(month, -1) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    month = month_of(day, -months)
    return month.replace(day=min(day.day, last_day(month).day))


def months_to(day: date, months: int = 12) -> list[date]:
    """Return the first days of the months that end with the month of a day, oldest first."""
    return [month_of(day, back) for back in range(months - 1, -1, -1)]


def read_month(text: Any) -> date | None:
    """Read "2026-05" from an address or a form; None for whatever is no month of this century."""
    found = _MONTH.fullmatch(str(text or ""))
    return date(int(found[1]), int(found[2]), 1) if found else None


class Lasting(Protocol):
    """What opened on a day, and closed on one or not yet."""

    @property
    def opened_on(self) -> date:
        """The first day."""

    @property
    def closed_on(self) -> date | None:
        """The first day on which it is there no more."""


def is_to_come(day: date | None) -> bool:
    """Say of a day whether it is later than today."""
    return day is not None and day > timezone.localdate()


def not_later_than_today(day: date | None) -> None:
    """Raise ValueError for a day that is still to come: what was done is never later than today."""
    if day is not None and day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def done_on(day: date | None, words: Any = FUTURE) -> date:
    """Return the day of a form, today for none; refuse one that is still to come in these words."""
    if is_to_come(day):
        raise ValidationError(words)
    return day or timezone.localdate()


class DoneDay(DayField):
    """The day on which something was done: today where it is left blank, never one that is still to come."""

    widget = DayInput(past=True)

    def clean(self, value: Any) -> date:
        """Default to today, and refuse days to come."""
        return done_on(super().clean(value))


def not_ended(day: date, ends: str = "valid_to", *, inclusive: bool = False) -> Q:
    """Say of a row that it has not ended by a day; `inclusive`: its end is the last day it holds."""
    return Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__{'gte' if inclusive else 'gt'}": day})


def recorded_before(moment: datetime, column: str = "recorded_at") -> Q:
    """Say of a row that it was written before a moment; not known when counts as written in time."""
    return Q(**{column: None}) | Q(**{f"{column}__lt": moment})


class DatedQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows with a first day and an end, which is the day after the last (or the last itself, where `inclusive`)."""

    starts, ends, inclusive = "valid_from", "valid_to", False

    def on(self, day: date) -> Self:
        """Keep what holds on this day: begun on it counts, ended on it does not."""
        begun = {f"{self.starts}__lte": day}
        return self.filter(not_ended(day, self.ends, inclusive=self.inclusive), **begun)

    def open(self) -> Self:
        """Keep what has no end."""
        return self.filter(**{self.ends: None})


class Recorded(models.Model):
    """A fact with the moment it was written; NULL is not known, which counts as written in time."""

    recorded_at = models.DateTimeField(
        _("ghi lúc"), default=timezone.now, null=True, editable=False
    )

    class Meta:
        abstract = True


class Dated(Recorded):
    """A fact that holds during one stretch of time, end excluded."""

    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        abstract = True


def ends_after(
    name: str, starts: str = "valid_from", ends: str = "valid_to", *, same_day: bool = True
) -> models.CheckConstraint:
    """Build the rule that a row ends after it starts, or on the same day at the earliest."""
    after = Q(**{f"{ends}__{'gte' if same_day else 'gt'}": F(starts)})
    return models.CheckConstraint(name=name, condition=Q(**{f"{ends}__isnull": True}) | after)


@dataclass(frozen=True)
class NoOverlap:
    """The rule of one table that no two rows alike hold on one day, for a migration.

    `alike` are conditions, any of which makes the row NEW and another row `o` alike; `words` is what
    the engine says then. `inclusive`: the end is the last day. `one_by_one` is a column by whose
    value PostgreSQL lets writers wait for each other: else neither sees the other's row before it is
    committed. A row of no day at all, where the end is excluded, overlaps nothing.
    """

    table: str
    name: str
    alike: Sequence[str]
    words: str
    ends: str = "valid_to"
    inclusive: bool = False
    one_by_one: str = ""

    def protect(self, apps: Any, schema_editor: Any) -> None:
        """Add the triggers."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(self._postgres())
            return
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {self.name}_no_{verb.lower()} BEFORE {verb} ON "
                f"{self.table} WHEN EXISTS ({self._clash()}) "
                f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            )

    def release(self, apps: Any, schema_editor: Any) -> None:
        """Take the triggers away."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_no_overlap ON {self.table}")
            return
        for verb in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_no_{verb}")

    def _clash(self) -> str:
        """Select something where NEW holds on a day of another row that is like it."""
        pairs = [("o", "NEW"), ("NEW", "o")]
        if not self.inclusive:
            pairs += [("o", "o"), ("NEW", "NEW")]
        less = "<=" if self.inclusive else "<"
        days = " AND ".join(
            f"{one}.valid_from {less} COALESCE({other}.{self.ends}, '9999-12-31')"
            for one, other in pairs
        )
        return " UNION ALL ".join(
            f"SELECT 1 FROM {self.table} o WHERE {alike} AND o.id <> COALESCE(NEW.id, -1) AND {days}"  # noqa: S608 - our own names
            for alike in self.alike
        )

    def _postgres(self) -> str:
        wait = (
            f"PERFORM pg_advisory_xact_lock(hashtext('{self.table}'), NEW.{self.one_by_one}::int);"
        )
        return f"""
CREATE OR REPLACE FUNCTION {self.name}_check() RETURNS trigger AS $$
BEGIN {wait if self.one_by_one else ""} IF EXISTS ({self._clash()}) THEN RAISE EXCEPTION '{self.words}'
 USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql SET enable_seqscan = off;
CREATE TRIGGER {self.name}_no_overlap BEFORE INSERT OR UPDATE ON {self.table}
FOR EACH ROW EXECUTE FUNCTION {self.name}_check();
"""
