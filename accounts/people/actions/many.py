"""Accounts of many people at once, without any code: each gets one when their card is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, gettext_noop

from accounts.inbox.actions import notify_communes
from accounts.models import Notice, User
from accounts.people.actions.grants import (
    BeyondOwnPowers,
    check_grant,
    communes_in_use,
    from_above,
    needs_second,
    present,
)
from accounts.queries import free_usernames
from areas.models import Area
from areas.names import digits_of, fold
from audit.actions import record_many
from web.bulk import NewRows
from web.scope import place_of


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to have an account; `row` is whatever the caller knows them by."""

    full_name: str
    role: str
    area: Area
    phone: str = ""
    title: str = ""
    email: str = ""
    row: Any = None

    @property
    def key(self) -> tuple[int, str]:
        """By what they are the same person as another: where they work, and their name."""
        return self.area.pk, fold(self.full_name)


class Refused(models.TextChoices):
    """Why somebody gets no account here."""

    NAMELESS = "nameless", _("Chưa có họ tên")
    ENDED = "ended", _("Đơn vị này không còn")
    BEYOND = "beyond", _("Vượt quyền của người lập, hoặc vai trò không giao được ở cấp này")
    SECOND = "second", _("Cần người thứ hai duyệt: mời riêng người này")
    HERE = "here", _("Người này đã có tài khoản ở đơn vị này")
    PHONE = "phone", _("Số điện thoại này đã có ở một tài khoản khác")


@dataclass(frozen=True)
class MadeMany:
    """Who was given an account, and who was refused one."""

    made: list[tuple[NewPerson, User]] = field(default_factory=list)
    refused: list[tuple[NewPerson, Refused]] = field(default_factory=list)


@transaction.atomic
def make_many(*, by: User, people: Sequence[NewPerson]) -> MadeMany:
    """Make the accounts that `by` may make alone, without password and code; say who is refused and why."""
    by = present(by)
    refused = refusals_of(by=by, people=people)
    pairs = list(zip(people, refused, strict=True))
    found = MadeMany(refused=[(one, why) for one, why in pairs if why])
    fit = [one for one, why in pairs if not why]
    users = NewRows(User, _users(fit)).insert()
    verb = gettext_noop("Mời người dùng")
    rows = [(user, place_of(user), {"role": [None, user.role]}) for user in users]
    record_many(by=by, verb=verb, rows=rows)
    told = [user for user in users if from_above(by, user.area)]
    notify_communes(people=told, kind=Notice.Kind.MADE, by=by, from_above=True)
    found.made.extend(zip(fit, users, strict=True))
    return found


def refusals_of(*, by: User, people: Sequence[NewPerson]) -> list[Refused | None]:
    """Say of each person why `by` may not make them an account, None where they may. Three queries; writes nothing.

    Of two rows that are one person, or have one telephone, the first is taken.
    """
    in_use = communes_in_use({one.area.commune_id or one.area.pk for one in people})
    keys, phones = _known(by, people)
    found: list[Refused | None] = []
    for one in people:
        why = _beyond(by, one, in_use) or _taken(one, keys, phones)
        if why is None:
            keys.add(one.key)
            phones.add(digits_of(one.phone))
        found.append(why)
    return found


def _beyond(by: User, one: NewPerson, in_use: set[int]) -> Refused | None:
    try:
        check_grant(by=by, role=one.role, area=one.area)
    except BeyondOwnPowers:
        return Refused.BEYOND
    if one.area.closed_on:
        return Refused.ENDED
    if needs_second(by=by, role=one.role, area=one.area, in_use=in_use):
        return Refused.SECOND
    return None


def _taken(one: NewPerson, keys: set[tuple[int, str]], phones: set[str]) -> Refused | None:
    if not one.full_name.strip():
        return Refused.NAMELESS
    if one.key in keys:
        return Refused.HERE
    phone = digits_of(one.phone)
    return Refused.PHONE if phone and phone in phones else None


def _known(by: User, people: Iterable[NewPerson]) -> tuple[set[tuple[int, str]], set[str]]:
    """Return who has an account in these provinces, and which telephones do; nothing beyond `by`'s own area."""
    around = {one.area.province_id or one.area.pk for one in people}
    here = Q(area__province__in=around) | Q(area__in=around)
    mine = User.unscoped.inside(by.area.path if by.area else "-")
    rows = mine.filter(here, is_active=True).order_by()
    keys, phones = set(), set()
    for area, name, phone in rows.values_list("area_id", "full_name", "phone"):
        keys.add((area, fold(name)))
        phones.add(digits_of(phone))
    return keys, phones - {""}


def _users(people: Sequence[NewPerson]) -> list[User]:
    """Return the accounts to be written: nobody's password opens them."""
    communes = {one.area.commune_id or one.area.pk for one in people}
    units = dict(Area.unscoped.filter(pk__in=communes).values_list("pk", "name"))
    called = [(one.full_name, units[one.area.commune_id or one.area.pk]) for one in people]
    users = []
    for one, name in zip(people, free_usernames(called), strict=True):
        facts = {"full_name": one.full_name.strip(), "phone": one.phone, "title": one.title}
        user = User(username=name, role=one.role, area=one.area, email=one.email, **facts)
        user.set_unusable_password()
        user.search_key = user.new_search_key
        users.append(user)
    return users
