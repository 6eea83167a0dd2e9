"""What a server writes down of itself: which processes are alive, what was done each day, backups, seals."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.country import CountryQuerySet
from audit.models import AuditEntry
from web.scope import PlaceField


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


class BlockQuerySet(CountryQuerySet["Block"]):
    """Rows of the site, of no place: the chain of a commune says nothing of its people."""

    needs = "operations.view_block"

    def last(self) -> "Block | None":
        """Return the block that was sealed last, of whichever chain."""
        return self.order_by("-pk").first()


class Block(models.Model):
    """Entries of one commune's journal, sealed together; each block tells the hash of the one before.

    Whoever writes to the database alone can make no other: the seal is under the site's secret key. Blocks are
    counted over all chains as well, so that none of them can lose its last ones unseen. Never changed.
    """

    class Kind(models.TextChoices):
        """What a batch left behind it."""

        FULL = "full", _("đến dòng cuối")
        PART = "part", _("còn dòng chờ")
        LATE = "late", _("dòng muộn, có người nhận")

    serial = models.PositiveBigIntegerField(_("số thứ tự chung"), primary_key=True)
    chain = PlaceField(_("chuỗi"), blank=True)
    number = models.PositiveBigIntegerField(_("số trong chuỗi"))
    entries = models.PositiveIntegerField(_("số dòng"))
    # The highest key of an entry that was sealed by then, of whichever chain.
    top = models.PositiveBigIntegerField(_("mã dòng cao nhất"))
    kind = models.CharField(_("loại"), max_length=4, choices=Kind)
    sealed_at = models.DateTimeField(_("niêm phong lúc"), db_index=True)
    root = models.CharField(_("mã kiểm các dòng"), max_length=64)
    previous = models.CharField(_("mã khối trước trong chuỗi"), max_length=64, blank=True)
    before = models.CharField(_("mã khối trước chung"), max_length=64, blank=True)
    # Which secret key sealed it, by a name that tells nothing of the key.
    key = models.CharField(_("tên khóa"), max_length=16)
    hash = models.CharField(_("mã khối"), max_length=64)
    seal = models.CharField(_("niêm phong"), max_length=64)

    unscoped = BlockQuerySet.as_manager()
    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("khối nhật ký")
        verbose_name_plural = _("khối nhật ký")
        constraints = [
            # Two workers that seal at once make no fork.
            models.UniqueConstraint(fields=["chain", "number"], name="one_block_of_a_number"),
            models.CheckConstraint(condition=Q(entries__gt=0), name="a_block_holds_entries"),
        ]

    def __str__(self) -> str:
        return f"{self.chain or '–'} #{self.number}"


class SealedEntryQuerySet(CountryQuerySet["SealedEntry"]):
    """Rows of the site, of no place."""

    needs = "operations.view_sealedentry"


class SealedEntry(models.Model):
    """In which block an entry of the journal is sealed, and its hash. Never changed.

    No foreign key of the database stands behind either column: to check one it would lock, and so write, the row of
    the journal, and what is missing is for `audit verify` to find and to name.
    """

    entry = models.OneToOneField(
        AuditEntry,
        models.PROTECT,
        primary_key=True,
        db_constraint=False,
        related_name="sealed",
        verbose_name=_("dòng nhật ký"),
    )
    block = models.ForeignKey(
        Block,
        models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="members",
        verbose_name=_("khối"),
    )
    hash = models.BinaryField(_("mã kiểm"), max_length=32)

    unscoped = SealedEntryQuerySet.as_manager()
    objects = SealedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng đã niêm phong")
        verbose_name_plural = _("dòng đã niêm phong")
        indexes = [models.Index(fields=["block", "entry"], name="sealed_in_block")]

    def __str__(self) -> str:
        return f"{self.entry_id} ∈ {self.block_id}"


class CutQuerySet(CountryQuerySet["Cut"]):
    """Rows of the site, of no place."""

    needs = "operations.view_cut"


class Cut(models.Model):
    """Up to which block the journal went with its time; the hash of that block holds the chain. Never changed."""

    through = models.PositiveBigIntegerField(_("đến khối"))
    hash = models.CharField(_("mã khối"), max_length=64)
    entries = models.PositiveBigIntegerField(_("số dòng đã bỏ"))
    cut_at = models.DateTimeField(_("bỏ lúc"))
    key = models.CharField(_("tên khóa"), max_length=16)
    seal = models.CharField(_("niêm phong"), max_length=64)

    unscoped = CutQuerySet.as_manager()
    objects = CutQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm cắt nhật ký")
        verbose_name_plural = _("điểm cắt nhật ký")

    def __str__(self) -> str:
        return f"≤ {self.through}"
