"""Published figures are entered once and withdrawn with a reason; none is changed, none deleted."""

from datetime import date
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
    not_later_than_today(said["day"])
    refuse_names(area, {"name": said.get("name", ""), "note": said.get("note", "")})
    row = PublishedFigure(area=area, entered_by=by, entered_at=timezone.now(), **said)
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
    row = PublishedFigure.unscoped.select_for_update().get(pk=figure.pk)
    if row.withdrawn_at:
        raise Withdrawn
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by, timezone.now(), why
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    record(by, gettext_noop("Rút số đã công bố"), row, {"withdrawn_why": ["", why]})
    return row


@transaction.atomic
def load_figures(*, area: Area, rows: list[Fields]) -> int:
    """Enter the figures of a file; one that was ever entered, even withdrawn since, is left as it is."""
    made = 0
    for said in rows:
        same = {name: said[name] for name in IDENTITY if name != "area"}  # type: ignore[literal-required]  # names of Fields
        if not PublishedFigure.unscoped.filter(area=area, **same).exists():
            enter_figure(by=None, area=area, **said)
            made += 1
    return made


def _stands(row: PublishedFigure) -> bool:
    same = {name: getattr(row, name) for name in IDENTITY}
    return PublishedFigure.unscoped.filter(withdrawn_at=None, **same).exists()
