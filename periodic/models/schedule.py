"""Who asks for which report, of which periods, and by when."""

import uuid
from datetime import date
from functools import cached_property
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from periodic.models.form import Form
from web.scope import ScopedQuerySet, keys_along

_USER = settings.AUTH_USER_MODEL


class Span(models.TextChoices):
    """How long a period is. Half a year, nine months and a year begin with the year."""

    MONTH = "month", _("Tháng")
    QUARTER = "quarter", _("Quý")
    HALF = "half", _("6 tháng")
    NINE_MONTHS = "nine_months", _("9 tháng")
    YEAR = "year", _("Năm")
    FREE = "free", _("Từ ngày đến ngày")


class Cutoff(models.TextChoices):
    """On which day of a month its periods end."""

    CALENDAR = "calendar", _("Hết tháng")
    FOURTEENTH = "fourteenth", _("Ngày 15 tháng trước đến ngày 14")


class ScheduleQuerySet(ScopedQuerySet["Schedule"]):
    """What is asked for by units inside a territory; what those above ask of it is found by `asked_of`."""

    place = "area__path"
    needs = "periodic.view_report"


class Schedule(models.Model):
    """One unit asks units below it for a report, again and again, or once (`Span.FREE`: ad hoc). Ended, never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="schedules", verbose_name=_("nơi yêu cầu")
    )
    form = models.ForeignKey(
        Form, models.PROTECT, related_name="schedules", verbose_name=_("biểu mẫu")
    )
    title = NameField(_("tên báo cáo"), max_length=200)
    # The letter by which it was asked for.
    document = NameField(_("văn bản"), max_length=200, blank=True)
    span = models.CharField(_("kỳ"), max_length=12, choices=Span)
    cutoff = models.CharField(_("chốt số"), max_length=10, choices=Cutoff)
    # Working days after the last day of the period.
    working_days = models.PositiveSmallIntegerField(
        _("hạn gửi, ngày làm việc sau khi hết kỳ"), default=2, validators=[MaxValueValidator(60)]
    )
    # Of whom: all units of these levels below `area`, unless some were chosen.
    chosen = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("nơi gửi"))
    # Whether a report of a commune is approved inside the commune before it goes up.
    approved_within = models.BooleanField(_("duyệt trong xã trước khi gửi"), default=False)
    begins_on = models.DateField(_("từ ngày"))
    ended_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    # Of what is asked once: taken back before anybody answered.
    withdrawn_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_why = NameField(_("lý do thu hồi"), max_length=300, blank=True)
    made_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    unscoped = ScheduleQuerySet.as_manager()
    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("lịch báo cáo")
        verbose_name_plural = _("lịch báo cáo")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="schedule_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="schedule_withdrawn_with_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, span=Span.FREE) & ~Q(withdrawn_why="")),
            ),
            models.CheckConstraint(
                name="schedule_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begins_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @cached_property
    def chosen_keys(self) -> frozenset[int]:
        """The units that were chosen; none where all below are asked. A query, or none where they came along."""
        return frozenset(one.pk for one in self.chosen.all())


class PeriodQuerySet(ScopedQuerySet["Period"]):
    """Periods for which units inside a territory ask."""

    place = "schedule__area__path"
    needs = "periodic.view_report"

    def asked_of(self, area: Area) -> Self:
        """Keep those for which the unit itself or one above it asks; whether of this unit is told by `periods.queries`."""
        return self.filter(schedule__area__in=keys_along(area.path))

    def sendable(self, day: date) -> Self:
        """Keep those whose reports may be sent on a day (of one: `Period.is_sendable`)."""
        return self.filter(ends_on__lte=day)


class Period(models.Model):
    """One period of a schedule. It is locked, not its reports: what is locked changes no more at any level."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="periods", verbose_name=_("lịch báo cáo")
    )
    begins_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    due_on = models.DateField(_("hạn gửi"))
    locked_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )

    unscoped = PeriodQuerySet.as_manager()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ báo cáo")
        verbose_name_plural = _("kỳ báo cáo")
        ordering = ("-ends_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["schedule", "begins_on"], name="period_begins_once"),
            models.UniqueConstraint(fields=["schedule", "ends_on"], name="period_ends_once"),
            models.CheckConstraint(
                name="period_in_order",
                condition=Q(ends_on__gte=F("begins_on"), due_on__gte=F("ends_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

    def is_sendable(self, day: date) -> bool:
        """Say whether its reports may be sent on a day: from its last day on (of many: `sendable`)."""
        return self.ends_on <= day


class ReopeningQuerySet(ScopedQuerySet["Reopening"]):
    """Periods that were opened again."""

    place = "period__schedule__area__path"
    needs = "periodic.view_report"


class Reopening(models.Model):
    """A period opened again until a day, for one unit or for all, and why. Rows stay."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="reopenings")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    until = models.DateField(_("đến hết ngày"))
    reason = NameField(_("lý do"), max_length=300)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    unscoped = ReopeningQuerySet.as_manager()
    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần mở lại kỳ")
        verbose_name_plural = _("lần mở lại kỳ")
        ordering = ("-id",)
        constraints = [models.CheckConstraint(name="reopening_reasoned", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.period}: {self.until:%d/%m/%Y}"
