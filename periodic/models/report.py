"""A report of one unit for one period: what was typed into it, how it was sent, and what was said about it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from periodic.models.form import FormVersion
from periodic.models.schedule import Period, Schedule
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    """How far a report has come. One that has no row was never opened."""

    DRAFT = "draft", _("Đang soạn")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Trả lại")
    APPROVED = "approved", _("Đã duyệt")


# A report that its unit has sent and that did not come back. Whether it is with the level above: `arrived`.
SENT = frozenset({State.SENT.value, State.APPROVED.value})


def is_held(schedule: Schedule, level: int, *, let_go: bool) -> bool:
    """Say whether a copy waits for a colleague in its commune: nobody above has it yet (in SQL: `arrived`)."""
    return schedule.approved_within and level == Level.COMMUNE and not let_go


# A copy that its own unit replaced before anybody had decided on it; no state of a report.
REPLACED = "replaced"


class ReportQuerySet(ScopedQuerySet["Report"]):
    """Reports of units inside a territory."""

    place = "area__path"
    needs = "periodic.view_report"

    def arrived(self) -> Self:
        """Keep those that are with the level above: sent or approved, and not waiting inside their commune."""
        held = Q(pk__in=Submission.unscoped.filter(decision="", within_by=None).values("report"))
        within = Q(state=State.SENT, period__schedule__approved_within=True)
        waits = within & Q(area__level=Level.COMMUNE) & held
        return self.filter(state__in=SENT).exclude(waits)

    def with_copies(self) -> Self:
        """Add to each how many `copies` were sent of it, None before the first: counted beside it, none is grouped by all columns."""
        rows = Submission.unscoped.filter(report=OuterRef("pk")).order_by().values("report")
        return self.annotate(copies=Subquery(rows.annotate(n=Count("pk")).values("n")))


class Report(models.Model):
    """The report of a unit for a period, from its first opening on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="reports", verbose_name=_("kỳ báo cáo")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="period_reports", verbose_name=_("đơn vị")
    )
    # Of when it was opened; a sent one holds its own (`Submission.content`).
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.DRAFT)
    # Free text, by key ("results", "difficulties", "proposals").
    texts = models.JSONField(_("nhận xét"), default=dict, blank=True)
    opened_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )
    opened_at = models.DateTimeField(_("mở lúc"), auto_now_add=True)
    # Goes up with every change: whoever saves an older one is told.
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = ReportQuerySet.as_manager()
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["period", "area"], name="report_once_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.period}"


class OfReportQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What belongs to reports of units inside a territory."""

    place = "report__area__path"
    needs = "periodic.view_report"


class Submission(models.Model):
    """One sending of a report, frozen: everything it says stands in `content`. A correction is the next number.

    What is decided of it is written afterwards, once; what names a resident can be cut out of its texts. The
    database itself refuses all else (`periodic.models.frozen`). What others wrote is not in it, but read of their
    copies (`periodic.drafts.queries.borrowed`).
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(_("bản"))
    # `periodic.content.Content`, readable without any other table; `digest` is its SHA-256.
    content = models.JSONField()
    digest = models.CharField(_("mã kiểm tra"), max_length=64)
    # What the level above reads of `content` (`periodic.brief`), so that it need not read that.
    brief = models.JSONField(editable=False)
    # Why there is a second one; of the first it is "".
    reason = NameField(_("lý do thay bản trước"), max_length=500, blank=True)
    sent_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", editable=False)
    # What is recorded after this moment is not in it.
    sent_at = models.DateTimeField(_("gửi lúc"))
    # Whether it came within its time, as the period stood at its sending.
    on_time = models.BooleanField(_("đúng hạn"))
    # How many of the indicators that have a source are filled in; how many of all want to be looked at.
    filled = models.PositiveSmallIntegerField(_("chỉ tiêu có số"), default=0, editable=False)
    indicators = models.PositiveSmallIntegerField(_("chỉ tiêu"), default=0, editable=False)
    unusual = models.PositiveSmallIntegerField(_("chỉ tiêu cần xem"), default=0, editable=False)
    # Who let it go up, where reports of communes are approved inside the commune first.
    within_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )
    within_at = models.DateTimeField(_("duyệt trong xã lúc"), null=True, editable=False)
    # Since when a name is cut out of its texts; its digest is still that of what was sent.
    redacted_at = models.DateTimeField(_("xóa tên lúc"), null=True, editable=False)
    decision = models.CharField(
        _("ý kiến"),
        max_length=8,
        choices=[
            (State.APPROVED, State.APPROVED.label),
            (State.RETURNED, State.RETURNED.label),
            (REPLACED, _("Đã thay bản khác")),
        ],
        blank=True,
        default="",
    )
    decided_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("xem lúc"), null=True, editable=False)
    decided_why = NameField(_("lý do trả lại"), max_length=500, blank=True)

    unscoped = OfReportQuerySet["Submission"].as_manager()
    objects = OfReportQuerySet["Submission"].as_manager()

    class Meta:
        verbose_name = _("bản báo cáo đã gửi")
        verbose_name_plural = _("bản báo cáo đã gửi")
        ordering = ("report", "-number")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submission_numbered_once"),
            # Two senders at once: the second finds one that nobody has decided yet.
            models.UniqueConstraint(
                fields=["report"], condition=Q(decision=""), name="submission_one_undecided"
            ),
            models.CheckConstraint(
                name="submission_never_approved_by_its_author",
                condition=Q(decided_by=None) | Q(decision=REPLACED) | ~Q(decided_by=F("sent_by")),
            ),
            models.CheckConstraint(
                name="submission_filled_at_most_whole",
                condition=Q(filled__lte=F("indicators")),
            ),
            models.CheckConstraint(
                name="submission_let_go_by_another",
                condition=Q(within_by=None, within_at=None)
                | (Q(within_at__isnull=False) & ~Q(within_by=F("sent_by"))),
            ),
            models.CheckConstraint(
                name="submission_decided_by_somebody",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="submission_returned_with_a_reason",
                condition=~Q(decision="returned") | ~Q(decided_why=""),
            ),
            models.CheckConstraint(
                name="submission_replaced_with_a_reason", condition=Q(number=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {_('bản')} {self.number}"

    @property
    def code(self) -> str:
        """The first letters of its check code, as they are read out: "3D71-08BE"."""
        return f"{self.digest[:4]}-{self.digest[4:8]}".upper()


class TypedValue(models.Model):
    """One value typed into a report; the newest of a cell counts, the older ones say who changed what.

    Blank (neither number nor text) is "nobody knows yet", never 0.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="typed")
    column = models.CharField(_("chỉ tiêu"), max_length=64)
    # The row; None is the whole unit.
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    number = models.DecimalField(_("số"), max_digits=16, decimal_places=2, null=True, blank=True)
    text = NameField(_("chữ"), max_length=2000, blank=True)
    # Number, date and title of the paper that shows it.
    evidence = NameField(_("căn cứ"), max_length=300, blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    unscoped = OfReportQuerySet["TypedValue"].as_manager()
    objects = OfReportQuerySet["TypedValue"].as_manager()

    class Meta:
        verbose_name = _("số tự ghi")
        verbose_name_plural = _("số tự ghi")
        ordering = ("report", "column", "-id")
        indexes = [models.Index(fields=["report", "column", "area", "-id"], name="typed_latest")]

    def __str__(self) -> str:
        return f"{self.report}, {self.column}"


class Comment(models.Model):
    """What the level above says at a figure; open until it is done, and a task of the unit until then."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    # "" is the whole report.
    column = models.CharField(_("chỉ tiêu"), max_length=64, blank=True, default="")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    text = NameField(_("ý kiến"), max_length=500)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    done_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    done_at = models.DateTimeField(_("xong lúc"), null=True, editable=False)

    unscoped = OfReportQuerySet["Comment"].as_manager()
    objects = OfReportQuerySet["Comment"].as_manager()

    class Meta:
        verbose_name = _("ý kiến ở một con số")
        verbose_name_plural = _("ý kiến ở một con số")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_done_by_somebody",
                condition=Q(done_by=None, done_at=None)
                | Q(done_by__isnull=False, done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.column}"
