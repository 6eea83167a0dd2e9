"""What was approved to be paid: a sheet for each commune and month, and its lines."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from teams.models.activity import Activity
from teams.models.member import Member
from teams.models.support_policy import SupportPolicy
from teams.models.team import Team
from web.scope import ScopedQuerySet


class SupportSheetQuerySet(ScopedQuerySet["SupportSheet"]):
    """Approved sheets of the communes of a territory."""

    place = "commune__path"
    needs = "teams.view_supportsheet"

    def standing(self) -> Self:
        """Keep those that were not reopened."""
        return self.filter(reopened_at=None)


class SupportSheet(models.Model):
    """A month of a commune as it was approved. Reopened, it stays, and another takes its place."""

    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="support_sheets", verbose_name=_("xã")
    )
    policy = models.ForeignKey(
        SupportPolicy, models.PROTECT, related_name="sheets", verbose_name=_("chính sách")
    )
    # The first day of the month it is called by.
    month = models.DateField(_("tháng"))
    first_on = models.DateField(_("tính từ ngày"))
    last_on = models.DateField(_("đến hết ngày"))
    total = models.PositiveIntegerField(_("cộng (đồng)"))
    code = models.CharField(_("mã kiểm tra"), max_length=16)
    approved_at = models.DateTimeField(_("duyệt lúc"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người duyệt"),
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người mở lại"),
    )
    reopened_why = NameField(_("lý do mở lại"), max_length=200, blank=True)

    unscoped = SupportSheetQuerySet.as_manager()
    objects = SupportSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng hỗ trợ tổ")
        verbose_name_plural = _("bảng hỗ trợ tổ")
        ordering = ("-month", "-approved_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "month"],
                condition=Q(reopened_at=None),
                name="supportsheet_one_a_month",
            ),
            models.CheckConstraint(
                name="supportsheet_days_in_order", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="supportsheet_reopened_with_its_reason",
                condition=Q(reopened_at__isnull=True, reopened_why="")
                | (Q(reopened_at__isnull=False) & ~Q(reopened_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the sheet is called within its commune: "HT-2026-11"."""
        return f"HT-{self.month:%Y-%m}"


class SupportLineQuerySet(ScopedQuerySet["SupportLine"]):
    """Amounts of the approved sheets of a territory."""

    place = "sheet__commune__path"
    needs = "teams.view_supportline"

    def total(self) -> int:
        """Add up what is paid, in đồng."""
        return self.aggregate(n=Sum("amount"))["n"] or 0


def _once(name: str, fields: list[str], **kind: str) -> models.UniqueConstraint:
    """Pay these once, as long as the sheet stands; a line of 0 đồng pays nothing."""
    return models.UniqueConstraint(
        fields=fields, condition=Q(amount__gt=0, live=True, **kind), name=name
    )


class SupportLine(models.Model):
    """One amount of an approved sheet, and where it comes from. Nothing of it is changed later.

    `live` until the sheet is reopened. While it is, the database pays a team's month once, and a
    person's day or month once, in whatever team. `person` is the first stay of a person who is a
    member of several teams; `why` are words of `teams.support.rules.terms.Why` with what they need.
    """

    class Kind(models.TextChoices):
        TEAM = "team", _("Khoán tổ")
        MEMBER = "member", _("Khoán người")
        DAY = "day", _("Tiền công")
        TOP_UP = "top_up", _("Xã hỗ trợ thêm")

    sheet = models.ForeignKey(
        SupportSheet, models.PROTECT, related_name="lines", verbose_name=_("bảng")
    )
    kind = models.CharField(_("khoản"), max_length=8, choices=Kind)
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="support_lines", verbose_name=_("tổ")
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_lines",
        verbose_name=_("thành viên"),
    )
    person = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    month = models.DateField(_("tháng"))
    day = models.DateField(_("ngày"), null=True, blank=True)
    base = models.PositiveIntegerField(_("mức (đồng)"))
    days = models.PositiveSmallIntegerField(_("số ngày tính"))
    of = models.PositiveSmallIntegerField(_("trên số ngày"))
    due = models.PositiveIntegerField(_("theo mức (đồng)"))
    amount = models.PositiveIntegerField(_("được chi (đồng)"))
    why = models.JSONField(_("căn cứ"), default=list, blank=True)
    sessions = models.ManyToManyField(
        Activity, related_name="support_lines", blank=True, verbose_name=_("buổi")
    )
    team_name = models.CharField(_("tên tổ lúc duyệt"), max_length=255)
    payee = models.CharField(_("người nhận lúc duyệt"), max_length=200, blank=True)
    live = models.BooleanField(_("đang có hiệu lực"), default=True)

    # Beside the columns, set by who reads it: its sessions, and its `why` in words.
    held: list[Activity]
    said: list[str]

    unscoped = SupportLineQuerySet.as_manager()
    objects = SupportLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản hỗ trợ")
        verbose_name_plural = _("khoản hỗ trợ")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="supportline_kind_known",
                condition=Q(kind__in=["team", "top_up"], member=None, person=None, day=None)
                | Q(kind="member", person__isnull=False, member__isnull=False, day=None)
                | Q(kind="day", person__isnull=False, member__isnull=False, day__isnull=False),
            ),
            models.CheckConstraint(
                name="supportline_pays_no_more_than_due", condition=Q(amount__lte=F("due"))
            ),
            models.CheckConstraint(
                name="supportline_days_possible", condition=Q(days__lte=F("of"), of__gt=0)
            ),
            _once("supportline_team_month_once", ["team", "month"], kind="team"),
            _once("supportline_top_up_once", ["team", "month"], kind="top_up"),
            _once("supportline_person_day_once", ["person", "day"], kind="day"),
            _once("supportline_person_month_once", ["person", "month"], kind="member"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.team_name}"
