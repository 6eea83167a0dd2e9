"""One file on its way into the register, from upload to result and back."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from web.scope import ScopedQuerySet, territory_path


class Kind(models.TextChoices):
    """What the rows of a file are about."""

    HOUSEHOLDS = "households", _("Hộ, người và kỹ năng")
    VILLAGES = "villages", _("Thôn, buôn, khu phố")
    TEAMS = "teams", _("Tổ và thành viên")
    ACTIVITIES = "activities", _("Buổi hướng dẫn của tổ")
    COMMUNES = "communes", _("Số liệu khai báo của xã")
    ACCOUNTS = "accounts", _("Người dùng")
    PLATFORMS = "platforms", _("Nền tảng số địa phương")


# In this order rows are written: a team needs its village, a session its team. They are taken back the other way round.
WRITTEN_IN_ORDER = (
    Kind.VILLAGES,
    Kind.COMMUNES,
    Kind.ACCOUNTS,
    Kind.PLATFORMS,
    Kind.TEAMS,
    Kind.HOUSEHOLDS,
    Kind.ACTIVITIES,
)


class State(models.TextChoices):
    """How far a file has come. Nothing is in the register before it was confirmed."""

    READING = "reading", _("Đang đọc")
    UNREAD = "unread", _("Chưa đọc được")
    CHECKED = "checked", _("Chờ xem")
    CONFIRMED = "confirmed", _("Chờ nhập")
    RUNNING = "running", _("Đang nhập")
    DONE = "done", _("Đã nhập")
    CANCELLED = "cancelled", _("Đã dừng")
    FAILED = "failed", _("Bị ngắt")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")


# Where our copies of files lie; what lies elsewhere is a file as it was sent, of before there were copies.
COPIES = "rows"
# What is counted of the rows when a file is checked.
COUNTED = ("new", "changes", "identical", "error", "note", "households", "updated")
# Its rows, if there are any, are not all of them: nothing is shown of them, nothing written.
UNCHECKED = (State.READING, State.UNREAD)
# One of these at a time in a commune.
ACTIVE = (State.CONFIRMED, State.RUNNING, State.UNDOING)
# What may be taken back.
TO_UNDO = (State.DONE, State.CANCELLED, State.FAILED)
# Its preview is over.
OVER = (*TO_UNDO, State.UNDONE)
ABOVE = "imports.start_territory"
# What somebody must still decide of.
TO_DECIDE = (State.CHECKED, State.FAILED)
_UNSEEN = Q(state__in=(State.DONE, State.UNREAD)) & (
    Q(seen_at=None) | Q(seen_at__lt=F("finished_at"))
)


class FilesQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Files of a territory, or what hangs on them; who brings in files above communes sees none of a commune."""

    needs = "imports.view_import"
    # Path from the row to its file, empty of the file itself.
    file = ""

    def visible_to(self, user: Any) -> Self:
        """Keep what lies in the user's territory; of those above the communes only what was brought in there."""
        path = territory_path(user)
        if not path or user.has_perm(self.needs) or not user.has_perm(ABOVE):
            return super().visible_to(user)
        return self.inside(path).above_communes()

    def above_communes(self) -> Self:
        """Keep what was brought into a district or a province: no resident stands there."""
        return self.filter(**{f"{self.file}commune__level__lt": Level.COMMUNE})


class ImportQuerySet(FilesQuerySet["Import"]):
    """Files of a territory."""

    place = "commune__path"

    def active(self) -> Self:
        """Keep those that are being written, or about to be."""
        return self.filter(state__in=ACTIVE)

    def unseen(self) -> Self:
        """Keep those that came to an end, or could not be read, since who sent them last looked."""
        return self.filter(_UNSEEN)

    def asking(self, user: Any, since: datetime) -> Self:
        """Keep what somebody sent and must still decide of or look at, if it came so far since then."""
        late = Q(finished_at=None, added_at__gte=since) | Q(finished_at__gte=since)
        wanted = Q(state__in=TO_DECIDE) | _UNSEEN
        return self.filter(wanted, late, added_by=user, cleared_at=None)

    def to_narrow(self, before: datetime) -> Self:
        """Keep those whose preview is over: written, ended, or not decided since then."""
        is_over = Q(state__in=OVER) & (Q(narrowed_at=None) | Q(narrowed_at__lt=F("finished_at")))
        is_late = Q(state__in=(State.CHECKED, State.UNREAD), narrowed_at=None, added_at__lt=before)
        return self.filter(is_over | is_late, cleared_at=None)

    def being_read(self) -> Self:
        """Keep those that are being read, or about to be."""
        return self.filter(state=State.READING)


class Import(models.Model):
    """A file of rows that an officer sent: what it is, what its rows say, how far it has come.

    Our copy of it, without what is not kept, stands under a name nobody can guess as long as its preview
    needs it. Its rows are cleared after IMPORT_KEEP_DAYS; that it was here, and its figures, stay.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind, default=Kind.HOUSEHOLDS)
    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="imports", verbose_name=_("xã"), db_index=False
    )
    # All rows are of this village; empty: a column says it.
    village = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("thôn")
    )
    state = models.CharField(_("tình trạng"), max_length=9, choices=State, default=State.CHECKED)
    name = models.CharField(_("tên tệp"), max_length=200)
    stored_as = models.CharField(max_length=80, blank=True, editable=False)
    size = models.PositiveIntegerField(_("số byte"))
    # Of our copy: the same rows make the same one.
    sha256 = models.CharField("SHA-256", max_length=64)
    # What an empty cell under a skill says: nothing (not asked), or "not yet known".
    empty_is_no = models.BooleanField(_("ô trống là chưa biết"), default=False)
    # Its tables and columns, what is asked, taken and left of them, or why it is not read (imports.jobs.actions.opened).
    layout = models.JSONField(default=dict)
    # What the officer answered of it: kind of question, what it is about, choice; "" asks anew what is remembered.
    answers = models.JSONField(default=list)
    # Names of villages as the file writes them that were asked about, each with the key chosen.
    villages = models.JSONField(default=dict)
    rows_read = models.PositiveIntegerField(_("số dòng"), default=0)
    # While it is read: how many rows its sheet has, 0 until it was opened, and how many got a verdict.
    rows_in_sheet = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    # Rows by verdict, and those with a note, as they were found when the file was read.
    found = models.JSONField(default=dict)
    to_write = models.PositiveIntegerField(default=0)
    # Rows of which kind are dealt with, the last group of them that was, and how many were; taking back begins anew.
    writing = models.CharField(max_length=12, blank=True)
    position = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    # The commune's figures before the first row was written and after the last.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("người gửi"),
    )
    # Who confirmed it: rows are written in their name. Who asked to take it back.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    added_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    undone_at = models.DateTimeField(null=True)
    # When who sent it last opened what came of it.
    seen_at = models.DateTimeField(null=True)
    # When its copy, and the cells of columns that no field is, were let go: no preview needs them any more.
    narrowed_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(_("dọn lúc"), null=True)
    stop_asked = models.BooleanField(default=False)
    # Which worker reads or writes it, and when that one last renewed its lease.
    worker = models.UUIDField(null=True)
    beat_at = models.DateTimeField(null=True)

    unscoped = ImportQuerySet.as_manager()
    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần nhập từ tệp")
        verbose_name_plural = _("lần nhập từ tệp")
        ordering = ("-id",)
        indexes = [models.Index(fields=["commune", "-id"], name="import_of_commune")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune"],
                condition=Q(state__in=ACTIVE),
                name="import_one_at_a_time",
            ),
            models.CheckConstraint(name="import_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="import_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="import_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="import_writes_what_it_has", condition=Q(done__lte=F("to_write"))
            ),
            models.CheckConstraint(
                name="import_undoes_what_it_wrote", condition=Q(undone__lte=F("done"))
            ),
            models.CheckConstraint(
                name="import_confirmed_by_somebody",
                condition=Q(state__in=(*UNCHECKED, State.CHECKED)) | Q(confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Names of files may name people: never printed in titles of admin, messages or logs.
        return f"E{self.pk:05d}" if self.pk else "E"

    @property
    def is_active(self) -> bool:
        """Whether it is being written or taken back, or about to be."""
        return self.state in ACTIVE

    @property
    def may_be_checked_again(self) -> bool:
        """Whether its copy is still there, from which its preview can be made anew."""
        return self.state == State.CHECKED and not (self.narrowed_at or self.cleared_at)

    @property
    def has_copy(self) -> bool:
        """Whether what is kept of it is a copy of ours, not the file as it was sent."""
        return self.stored_as.startswith(f"{COPIES}/")

    @property
    def is_unchecked(self) -> bool:
        """Whether its rows were not read to their end."""
        return self.state in UNCHECKED

    @property
    def counts(self) -> dict[str, int]:
        """Rows by verdict, those with a note, households that are new or updated; 0 where there are none."""
        return {**dict.fromkeys(COUNTED, 0), **self.found}

    @property
    def kinds(self) -> list[str]:
        """The kinds of its rows, in the order in which they are written; where none is known that of the file."""
        there = self.found.get("kinds", {})
        return [kind.value for kind in WRITTEN_IN_ORDER if kind in there] or [self.kind]

    def found_of(self, kind: str) -> dict[str, int]:
        """Return the rows of one kind by verdict, and those that are the first of their group ("first." before it)."""
        return {**self.found.get("kinds", {}).get(kind, {})}

    @property
    def unanswered(self) -> int:
        """How many questions of it wait for an answer."""
        return int(self.layout.get("unanswered", 0))

    @property
    def day(self) -> date | None:
        """The day of rows that say none, where somebody said it."""
        text = self.layout.get("day")
        return date.fromisoformat(text) if text else None

    @property
    def likely_day(self) -> date | None:
        """The day that figures without one may be of: the file mentions it, and no other."""
        text = (self.layout.get("undated") or {}).get("likely")
        return date.fromisoformat(text) if text else None

    @property
    def skipped(self) -> int:
        """How many rows are left out for what is wrong in them."""
        return self.counts["error"]

    @property
    def undo_until(self) -> datetime | None:
        """Until when it can be taken back (setting IMPORT_UNDO_DAYS); None of one not written."""
        if self.state not in TO_UNDO or not self.done or self.finished_at is None:
            return None
        return self.finished_at + timedelta(days=int(settings.IMPORT_UNDO_DAYS))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back, and still time."""
        until = self.undo_until
        return until is not None and self.cleared_at is None and timezone.now() < until
