"""Published figures are entered once and withdrawn with a reason; none is changed, none deleted."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import differences, record
from periodic.models import PublishedFigure
from periodic.models.published import IDENTITY
from periodic.naming.queries import refuse_names
from periodic.published.queries import loaded_with

# What people write freely.
_FREE = ("name", "note")


class Fields(TypedDict, total=False):
    """What a source said."""

    day: date
    is_month: bool
    figure: str
    name: str
    about: str
    value: Decimal
    of: int | None
    unit: str
    note: str
    source: str
    link: str


class Known(Exception):
    """The same figure of the same day and source stands already."""


class Withdrawn(Exception):
    """Somebody else has withdrawn it."""


@transaction.atomic
def enter_figure(*, by: Any, area: Area, **said: Unpack[Fields]) -> PublishedFigure:
    """Enter what a source said of a unit; ValueError for a day to come, Named, Known for what stands already."""
    _refuse_names(area, [said])
    return _enter(by, area, timezone.now(), said)


def _refuse_names(area: Area, rows: Sequence[Fields]) -> None:
    """Raise Named where one of the rows names a resident; all are compared at once."""
    texts = (
        (f"{name}-{n}", str(one.get(name, ""))) for n, one in enumerate(rows) for name in _FREE
    )
    refuse_names(area, dict(texts))


def _enter(by: Any, area: Area, at: datetime, said: Fields) -> PublishedFigure:
    not_later_than_today(said["day"])
    row = PublishedFigure(area=area, entered_by=by, entered_at=at, **said)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if _stands(row):
            raise Known from None
        raise
    changes = differences({}, said)
    record(by, gettext_noop("Ghi số đã công bố"), row, changes)
    return row


@transaction.atomic
def withdraw_figure(*, by: Any, figure: PublishedFigure, why: str) -> PublishedFigure:
    """Withdraw a figure with a reason; it remains to be read. Raises Withdrawn for one that was, Named."""
    refuse_names(figure.area, {"why": why})
    return _withdraw(by, figure, why)


def _withdraw(by: Any, figure: PublishedFigure, why: str) -> PublishedFigure:
    row = PublishedFigure.unscoped.select_for_update().get(pk=figure.pk)
    if row.withdrawn_at:
        raise Withdrawn
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by, timezone.now(), why
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    record(by, gettext_noop("Rút số đã công bố"), row, {"withdrawn_why": ["", why]})
    return row


@transaction.atomic
def withdraw_loaded(*, by: Any, figure: PublishedFigure, why: str) -> int:
    """Withdraw all that came in by the same file as a figure; return how many.

    Raises Withdrawn where none is left, Named.
    """
    refuse_names(figure.area, {"why": why})
    rows = list(loaded_with(figure))
    if not rows:
        raise Withdrawn
    for row in rows:
        _withdraw(by, row, why)
    return len(rows)


@transaction.atomic
def load_figures(
    *, by: Any = None, area: Area, rows: list[Fields], again: bool = False
) -> list[PublishedFigure]:
    """Enter the figures of a file, all of one moment; one that stands is left as it is.

    So is one that was withdrawn, unless a person says that it comes in again. Raises Named.
    """
    at, made = timezone.now(), list[PublishedFigure]()
    known = PublishedFigure.unscoped.filter(area=area)
    known = known.filter(withdrawn_at=None) if again else known
    fresh = [said for said in rows if not known.filter(**_same(said)).exists()]
    _refuse_names(area, fresh)
    for said in fresh:
        # It stands twice in the file, or somebody else has just entered it.
        with suppress(Known):
            made.append(_enter(by, area, at, said))
    return made


def _same(said: Fields) -> dict[str, Any]:
    return {name: said[name] for name in IDENTITY if name != "area"}  # type: ignore[literal-required]  # names of Fields


def _stands(row: PublishedFigure) -> bool:
    same = {name: getattr(row, name) for name in IDENTITY}
    return PublishedFigure.unscoped.filter(withdrawn_at=None, **same).exists()
