"""What a province pays its teams, by which resolution and from when; none: nothing is paid."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import DatedQuerySet, NoOverlap, ends_after, not_ended
from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet

NO_OVERLAP = NoOverlap(
    table="teams_supportpolicy",
    name="supportpolicy",
    alike=["o.province_id = NEW.province_id"],
    words="two support policies of a province on one day",
    ends="last_on",
    inclusive=True,
    one_by_one="province_id",
)


class SupportPolicyQuerySet(DatedQuerySet["SupportPolicy"]):
    """Policies of the provinces of a territory."""

    place = "province__path"
    needs = "teams.view_supportpolicy"
    ends, inclusive = "last_on", True

    def during(self, first: date, until: date) -> Self:
        """Keep what holds on any of these days, the latest first."""
        holding = self.filter(not_ended(first, self.ends, inclusive=True), valid_from__lte=until)
        return holding.order_by("-valid_from", "-id")


def money(label: Any) -> "models.PositiveIntegerField[int | None, int | None]":
    """Return a column of whole đồng; empty: no such money."""
    limits = [MinValueValidator(1), MaxValueValidator(1_000_000_000)]
    return models.PositiveIntegerField(label, null=True, blank=True, validators=limits)


class SupportPolicy(models.Model):
    """Rates and conditions of one resolution. One holds on a day in a province, at most.

    The database refuses a second one on the same day (NO_OVERLAP).
    """

    province = models.ForeignKey(
        Area, models.PROTECT, related_name="support_policies", verbose_name=_("tỉnh")
    )
    number = NameField(_("số nghị quyết"), max_length=60)
    resolved_on = models.DateField(_("ngày nghị quyết"))
    valid_from = models.DateField(_("có hiệu lực từ ngày"))
    last_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    month_starts_on = models.PositiveSmallIntegerField(
        _("tháng tính từ ngày"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("1: tháng dương lịch. 15: từ 15 tháng trước đến hết 14 tháng này"),
    )
    team_month = money(_("khoán mỗi tổ, mỗi tháng (đồng)"))
    member_month = money(_("khoán mỗi người, mỗi tháng (đồng)"))
    member_day = money(_("mỗi người, mỗi ngày có buổi (đồng)"))
    days_within = models.BooleanField(_("tiền ngày nằm trong khoán tổ"), default=False)
    team_year_cap = money(_("tối đa mỗi tổ, mỗi năm (đồng)"))
    villages_only = models.BooleanField(_("chỉ tổ của thôn"), default=False)
    numbered_only = models.BooleanField(_("chỉ tổ có số quyết định thành lập"), default=False)
    active_only = models.BooleanField(_("chỉ tổ có buổi trong tháng"), default=False)
    top_up_times = models.PositiveSmallIntegerField(
        _("xã hỗ trợ thêm tối đa (số lần khoán tổ)"),
        default=0,
        validators=[MaxValueValidator(10)],
    )
    conditions = NameField(_("điều kiện người duyệt tự đối chiếu"), max_length=300, blank=True)
    example = models.BooleanField(_("ví dụ minh họa"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = SupportPolicyQuerySet.as_manager()
    objects = SupportPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("chính sách hỗ trợ tổ")
        verbose_name_plural = _("chính sách hỗ trợ tổ")
        ordering = ("-valid_from", "-id")
        constraints = [
            models.CheckConstraint(name="supportpolicy_numbered", condition=~Q(number="")),
            ends_after("supportpolicy_ends_after_it_starts", ends="last_on"),
            models.CheckConstraint(
                name="supportpolicy_pays_something",
                condition=Q(team_month__isnull=False, team_month__gt=0)
                | Q(member_month__isnull=False, member_month__gt=0)
                | Q(member_day__isnull=False, member_day__gt=0),
            ),
            models.CheckConstraint(
                name="supportpolicy_days_within_both",
                condition=Q(days_within=False)
                | Q(team_month__isnull=False, member_day__isnull=False),
            ),
            models.CheckConstraint(
                name="supportpolicy_tops_up_a_month",
                condition=Q(top_up_times=0) | Q(team_month__isnull=False, top_up_times__lte=10),
            ),
            models.CheckConstraint(
                name="supportpolicy_month_possible", condition=Q(month_starts_on__range=(1, 28))
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def top_up_limit(self) -> int:
        """The most that a commune may add to a team's month, in đồng."""
        return self.top_up_times * (self.team_month or 0)


class TopUpQuerySet(ScopedQuerySet["SupportTopUp"]):
    """What the communes of a territory add."""

    place = "commune__path"
    needs = "teams.view_supportsheet"


class SupportTopUp(models.Model):
    """What a commune adds to each team's month from a month on; 0 ends it."""

    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="support_top_ups", verbose_name=_("xã")
    )
    policy = models.ForeignKey(
        SupportPolicy, models.PROTECT, related_name="top_ups", verbose_name=_("chính sách")
    )
    # The first day of the month.
    from_month = models.DateField(_("từ tháng"))
    amount = models.PositiveIntegerField(_("thêm cho mỗi tổ, mỗi tháng (đồng)"))
    # The policy's, so that the database itself can refuse more.
    limit = models.PositiveIntegerField(_("tối đa (đồng)"), editable=False)
    document = NameField(_("văn bản của xã"), max_length=120)

    unscoped = TopUpQuerySet.as_manager()
    objects = TopUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("hỗ trợ thêm của xã")
        verbose_name_plural = _("hỗ trợ thêm của xã")
        ordering = ("-from_month", "-id")
        constraints = [
            models.CheckConstraint(
                name="supporttopup_within_limit", condition=Q(amount__lte=F("limit"))
            ),
            models.CheckConstraint(name="supporttopup_documented", condition=~Q(document="")),
            models.UniqueConstraint(
                fields=["commune", "policy", "from_month"], name="supporttopup_once_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.from_month:%m/%Y}"
