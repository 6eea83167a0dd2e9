"""One row of a file: what it says, what is wrong with it, and what became of it once it was confirmed."""

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.named import Named
from households.models import Assessment, Declaration, Household, Resident
from imports.models.incoming import FilesQuerySet, Import, Kind
from teams.models import Activity, Member, Team


class Verdict(models.TextChoices):
    """What would happen to a row."""

    NEW = "new", _("Mới")
    CHANGES = "changes", _("Cập nhật")
    IDENTICAL = "identical", _("Không đổi")
    ERROR = "error", _("Lỗi")


class ImportRowQuerySet(FilesQuerySet["ImportRow"]):
    """Rows of the files of a territory."""

    place = "source__commune__path"
    file = "source__"

    def left_out(self) -> Self:
        """Keep those with something wrong, and those that could not be written."""
        return self.filter(Q(verdict=Verdict.ERROR) | Q(result__outcome="refused"))

    def filtered(self, what: str) -> Self:
        """Keep what a chip of the preview names: error, note, valid; anything else keeps all."""
        if what == "error":
            return self.filter(verdict=Verdict.ERROR)
        fine = self.exclude(verdict=Verdict.ERROR)
        if what == "note":
            return fine.filter(noted=True)
        return fine.filter(noted=False) if what == "valid" else self


class ImportRow(models.Model):
    """A row of a file; `group` is the first row of those that are written together: of a household, a team.

    `sheet` and `line` are where its officer sees it; `number` is its own in the file, `line` where no other row is.

    `cells` are its cells as they stood, `values` what was understood, by field; `changes` map a field
    to what stands in the register and what is wanted, and `household` and `resident`, or `team` and
    `member`, are those that the row speaks of, where it found them. `problems` and `notes` are lists of
    {column, value, what, how}.
    """

    # Its place among the rows of its sheet, while that is read; and what of its cells is not kept: those of
    # somebody who was erased, and whom it names beside them.
    at: int
    is_hidden: bool = False
    hides: Named | None = None

    source = models.ForeignKey(Import, models.PROTECT, related_name="rows", db_index=False)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind, default=Kind.HOUSEHOLDS)
    sheet = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(_("dòng trong trang tính"), default=0)
    number = models.PositiveIntegerField(_("dòng"))
    group = models.PositiveIntegerField()
    verdict = models.CharField(_("sẽ làm gì"), max_length=9, choices=Verdict)
    noted = models.BooleanField(default=False)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    village = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("thôn")
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name=_("hộ")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("tổ")
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)

    unscoped = ImportRowQuerySet.as_manager()
    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng của tệp nhập")
        verbose_name_plural = _("dòng của tệp nhập")
        ordering = ("source_id", "number")
        # In this order rows are written: a group together, however far apart its rows stand.
        indexes = [models.Index(fields=["source", "group", "number"], name="importrow_in_groups")]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="importrow_once"),
            models.CheckConstraint(
                name="importrow_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
        ]

    def __str__(self) -> str:
        return f"E{self.source_id:05d}, {self.number}"


# What a row may have written, each with what else is known of it.
SUBJECTS = {
    "household": Q(version__isnull=False),
    "activity": Q(version__isnull=False),
    "team": Q(),
    "place": Q(),
    "account": Q(),
}


def _only(subject: str | None) -> Q:
    """Return the condition that of all subjects this one alone is there."""
    return Q(**{f"{one}__isnull": one != subject for one in SUBJECTS})


_WRITTEN = reduce(or_, (_only(one) & known for one, known in SUBJECTS.items()))


class Outcome(models.TextChoices):
    """What became of a row."""

    WRITTEN = "written", _("Đã ghi")
    REFUSED = "refused", _("Không ghi được")
    UNDONE = "undone", _("Đã hoàn tác")
    KEPT = "kept", _("Không hoàn tác được")


class Why(models.TextChoices):
    """Why a row was not written, or not taken back, beside what the apps that hold the facts refuse."""

    VILLAGE = "village", _("Thôn này đã thôi trước khi nhập.")
    NO_HEAD = "no_head", _("Không ghi được hộ của người này.")
    # Of villages.
    THERE = "there", _("Xã đã có thôn này sau lần xem trước.")
    NEWER = "newer", _("Trong sổ đã có số khai báo mới hơn.")
    CALLED = "called", _("Tên thôn đã đổi sau lần xem trước. Gửi lại tệp để so lại.")
    RENAMED = "renamed", _("Tên thôn đã đổi sau lần nhập, nên giữ lại.")
    STAYS = "stays", _("Thôn này đã có việc ghi sau lần nhập, nên giữ lại.")
    FIRST = (
        "first",
        _("Trước đó chưa có số khai báo nào để trả lại; ghi số đúng ở trang của thôn."),
    )
    # Of communes.
    CLOSED = "closed", _("Xã này đã sắp xếp lại trước khi nhập.")
    WITHDRAWN = "withdrawn", _("Số khai báo này đã được rút sau lần nhập.")
    # Of accounts.
    SIGNED_IN = "signed_in", _("Người này đã đăng nhập, nên giữ lại.")
    MOVED = "moved", _("Tài khoản đã đổi vai trò hoặc đơn vị, nên giữ lại.")
    # Of platforms.
    ASKED = "asked", _("Đã có người được hỏi về nền tảng này, nên giữ lại.")
    # Of teams.
    HAS_TEAM = "has_team", _("Nơi này đã có tổ sau lần xem trước. Gửi lại tệp.")
    NO_MORE = "no_more", _("Tổ đã giải thể sau lần xem trước.")
    SINCE = "since", _("Sổ đã đổi sau lần xem trước. Gửi lại tệp để so lại.")
    DAYS = "days", _("Ngày không khớp với các quyết định và vai trò của tổ.")
    BUILT_ON = "built_on", _("Người này đã có việc ghi sau lần nhập, nên giữ lại.")
    TOOK_OVER = (
        "took_over",
        _("Đã thay tổ trưởng cũ, nên giữ lại. Đổi tổ trưởng ở trang của tổ."),
    )
    FOUNDED = (
        "founded",
        _(
            "Đã rút người này. Tổ thì giữ lại, vì đã có việc ghi sau đó hoặc đã vào số liệu cuối tháng; nếu nhầm, giải thể ở trang của tổ."
        ),
    )
    # Of sessions.
    NO_TEAM = "no_team", _("Thôn này không có tổ vào ngày đó.")
    LOGGED = "logged", _("Buổi này đã được ghi sau lần xem trước.")
    MEANWHILE = (
        "meanwhile",
        _("Buổi này đã được sửa hoặc rút sau lần xem trước. Gửi lại tệp để so lại."),
    )
    SAID_SINCE = "said_since", _("Buổi này đã được sửa hoặc rút sau lần nhập.")


class RowResultQuerySet(FilesQuerySet["RowResult"]):
    """What became of the rows of a territory."""

    place = "row__source__commune__path"
    file = "row__source__"


class RowResult(models.Model):
    """What one row wrote, for whoever asks and for taking it back; `why` says what was not done.

    Its being there is the mark that the row was dealt with: it comes in the transaction of the facts.
    `version` is the household's after the row: whoever wrote later moved it. `away` is its status
    before somebody turned out to be at home.
    """

    row = models.OneToOneField(
        ImportRow, models.PROTECT, primary_key=True, related_name="result", verbose_name=_("dòng")
    )
    outcome = models.CharField(_("đã làm gì"), max_length=8, choices=Outcome)
    why = models.CharField(_("vì sao"), max_length=12, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name=_("hộ")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", db_index=False
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, related_name="+", db_index=False
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, related_name="+", verbose_name=_("buổi")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("tổ")
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("thôn")
    )
    declaration = models.ForeignKey(
        Declaration, models.PROTECT, null=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("tài khoản"),
    )
    is_new = models.BooleanField(_("hộ mới"), default=False)
    is_new_person = models.BooleanField(_("người mới"), default=False)
    version = models.PositiveIntegerField(null=True)
    away = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    unscoped = RowResultQuerySet.as_manager()
    objects = RowResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả của dòng nhập")
        verbose_name_plural = _("kết quả của dòng nhập")
        ordering = ("row_id",)
        constraints = [
            models.CheckConstraint(
                name="rowresult_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="rowresult_says_what_or_why",
                condition=(_only(None) & Q(outcome="refused", version=None))
                | (~Q(outcome="refused") & _WRITTEN),
            ),
            models.CheckConstraint(
                name="rowresult_not_done_says_why",
                condition=Q(outcome__in=("written", "undone"), why="")
                | (Q(outcome__in=("refused", "kept")) & ~Q(why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.row_id}"

    @classmethod
    def refused(cls, row: ImportRow, why: str) -> Self:
        """Return the result of a row that is not written."""
        return cls(row=row, outcome=Outcome.REFUSED, why=why)
