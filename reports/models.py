"""What the committees keep: targets, calls, tiles, marked days, frozen meetings."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Calls inside a territory, newest first."""

    place = "commune__path"
    needs = "reports.view_dashboard"


class Contact(models.Model):
    """One call (or message, or visit) to a commune. Kept with its history; the newest row counts."""

    class Outcome(models.TextChoices):
        PROMISED = "promised", _("Đã hẹn")
        NO_ANSWER = "no_answer", _("Không nghe máy")
        DONE = "done", _("Đã xong")
        REFUSED = "refused", _("Chưa làm được")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commune = models.ForeignKey(Area, models.PROTECT, related_name="contacts", verbose_name=_("xã"))
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome)
    promised_on = models.DateField(_("hẹn ngày"), null=True, blank=True)
    note = NameField(_("ghi chú"), max_length=255, blank=True)
    called_on = models.DateField(_("ngày gọi"))
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người gọi"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    unscoped = ContactQuerySet.as_manager()
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần gọi")
        verbose_name_plural = _("lần gọi")
        ordering = ("-called_on", "-id")
        indexes = [models.Index(fields=["commune", "-called_on", "-id"], name="contact_latest")]
        constraints = [
            models.CheckConstraint(
                name="contact_promise_has_a_day",
                condition=Q(outcome="promised", promised_on__isnull=False)
                | (~Q(outcome="promised") & Q(promised_on=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.called_on:%d/%m/%Y}"


class DashboardQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What is kept of units, for whoever may read their dashboards."""

    place = "area__path"
    needs = "reports.view_dashboard"


class Event(models.Model):
    """What happened on a day, shown on the lines of the unit and of all below it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="events", verbose_name=_("đơn vị"))
    on = models.DateField(_("ngày"))
    title = NameField(_("việc"), max_length=120)
    document = NameField(_("văn bản"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = DashboardQuerySet.as_manager()
    objects = DashboardQuerySet.as_manager()

    class Meta:
        verbose_name = _("mốc trên biểu đồ")
        verbose_name_plural = _("mốc trên biểu đồ")
        ordering = ("on", "id")
        constraints = [models.CheckConstraint(name="event_titled", condition=~models.Q(title=""))]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}: {self.title}"


class Meeting(models.Model):
    """One frozen page. What it shows is read from `page` only, never from today's figures."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="meetings", verbose_name=_("đơn vị")
    )
    # Counts up within the unit and the year.
    number = models.PositiveIntegerField(_("số"))
    year = models.PositiveSmallIntegerField(_("năm"))
    frozen_at = models.DateTimeField(_("chốt lúc"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    code = models.CharField(_("mã kiểm tra"), max_length=16)
    page = models.JSONField(default=dict)
    proposals = models.JSONField(default=list)

    unscoped = DashboardQuerySet.as_manager()
    objects = DashboardQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản chốt cho cuộc họp")
        verbose_name_plural = _("bản chốt cho cuộc họp")
        ordering = ("-frozen_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="meeting_numbered_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the meeting is called within its unit: "HOP-2026-03"."""
        return f"HOP-{self.year}-{self.number:02}"


# The keys of the indicators a target may be set for (figures.indicators.TARGETED).
KEYS = ("thon-co-to", "to-hoat-dong", "ho-dat", "da-khao-sat")


class Target(models.Model):
    """One indicator of one unit, due on a day, set by a numbered decision. Never deleted: withdrawn."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="targets", verbose_name=_("đơn vị"))
    indicator = models.CharField(_("chỉ số"), max_length=32)
    # Percent, one decimal.
    level = models.DecimalField(_("mức"), max_digits=4, decimal_places=1)
    due_on = models.DateField(_("hạn"))
    document = NameField(_("số văn bản"), max_length=120)
    document_on = models.DateField(_("ngày văn bản"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    set_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = DashboardQuerySet.as_manager()
    objects = DashboardQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                name="target_level_is_a_percentage", condition=Q(level__gt=0, level__lte=100)
            ),
            models.CheckConstraint(name="target_has_a_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="target_due_after_its_document", condition=Q(due_on__gt=F("document_on"))
            ),
            models.CheckConstraint(
                name="target_of_a_known_indicator", condition=Q(indicator__in=KEYS)
            ),
            models.UniqueConstraint(
                fields=["area", "indicator", "due_on"],
                condition=Q(withdrawn_at=None),
                name="target_once_for_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.due_on:%d/%m/%Y}"


MOST = 40
_ON_THE_BOARD = [MinValueValidator(1), MaxValueValidator(MOST)]


class TileQuerySet(ScopedQuerySet["Tile"]):
    """Tiles of a territory."""

    place = "area__path"


class Tile(models.Model):
    """The place of one unit among the units of its parent; edited in admin."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="tile", verbose_name=_("đơn vị"))
    column = models.PositiveSmallIntegerField(_("cột"), validators=_ON_THE_BOARD)
    row = models.PositiveSmallIntegerField(_("hàng"), validators=_ON_THE_BOARD)
    # Placed by a person: loading the positions again leaves it where it is.
    by_hand = models.BooleanField(_("đặt bằng tay"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TileQuerySet.as_manager()
    objects = TileQuerySet.as_manager()

    class Meta:
        verbose_name = _("ô sơ đồ")
        verbose_name_plural = _("ô sơ đồ")
        ordering = ("row", "column")
        constraints = [
            models.CheckConstraint(
                name="tile_on_the_board",
                condition=Q(column__range=(1, MOST), row__range=(1, MOST)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.column}, {self.row}"


class PublishedQuerySet(DashboardQuerySet["PublishedCount"]):
    """What is published of the communes of a territory."""

    place = "commune__path"


class PublishedCount(models.Model):
    """What everybody may know of one commune until the next day's work; the rule is in `reports.public.rules`.

    Households are the counts of the day they were taken, exact, and never shown so.
    """

    commune = models.OneToOneField(
        Area, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("xã")
    )
    published_on = models.DateField(_("công bố ngày"))
    taken_on = models.DateField(_("số hộ của ngày"))
    households = models.PositiveIntegerField(_("số hộ"))
    surveyed = models.PositiveIntegerField(_("hộ đã khảo sát"))
    covered = models.PositiveIntegerField(_("hộ đạt"))
    villages = models.PositiveIntegerField(_("số thôn"))
    unattributed_villages = models.PositiveIntegerField(_("thôn chỉ khai báo"))
    with_team = models.PositiveIntegerField(_("thôn có tổ"))
    active = models.PositiveIntegerField(_("tổ đang hoạt động"))
    has_begun = models.BooleanField(_("đã bắt đầu"))
    # Whether the list of villages says all there are.
    is_settled = models.BooleanField(_("danh sách thôn đã chắc"))

    unscoped = PublishedQuerySet.as_manager()
    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu công khai")
        verbose_name_plural = _("số liệu công khai")
        ordering = ("commune",)

    def __str__(self) -> str:
        return f"{self.commune_id}, {self.published_on:%d/%m/%Y}"


class StepSpanQuerySet(ScopedQuerySet["StepSpan"]):
    """Steps on which communes of a territory stood."""

    place = "commune__path"
    needs = "reports.view_dashboard"


class StepSpan(models.Model):
    """From a day to a day a commune stood on one step of the ladder (figures.adoption), as the daily work saw it.

    Of days that lie in no span nobody looked: which step a commune stood on then is not known.
    """

    commune = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("xã"))
    step = models.PositiveSmallIntegerField(_("bước"))
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("thấy tới ngày"))

    unscoped = StepSpanQuerySet.as_manager()
    objects = StepSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước của xã theo ngày")
        verbose_name_plural = _("bước của các xã theo ngày")
        ordering = ("commune", "since")
        constraints = [
            models.UniqueConstraint(fields=["commune", "since"], name="step_span_begins_once"),
            models.CheckConstraint(
                name="step_span_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
        ]
        indexes = [models.Index(fields=["until"], name="step_span_until")]

    def __str__(self) -> str:
        return f"{self.commune_id}, {self.since:%d/%m/%Y}"
