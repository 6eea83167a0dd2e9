"""People who sign in. One person, one account, one role, one area."""

from collections.abc import Collection
from typing import Any, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.seen import SeenQuerySet
from accounts.names import sign_in_name
from accounts.roles import (
    ERASES,
    FROM_ABOVE,
    GRANTS,
    INVITES,
    NEVER_IN_A_COMMUNE,
    NOBODY,
    POWERS,
    READS_ON,
    Role,
)
from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from areas.names import fold, sought


class UserQuerySet(SeenQuerySet["User"]):
    """Accounts of a territory."""

    place = "area__path"
    person = ""
    needs = "accounts.view_user"

    def mailed(self) -> Self:
        """Keep who can be sent a letter, and wants to be."""
        people = self.filter(is_active=True, wants_mail=True, email_refused_at=None)
        return people.exclude(email="")

    def not_come(self) -> Self:
        """Keep the people who have not opened their account yet: they never chose a password."""
        never: Any = UNUSABLE_PASSWORD_PREFIX
        return self.filter(is_active=True, last_login=None, password__startswith=never)

    def by_place(self) -> Self:
        """Order by where they work, each place's people together: one walk along the tree."""
        return self.order_by("area__path", "id")

    def matching(self, words: str) -> Self:
        """Keep the people whose name or telephone contains every word; no marks needed."""
        found = self
        for word in sought(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def officers_of(self, communes: Collection[int]) -> dict[int, "User"]:
        """Return by commune whom to call there. One query.

        An officer is one with a telephone, else one without; of each the one who signed in last.
        """
        people = self.filter(role=Role.OFFICER, is_active=True, area__in=communes)
        people = people.only("area_id", "full_name", "title", "phone", "last_login")
        has_phone = Case(When(phone="", then=0), default=1)
        reached = people.order_by(has_phone, F("last_login").asc(nulls_first=True), "pk")
        return {one.area_id: one for one in reached}  # type: ignore[misc]  # each has an area


class UserManager(BaseUserManager["User"]):
    """How Django finds an account; people are invited through `people.actions.invite`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by sign-in name, without regard to case; by the same spelling that the locks count."""
        name = sign_in_name(username or "")
        # Databases differ in the capitals of other letters: those are found as they are written.
        return self.get(username__iexact=name) if name.isascii() else self.get(username=name)


class User(AbstractBaseUser):
    """A person with a role in one area. Without an area he sees nothing."""

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    full_name = NameField(_("họ tên"), max_length=200)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    # Nothing relies on it: it only gets the digest of what is unread. It is told nobody but its owner and who invites.
    email = models.EmailField(_("thư điện tử"), max_length=120, blank=True)
    wants_mail = models.BooleanField(_("nhận thư tóm tắt"), default=True)
    # When its mail server said that there is no such address; until it is written anew nothing is sent there.
    email_refused_at = models.DateTimeField(_("thư bị trả lại lúc"), null=True, editable=False)
    title = NameField(_("chức vụ"), max_length=120, blank=True)
    role = models.CharField(_("vai trò"), max_length=16, choices=Role)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("địa bàn")
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)
    # When somebody else last wrote another telephone here: a renewal does not rely on it for a while.
    phone_changed_at = models.DateTimeField(null=True, editable=False)
    # Part of every session: a higher number ends those of before, for good.
    session_stamp = models.PositiveIntegerField(default=0, editable=False)
    search_key = models.TextField(editable=False)
    created_at = models.DateTimeField(_("lập lúc"), default=timezone.now, editable=False)
    stopped_at = models.DateTimeField(_("ngừng lúc"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    second_factor_at = models.DateTimeField(
        _("lớp bảo vệ thứ hai từ"), null=True, blank=True, editable=False
    )
    second_factor_due = models.DateTimeField(
        _("phải bật lớp bảo vệ trước"), null=True, blank=True, editable=False
    )
    second_factor_removed_at = models.DateTimeField(
        _("lớp bảo vệ bị gỡ lúc"), null=True, blank=True, editable=False
    )
    kept_at = models.DateTimeField(_("giữ lại lúc"), null=True, blank=True, editable=False)

    # Nobody stands above the role table.
    is_superuser = False

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager.from_queryset(UserQuerySet)()
    unscoped = UserQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="user_stopped_has_a_time",
                condition=Q(is_active=True, stopped_at=None)
                | Q(is_active=False, stopped_at__isnull=False),
            ),
            models.UniqueConstraint(Lower("username"), name="user_name_once_whatever_the_case"),
        ]
        indexes = [
            models.Index(fields=["area", "is_active"], name="user_area"),
            models.Index(fields=["area"], name="user_stopped", condition=Q(is_active=False)),
            models.Index(
                fields=["area"],
                name="user_waiting",
                condition=Q(is_active=True, last_login__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key in step with name and telephone."""
        self.search_key = self.new_search_key
        fields = kwargs.get("update_fields")
        if fields is not None:
            named = {"full_name", "username", "phone"} & set(fields)
            kwargs["update_fields"] = {*fields, "search_key"} if named else fields
        super().save(*args, **kwargs)

    @property
    def new_search_key(self) -> str:
        """Return by what this person is found, as they are called now."""
        return f"{fold(self.full_name)} {self.username.lower()} {self.phone}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Mix the stamp into what Django compares a session with."""
        whole = f"{self.password}:{self.session_stamp}"
        salt = "accounts.models.User.session"
        return salted_hmac(salt, whole, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """End every session of this person once the row is saved, with `session_stamp`."""
        self.session_stamp += 1

    @property
    def has_second_factor(self) -> bool:
        """Whether sign-in asks this person for more than the password."""
        return self.second_factor_at is not None

    @property
    def is_staff(self) -> bool:
        """Whether Django admin opens for this person."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the role table."""
        return self.is_active and perm in self.permissions

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        """Say whether every permission is granted."""
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether any permission of the app is granted."""
        return self.is_active and any(p.startswith(f"{app_label}.") for p in self.permissions)

    @property
    def permissions(self) -> frozenset[str]:
        """All that the role grants here.

        An administrator of one commune may read the names of its residents, one of a province or
        the nation may not (domain rule: names stay inside the commune). Who only looks on in a
        commune declares nothing for it, and nobody confirms or answers there what the commune itself said
        or asked. Who may invite nobody from where they stand sees no accounts. Of a unit that has ended one reads.
        """
        granted = POWERS.get(self.role, NOBODY).permissions
        if self.area and self.area.closed_on:
            return READS_ON & granted
        if self.area and not GRANTS.get((self.role, self.area.level)):
            granted -= INVITES
        if self.area and self.area.level >= Level.COMMUNE:
            if self.role == Role.ADMINISTRATOR:
                return (granted | {"households.view_names"} | ERASES) - NEVER_IN_A_COMMUNE
            if self.role != Role.OFFICER:
                return granted - FROM_ABOVE - NEVER_IN_A_COMMUNE
        return granted

    @property
    def is_above_communes(self) -> bool:
        """Whether the person's area is above the communes: a district, a province, the country."""
        return bool(self.area and self.area.level < Level.COMMUNE)
