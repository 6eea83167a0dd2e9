"""What a server writes down of itself: which processes are alive, what was done each day, which backups were made."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.country import CountryQuerySet


class Part(models.TextChoices):
    """A process that works behind the pages."""

    WORKER = "worker", _("xử lý tệp")
    DAILY = "daily", _("việc hằng ngày")


class HeartbeatQuerySet(CountryQuerySet["Heartbeat"]):
    """Rows of the site, of no place."""

    needs = "operations.view_heartbeat"


class Heartbeat(models.Model):
    """When a process behind the pages was last seen alive; one row for each process of each machine."""

    part = models.CharField(_("phần"), max_length=16, choices=Part)
    host = models.CharField(_("máy"), max_length=255)
    started_at = models.DateTimeField(_("chạy từ"), default=timezone.now)
    seen_at = models.DateTimeField(_("thấy lúc"), default=timezone.now)

    unscoped = HeartbeatQuerySet.as_manager()
    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhịp chạy")
        verbose_name_plural = _("nhịp chạy")
        constraints = [
            models.UniqueConstraint(fields=["part", "host"], name="one_heartbeat_a_process"),
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="heartbeat_of_a_known_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} @ {self.host}"


class DailyRunQuerySet(CountryQuerySet["DailyRun"]):
    """Rows of the site, of no place."""

    needs = "operations.view_dailyrun"


class DailyRun(models.Model):
    """One daily task of one day: begun by whichever machine came first, and never twice once it ended well."""

    task = models.CharField(_("việc"), max_length=32)
    day = models.DateField(_("ngày"))
    host = models.CharField(_("máy"), max_length=255)
    started_at = models.DateTimeField(_("bắt đầu"), default=timezone.now)
    # Until when nobody else may take it over: renewed by whoever does it.
    leased_until = models.DateTimeField(_("giữ đến"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=1)
    # The kind of error only: its text may hold what people are called.
    fault = models.CharField(_("lỗi"), max_length=128, blank=True)

    unscoped = DailyRunQuerySet.as_manager()
    objects = DailyRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc hằng ngày")
        verbose_name_plural = _("việc hằng ngày")
        constraints = [
            models.UniqueConstraint(fields=["task", "day"], name="one_run_of_a_task_a_day"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(fault=""), name="a_run_ends_well_or_has_a_fault"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.day:%d/%m/%Y}"


class BackupQuerySet(CountryQuerySet["Backup"]):
    """Rows of the site, of no place."""

    needs = "operations.view_backup"


class Backup(models.Model):
    """A backup of database and files: made, opened and counted again, copied elsewhere, removed when its days are over."""

    name = models.CharField(_("tên tệp"), max_length=128, unique=True)
    host = models.CharField(_("máy"), max_length=255)
    started_at = models.DateTimeField(_("bắt đầu"), default=timezone.now)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("cỡ (byte)"), null=True, blank=True)
    rows = models.PositiveBigIntegerField(_("số dòng"), null=True, blank=True)
    files = models.PositiveBigIntegerField(_("số tệp"), null=True, blank=True)
    # When it was opened again and its rows and files were counted.
    verified_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True)
    copied_at = models.DateTimeField(_("chép nơi khác lúc"), null=True, blank=True)
    removed_at = models.DateTimeField(_("xóa lúc"), null=True, blank=True)
    fault = models.CharField(_("lỗi"), max_length=128, blank=True)

    unscoped = BackupQuerySet.as_manager()
    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản sao lưu")
        verbose_name_plural = _("bản sao lưu")
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(finished_at__isnull=False, fault=""),
                name="only_a_finished_backup_is_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClearingQuerySet(CountryQuerySet["Clearing"]):
    """Rows of the site, of no place."""

    needs = "operations.view_clearing"


class Clearing(models.Model):
    """When what was over of a kind of data was cleared last, and how many rows then and in all."""

    kind = models.CharField(_("loại dữ liệu"), max_length=32, unique=True)
    done_at = models.DateTimeField(_("dọn lúc"))
    number = models.PositiveBigIntegerField(_("số dòng lần cuối"), default=0)
    total = models.PositiveBigIntegerField(_("số dòng từ trước tới nay"), default=0)

    unscoped = ClearingQuerySet.as_manager()
    objects = ClearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần dọn dữ liệu")
        verbose_name_plural = _("lần dọn dữ liệu")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.kind
