"""What a resident asks about the data that is kept of them, until when it is due, and what they were answered."""

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import ends_after
from areas.fields import NameField
from areas.models import Area
from areas.working_days import after_working_days
from households.models import Household, Resident
from web.scope import ScopedQuerySet


class SubjectRequestQuerySet(ScopedQuerySet["SubjectRequest"]):
    """Requests of a territory; names stand in them, so only those who work in the commune see any."""

    place = "commune__path"
    needs = "privacy.view_subjectrequest"

    def open(self) -> Self:
        """Keep those that nobody has answered yet."""
        return self.filter(decision="")

    def overdue(self, day: date) -> Self:
        """Keep open ones whose due day is over."""
        return self.open().filter(due_on__lt=day)

    def pressing(self, day: date) -> Self:
        """Keep open ones to be seen to: not acknowledged yet, due within REQUEST_REMIND_DAYS, or overdue."""
        soon = after_working_days(day, settings.REQUEST_REMIND_DAYS)
        return self.open().filter(Q(acknowledged_on=None) | Q(due_on__lte=soon))

    def received_in(self, year: int) -> Self:
        """Keep those of a year."""
        return self.filter(received_on__year=year)

    def in_order(self) -> Self:
        """Put open ones first, by what is due first; then what was answered, the newest first."""
        answered = models.Case(models.When(decision="", then=0), default=1)
        return self.order_by(answered, F("done_on").desc(), "due_on", "-pk")

    def numbers(self, day: date) -> tuple[int, int, int]:
        """Count all, those that are answered, and those overdue: one query."""
        is_over = Q(decision="", due_on__lt=day)
        row = self.order_by().aggregate(
            n=Count("pk"),
            answered=Count("pk", filter=~Q(decision="")),
            overdue=Count("pk", filter=is_over),
        )
        return row["n"], row["answered"], row["overdue"]


def _by(words: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=words,
    )


def _known(column: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Return what lets the database take no other than these choices."""
    return models.CheckConstraint(
        name=f"request_{column}_known", condition=Q(**{f"{column}__in": choices.values})
    )


class Kind(models.TextChoices):
    """What is asked for."""

    ACCESS = "access", _("Xem, xin bản sao")
    CORRECTION = "correction", _("Sửa dữ liệu sai")
    RESTRICTION = "restriction", _("Hạn chế xử lý")
    ERASURE = "erasure", _("Xóa dữ liệu")
    WITHDRAWAL = "withdrawal", _("Rút đồng ý, phản đối")


class Asker(models.TextChoices):
    """Who asks."""

    SELF = "self", _("Chính người đó")
    GUARDIAN = "guardian", _("Cha mẹ, người giám hộ")
    AUTHORISED = "authorised", _("Người được ủy quyền")


class Channel(models.TextChoices):
    """How a request came."""

    COUNTER = "counter", _("Bộ phận một cửa")
    TEAM = "team", _("Tổ, tại nhà")
    POST = "post", _("Công văn, thư")
    PHONE = "phone", _("Điện thoại")
    ONLINE = "online", _("Thư điện tử, cổng dịch vụ công")


class Decision(models.TextChoices):
    """What became of a request."""

    DONE = "done", _("Đã làm theo yêu cầu")
    PARTLY = "partly", _("Làm được một phần")
    REFUSED = "refused", _("Từ chối")


class Ground(models.TextChoices):
    """Why the law lets a request be refused."""

    DUTY = "duty", _("Dữ liệu phải giữ để làm nhiệm vụ được giao (Luật 91/2025, Điều 19)")
    LAW = "law", _("Luật khác buộc phải giữ")
    OTHERS = "others", _("Ảnh hưởng đến quyền của người khác")
    NOT_ENTITLED = "not_entitled", _("Người yêu cầu không có quyền với dữ liệu này")
    NOT_FOUND = "not_found", _("Không có dữ liệu nào về người này")


class SubjectRequest(models.Model):
    """One request: who asks what about whom, when it is due, what became of it. Never an identity number.

    What names a person or may do so stands in `PERSONAL` and nowhere else: whoever erases the person
    empties these columns, and no constraint minds. The journal is told none of them.
    """

    PERSONAL = ("requester", "words", "extended_why", "answer", "lifted_why")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="subject_requests", verbose_name=_("xã")
    )
    # Without a household: somebody of whom nothing was found.
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subject_requests",
        verbose_name=_("hộ"),
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subject_requests",
        verbose_name=_("người trong hộ"),
    )
    kind = models.CharField(_("yêu cầu"), max_length=11, choices=Kind)
    words = NameField(_("nội dung"), max_length=500, blank=True)
    requester = NameField(_("người yêu cầu"), max_length=200, blank=True)
    asker = models.CharField(_("là ai"), max_length=10, choices=Asker)
    # An officer saw who they are, or the paper that lets them ask for another; nothing of it is kept.
    checked = models.BooleanField(_("đã kiểm tra"), default=False)
    channel = models.CharField(_("nhận qua"), max_length=7, choices=Channel)
    received_on = models.DateField(_("ngày nhận"))
    received_by = _by(_("người ghi"))
    acknowledge_by = models.DateField(_("hạn xác nhận"))
    acknowledged_on = models.DateField(_("xác nhận ngày"), null=True, blank=True)
    due_on = models.DateField(_("hạn trả lời"))
    extended_on = models.DateField(_("gia hạn ngày"), null=True, blank=True)
    extended_why = NameField(_("lý do gia hạn"), max_length=500, blank=True)
    decision = models.CharField(_("quyết định"), max_length=7, choices=Decision, blank=True)
    ground = models.CharField(_("căn cứ"), max_length=12, choices=Ground, blank=True)
    answer = NameField(_("trả lời"), max_length=2000, blank=True)
    done_on = models.DateField(_("trả lời ngày"), null=True, blank=True)
    done_by = _by(_("người trả lời"))
    # From when to when its household was kept but not used, because of this request.
    restricted_on = models.DateField(_("hạn chế từ ngày"), null=True, blank=True)
    lifted_on = models.DateField(_("thôi hạn chế ngày"), null=True, blank=True)
    lifted_why = NameField(_("lý do thôi hạn chế"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = SubjectRequestQuerySet.as_manager()
    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu cá nhân")
        verbose_name_plural = _("yêu cầu về dữ liệu cá nhân")
        ordering = ("id",)
        permissions = [("count_subjectrequests", "Can read how many requests are overdue")]
        indexes = [
            models.Index(fields=["commune", "received_on"], name="request_of_commune"),
            models.Index(fields=["due_on"], name="request_open", condition=Q(decision="")),
        ]
        constraints = [
            _known("kind", Kind),
            _known("asker", Asker),
            _known("channel", Channel),
            models.CheckConstraint(
                name="request_person_is_of_a_household",
                condition=Q(resident=None) | Q(household__isnull=False),
            ),
            models.CheckConstraint(
                name="request_answered_has_day",
                condition=Q(decision="", done_on=None)
                | Q(
                    decision__in=["done", "partly", "refused"],
                    done_on__isnull=False,
                    acknowledged_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="request_refused_has_ground",
                condition=Q(decision__in=["", "done"], ground="")
                | Q(decision="partly")
                | Q(
                    decision="refused",
                    ground__in=["duty", "law", "others", "not_entitled", "not_found"],
                ),
            ),
            ends_after("request_acknowledged_after_received", "received_on", "acknowledged_on"),
            ends_after("request_done_after_received", "received_on", "done_on"),
            ends_after("request_extended_after_received", "received_on", "extended_on"),
            models.CheckConstraint(
                name="request_due_after_received",
                condition=Q(due_on__gte=F("received_on"), acknowledge_by__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="request_lifted_was_restricted",
                condition=Q(lifted_on=None)
                | Q(restricted_on__isnull=False, lifted_on__gte=F("restricted_on")),
            ),
            models.CheckConstraint(
                name="request_restricts_a_household",
                condition=Q(restricted_on=None) | Q(household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Printed in titles, messages, logs and the journal: never a person's name.
        return f"YC{self.pk:06d}" if self.pk else "YC"

    # The same where a page asks for it by a word.
    code = property(__str__)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.decision

    @property
    def restricts(self) -> bool:
        """Whether its household is kept but not used because of it."""
        return self.restricted_on is not None and self.lifted_on is None

    @property
    def has_copy(self) -> bool:
        """Whether a copy of a person's data may be given: they asked for it, and it was seen who asks."""
        return self.kind == Kind.ACCESS and self.checked and self.resident_id is not None

    def may_be_extended(self, day: date) -> bool:
        """Say whether it may get more time on a day: once, and before it is due."""
        return self.is_open and self.extended_on is None and self.due_on >= day

    def is_overdue(self, day: date) -> bool:
        """Say whether it is open after its due day."""
        return self.is_open and self.due_on < day
