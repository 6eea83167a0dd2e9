"""Who did what to what: one row for each write, kept for good."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from audit.personal import (
    HIDDEN,
    HOUSEHOLDS,
    IMPERSONAL,
    Apart,
    apart,
    is_marked,
    without_marks,
)
from web.scope import PlaceAbove, PlaceField, ScopedQuerySet

# What moves the version of a count row whenever it is written; all other writes are few.
COUNTED = ("households.household", "households.resident", "teams.team")
# Depths of a path between the country and a village: entries there are read in the order of time.
ABOVE = (2, 3, 4)
# Which apps write the entries of a kind of work.
APPS = {
    "nhap-lieu": ("households",),
    "to": ("teams",),
    "nhap-tep": ("imports",),
    "tai-khoan": ("accounts",),
    "dia-ban": ("areas", "skills"),
    "so-lieu": ("reports", "figures", "periodic"),
}
# Lists, figures and sheets that somebody took away; a scan that is brought in is no export.
EXPORTS = Q(verb__startswith="Tải ") & ~Q(verb__startswith="Tải lên")

# What kinds of work were once called → what they are called now. Entries of then stay as they were written.
RENAMED = {
    "Ghi số hộ khai báo": "Ghi số khai báo",
    "Mở khoá tập huấn": "Mở khóa tập huấn",
    "Nêu nhu cầu": "Gửi đề nghị",
    "Nêu nền tảng số": "Thêm nền tảng số",
    "Rút nhu cầu": "Rút đề nghị",
    "Sửa khoá tập huấn": "Sửa khóa tập huấn",
    "Thôi dùng biểu mẫu": "Ngừng dùng biểu mẫu",
    "Thôi lịch báo cáo": "Ngừng lịch báo cáo",
    "Thôi nhận thư bằng đường dẫn trong thư": "Ngừng nhận thư bằng đường dẫn trong thư",
    "Thôi nêu nền tảng số": "Ngừng áp dụng nền tảng số",
    "Trả lời nhu cầu": "Trả lời đề nghị",
}

# How many of the few are looked at: as many as can be under way at once, many times over.
WINDOW = 200


def words_of(verb: str) -> str:
    """Say what was done in the words of today and of the reader."""
    return gettext(RENAMED.get(verb, verb))


def same_as(verb: str) -> list[str]:
    """Return all that this kind of work was ever called."""
    now = RENAMED.get(verb, verb)
    return [now, *(old for old, new in RENAMED.items() if new == now)]


class AuditQuerySet(ScopedQuerySet["AuditEntry"]):
    """Entries, newest first."""

    needs = "audit.view_auditentry"

    def inside(self, path: str) -> Self:
        """Keep what was done at or below a place, by the column that an index holds in order of time."""
        depth = path.count(".")
        if depth not in ABOVE:
            return super().inside(path)
        return self.filter(**{f"above_{depth}": path})

    def about(self, subject: models.Model) -> "AuditQuerySet":
        """Keep what was done to this one object."""
        return self.filter(subject=subject._meta.label_lower, subject_key=str(subject.pk))

    def with_personal(self) -> Self:
        """Read along what is personal in the entries, for `shown_changes`: one query more."""
        return self.prefetch_related("personal")

    def of_kind(self, kind: str) -> Self:
        """Keep one kind of work; without a known one, all but exports."""
        if kind == "tai-ve":
            return self.filter(EXPORTS)
        mine = Q()
        for app in APPS.get(kind, ()):
            mine |= Q(subject__startswith=f"{app}.")
        return self.filter(mine).exclude(EXPORTS)

    def between(self, first: date | None, last: date | None) -> Self:
        """Keep what was done from a day on, or up to one, both with their whole day."""
        kept = self.filter(at__gte=_begin_of(first)) if first else self
        return kept.filter(at__lt=_begin_of(last + timedelta(days=1))) if last else kept


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEntry(models.Model):
    """One write: who, when, which verb, on which object, with what before and after.

    Users, objects and places are named by strings, so that an entry outlives what it names and
    the lowest app needs to know none above it. The database refuses to change or delete one.
    """

    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    actor = models.CharField(_("tên đăng nhập"), max_length=150, blank=True)
    actor_name = models.CharField(_("người làm"), max_length=200, blank=True)
    verb = models.CharField(_("việc"), max_length=80)
    subject = models.CharField(_("loại đối tượng"), max_length=60)
    subject_key = models.CharField(_("mã đối tượng"), max_length=60)
    subject_label = models.CharField(_("đối tượng"), max_length=255, blank=True)
    place = PlaceField(_("địa bàn"), blank=True)
    above_2 = PlaceAbove(depth=2)
    above_3 = PlaceAbove(depth=3)
    above_4 = PlaceAbove(depth=4)
    changes = models.JSONField(_("trước và sau"), default=dict, blank=True)
    document = models.CharField(_("văn bản"), max_length=255, blank=True)

    unscoped = AuditQuerySet.as_manager()
    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["place", "-id"], name="audit_place"),
            models.Index(fields=["above_2", "-id"], name="audit_above_2"),
            models.Index(fields=["above_3", "-id"], name="audit_above_3"),
            models.Index(fields=["above_4", "-id"], name="audit_above_4"),
            models.Index(fields=["subject", "subject_key", "-id"], name="audit_subject"),
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            models.Index(fields=["-id"], name="audit_uncounted", condition=~Q(subject__in=COUNTED)),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject_label or self.subject_key}"

    @property
    def names_somebody(self) -> bool:
        """Whether what it changed tells of residents, to those who may read that."""
        return self.subject == HOUSEHOLDS and bool(self.changes.keys() - IMPERSONAL)

    def shown_changes(self, *, may_see_names: bool) -> dict[str, list[Any]]:
        """Return the changes, with what is personal in a household or a team hidden from strangers to it.

        Whether there was a value at all stays visible; of one that was erased, that it was. Lists read
        `with_personal` first.
        """
        if may_see_names:
            return self.told
        return {
            name: [value and HIDDEN for value in pair]
            if apart(self.subject, name) is Apart.NAMES
            else pair
            for name, pair in self.told.items()
        }

    @property
    def told(self) -> dict[str, list[Any]]:
        """Return the changes with the personal values in the place of their marks."""
        marked = [name for name, pair in self.changes.items() if is_marked(pair)]
        kept = {one.field: one.pair for one in self.personal.all()} if marked else {}
        gone = {name: without_marks(self.changes[name], gettext("đã xóa")) for name in marked}
        return {**self.changes, **gone, **kept}


class PersonalValueQuerySet(ScopedQuerySet["PersonalValue"]):
    """Personal values, each of the place of its entry."""

    place = "entry__place"
    needs = "audit.view_auditentry"


class PersonalValue(models.Model):
    """What an entry says of a person, in one field: kept beside it, so that it can be erased.

    The entry holds a mark of each value (`audit.personal`). The key goes with the row: afterwards the mark
    tells nothing, and the entry stands as it was written.
    """

    entry = models.ForeignKey(
        AuditEntry, models.PROTECT, related_name="personal", verbose_name=_("dòng nhật ký")
    )
    field = models.CharField(_("trường"), max_length=60)
    # Whom it is about ("households.resident:12"); "" where nobody said, or where it names two.
    about = models.CharField(_("về ai"), max_length=60, blank=True)
    before = models.JSONField(_("trước"), null=True, blank=True)
    after = models.JSONField(_("sau"), null=True, blank=True)
    key = models.CharField(max_length=64, editable=False)

    unscoped = PersonalValueQuerySet.as_manager()
    objects = PersonalValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("giá trị cá nhân trong nhật ký")
        verbose_name_plural = _("giá trị cá nhân trong nhật ký")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.entry_id}, {self.field}"

    @property
    def pair(self) -> list[Any]:
        """What was before and what came."""
        return [self.before, self.after]
