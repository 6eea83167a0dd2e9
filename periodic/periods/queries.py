"""Which periods somebody may read, which units report for one, and whether anything of it may still change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area, AreaQuerySet, MovedDay, Placement
from areas.models.area import BY_KEY
from areas.working_days import after_working_days, counted
from periodic.models import Extension, Period, Reopening, Schedule, Span
from periodic.models.schedule import PeriodQuerySet
from periodic.periods.rules import Days, name_of, short_name_of
from web.scope import is_key, keys_along, territory_path

_READS = "periodic.view_report"
# The levels that report, to whoever asks above them; the unit that asks sums up.
_REPORTING = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def readable(user: Any) -> QuerySet[Period]:
    """Return the periods that concern somebody's place: asked for inside it, or of it by units above."""
    if not _may_read(user):
        return Period.unscoped.none()
    return concerning(user.area).select_related("schedule__area", "schedule__form")


def readable_one(user: Any, uuid: UUID) -> Period | None:
    """Return the period with this key if it concerns somebody's place.

    What a province asks, or the country asks of it, does: it is not looked for in the tree, which takes longer to plan
    than to read. All other units may have come later to the one that asks.
    """
    if _may_read(user) and user.area.level == Level.PROVINCE:
        found = _with_chosen(uuid)
        if found and is_asked(found, user.area):
            return found
    return readable(user).filter(uuid=uuid).first()


def _with_chosen(uuid: UUID) -> Period | None:
    """Read a period, and with it that nobody was chosen: mostly so, and then nobody is looked for."""
    some = Schedule.chosen.through.objects.filter(schedule=OuterRef("schedule"))
    rows: Any = Period.unscoped.filter(uuid=uuid).annotate(chooses=Exists(some))
    found = rows.select_related("schedule__area", "schedule__form").first()
    if found and not found.chooses:
        found.schedule.chosen_keys = frozenset()
    period: Period | None = found
    return period


def _may_read(user: Any) -> bool:
    return bool(territory_path(user)) and user.has_perm(_READS)


def concerning(area: Area) -> PeriodQuerySet:
    """Return the periods asked for inside a unit, or by one above it of all below, or of units that are chosen here."""
    some = Schedule.chosen.through.objects.values("schedule")
    here = some.filter(Q(area=area) | area.below("area"))
    above = Q(schedule__area__in=keys_along(area.path)[:-1])
    of_us = above & (~Q(schedule__in=some) | Q(schedule__in=here)) & ~_came_later(area)
    ours = Q(schedule__area=area) | area.below("schedule__area")
    return Period.unscoped.filter(of_us | ours)


def _came_later(area: Area) -> Q:
    """Say of periods for which units above ask that the unit stood below another one on their last day."""
    asker, day = OuterRef("schedule__area"), OuterRef("ends_on")
    then = Placement.unscoped.filter(area=area, valid_from__lte=day).exclude(parent=None)
    then = then.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    there = Q(parent=asker) | Q(parent__district=asker) | Q(parent__province=asker)
    return Q(Exists(then.exclude(there))) & Q(schedule__area__level__gt=Level.COUNTRY)


def units_asked(period: Period) -> AreaQuerySet:
    """Return the units that report for a period, as they existed on its last day; the one that asks sums up.

    What stood below another unit that day, and came later, is summed up there, and owes nothing here.
    """
    schedule, day = period.schedule, period.ends_on
    rows = Area.unscoped.within(schedule.area).on(day).exclude(stood_elsewhere(schedule.area, day))
    chosen = schedule.chosen_keys
    return (
        rows.filter(pk__in=chosen) if chosen else rows.filter(level__in=levels_asked(schedule.area))
    )


def stood_elsewhere(asker: Area, day: date) -> Q:
    """Say of units that lie in one that asks that they stood in another on a day; in the country all stood ever (`_came_later`)."""
    if asker.level == Level.COUNTRY:
        return Q(pk__in=())
    then = Placement.unscoped.on(day).filter(area=OuterRef("pk")).exclude(parent=None)
    elsewhere = then.exclude(parent__path__within=asker.path)
    return Q(Exists(elsewhere)) & ~Q(pk=asker.pk)


def there_on(asker: Area, units: Sequence[Area], day: date) -> list[Area]:
    """Return of units that lie in one that asks those that were there on a day. One query, or none."""
    keys = [one.pk for one in units]
    came = Area.unscoped.filter(stood_elsewhere(asker, day), pk__in=keys).order_by()
    gone = set(came.values_list("pk", flat=True))
    return [one for one in units if one.stood_on(day) and one.pk not in gone]


def levels_asked(area: Area) -> list[Level]:
    """Return the levels that report to a unit that asks all below it: those below its own, but villages."""
    return [level for level in _REPORTING if level > area.level]


def addressed(address: str, to_area: str = "") -> Q:
    """Say of a unit (or of what belongs to one) that an address names it; a code may be that of several, on other days."""
    key = address.removeprefix(BY_KEY)
    if key != address:
        return Q(**{to_area or "pk": int(key) if is_key(key) else None})
    return Q(**{f"{to_area}__code" if to_area else "code": address})


def is_asked(period: Period, area: Area) -> bool:
    """Say whether a unit reports for a period: it is one of `units_asked`, or asks itself and sums up. No query of its own.

    That a unit came later its row does not tell: a period of `concerning`, or a unit that was not `stood_elsewhere`, is
    what this is asked of; of any other, `reports_for`.
    """
    schedule, day = period.schedule, period.ends_on
    if area.pk == schedule.area_id:
        return area.level < Level.COMMUNE
    if not area.stood_on(day) or not (area.path or "").startswith(schedule.area.path or "-"):
        return False
    chosen = schedule.chosen_keys
    return area.pk in chosen if chosen else area.level in levels_asked(schedule.area)


def reports_for(period: Period, area: Area) -> bool:
    """Say the same of a unit that was found in no other way. One query, or none."""
    asker, day = period.schedule.area, period.ends_on
    return is_asked(period, area) and (area.pk == asker.pk or bool(there_on(asker, [area], day)))


@dataclass(frozen=True)
class Standing:
    """How a period stands for one unit."""

    is_locked: bool
    # The last day until which it was opened again; None where it was not.
    reopened_until: date | None = None

    @property
    def may_change(self) -> bool:
        """Whether anything of it may be written, sent, returned or approved."""
        return not self.is_locked or self.reopened_until is not None


def standing(period: Period, area: Area | None, day: date | None = None) -> Standing:
    """Return how a period stands on a day for a unit (None: for all of them); a lock ends what was opened before it."""
    if period.locked_at is None:
        return Standing(is_locked=False)
    for_all = Q(area=None)
    rows = reopened(day or timezone.localdate()).filter(period=period)
    rows = rows.filter(for_all | Q(area=area) if area else for_all)
    until = rows.order_by("-until").values_list("until", flat=True).first()
    return Standing(is_locked=True, reopened_until=until)


def reopened(day: date) -> QuerySet[Reopening]:
    """Return what is open again on a day: a lock ends what was opened before it."""
    return Reopening.unscoped.filter(at__gte=F("period__locked_at"), until__gte=day)


def reopened_for(period: Period) -> set[int] | None:
    """Return the units for which a locked period is open again; None where it is open for all. One query, or none."""
    if period.locked_at is None:
        return None
    rows = reopened(timezone.localdate()).filter(period=period)
    units = set(rows.values_list("area", flat=True))
    return None if None in units else units


def changeable(day: date, report: str = "") -> Q:
    """Say of rows that belong to a report (by this way to it) that its period may still change for its unit (`standing`)."""
    way = f"{report}__" if report else ""
    for_it = Q(area=None) | Q(area=OuterRef(f"{way}area"))
    again = reopened(day).filter(for_it, period=OuterRef(f"{way}period"))
    return Q(**{f"{way}period__locked_at": None}) | Q(Exists(again))


def overdue(periods: Sequence[Days], working_days: int, day: date) -> list[Days]:
    """Return of periods, the oldest first, those whose due day is over. One query, or none."""
    moved = MovedDay.unscoped.after(periods[0].ends_on) if periods and working_days else {}
    return [one for one in periods if counted(one.ends_on, working_days, moved) < day]


def due_on(ends_on: date, working_days: int) -> date:
    """Return the last day on which a report of a period is in time. One query, or none."""
    return after_working_days(ends_on, working_days)


def extended(period: Period) -> dict[int, date]:
    """Return by unit until when what is asked once may come later, where that was granted. One query, or none."""
    if period.schedule.span != Span.FREE:
        return {}
    rows = Extension.unscoped.granted().filter(period=period).order_by("until")
    return {area: until for area, until in rows.values_list("area", "until") if until}


def due_days(area: Area, periods: Sequence[Period]) -> dict[int, date]:
    """Return by period until when a unit is in time, with what was granted to it. One query, or none."""
    due = {one.pk: one.due_on for one in periods}
    once = [one.pk for one in periods if one.schedule.span == Span.FREE]
    if once:
        rows = Extension.unscoped.granted().filter(period__in=once, area=area)
        for pk, until in rows.values_list("period", "until"):
            due[pk] = max(due[pk], until or due[pk])
    return due


def in_time(period: Period, area: Area, moment: datetime) -> bool:
    """Say whether a sending at a moment is in time: until the due day is over here. Late ones are taken until it is locked."""
    return timezone.localdate(moment) <= due_days(area, [period])[period.pk]


def before(period: Period) -> Period | None:
    """Return the period of the same schedule before one."""
    rows = Period.unscoped.filter(schedule=period.schedule_id, ends_on__lt=period.begins_on)
    return rows.order_by("-ends_on").first()


def called(period: Period) -> str:
    """Return what a period is called within a sentence."""
    return name_of(period.schedule.span, period.begins_on, period.ends_on)


def called_shortly(period: Period) -> str:
    """Return what a period is called at the head of a narrow column."""
    return short_name_of(period.schedule.span, period.ends_on)


def schedules_of(area: Area) -> QuerySet[Schedule]:
    """Return the schedules that a unit made, those in force first."""
    rows = Schedule.unscoped.filter(area=area).select_related("form")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-id")
