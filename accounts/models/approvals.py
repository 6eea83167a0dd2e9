"""What one person asks and a second must approve."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.seen import SeenQuerySet, among_seen
from accounts.models.user import User
from accounts.roles import Role
from areas.fields import NameField
from areas.models import Area


class RequestQuerySet(SeenQuerySet["AccountRequest"]):
    """Requests about accounts of a territory."""

    place = "area__path"
    person = ""
    needs = "accounts.view_user"

    def visible_to(self, user: Any) -> Self:
        """Keep what is asked in the territory, about whoever is seen; of what one may do oneself."""
        rows = among_seen(super().visible_to(user), user, "person__")
        invites_alone = not user.has_perm("accounts.change_user")
        return rows.filter(kind=AccountRequest.Kind.INVITE) if invites_alone else rows  # type: ignore[no-any-return]  # the stubs say Any

    def waiting(self) -> Self:
        """Keep what a second person can still approve."""
        return self.filter(answer="", expires_at__gt=timezone.now())


class AccountRequest(models.Model):
    """An account to be made, changed or renewed once a second person approves."""

    class Kind(models.TextChoices):
        """What is asked."""

        INVITE = "invite", _("Mời người mới")
        CHANGE = "change", _("Đổi vai trò, địa bàn")
        RENEW = "renew", _("Cấp lại mật khẩu")

    class Answer(models.TextChoices):
        """What became of it."""

        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("không duyệt")
        WITHDRAWN = "withdrawn", _("đã rút")

    kind = models.CharField(_("việc"), max_length=8, choices=Kind)
    # Nobody yet while an account is only asked for.
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="requests", verbose_name=_("tài khoản")
    )
    role = models.CharField(_("vai trò"), max_length=16, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    # Of an account to be made.
    username = models.CharField(_("tên đăng nhập"), max_length=60, blank=True)
    full_name = NameField(_("họ tên"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), max_length=120, blank=True)
    title = NameField(_("chức vụ"), max_length=120, blank=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("người đề nghị")
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("hết hạn"))
    answer = models.CharField(_("trả lời"), max_length=9, choices=Answer, blank=True)
    # Nobody: approved by a command on the server.
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("người trả lời")
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True)

    unscoped = RequestQuerySet.as_manager()
    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị về tài khoản")
        verbose_name_plural = _("đề nghị về tài khoản")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="account_request_two_people",
                condition=~Q(answer="approved")
                | Q(answered_by=None)
                | (~Q(answered_by=F("asked_by")) & (Q(person=None) | ~Q(answered_by=F("person")))),
            ),
            models.CheckConstraint(
                name="account_request_answer_has_a_time",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person or self.full_name}"
