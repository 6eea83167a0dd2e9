"""Cards and texts of many people: each code is made when it is drawn, and taken back with its card or its sheet."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import Issued, give_codes
from accounts.models import CardSheet, Code, User
from accounts.models.codes import CodeQuerySet
from accounts.people.actions import BeyondOwnPowers
from accounts.people.actions.grants import (
    check_grant,
    communes_in_use,
    needs_second,
    present,
)
from accounts.roles import Role
from areas.kinds import Level
from audit.actions import Row, locked, record, record_many
from web.scope import place_of

# So many cards of one press take six seconds; officers of a province are a few hundred, members are drawn by communes.
MOST = 1_000


class TooMany(Exception):
    """More people than one press draws cards for."""


@dataclass(frozen=True)
class Drawn:
    """What was drawn, once: a sheet with its codes, none where nobody may have one; and who is left out."""

    sheet: CardSheet | None
    issued: list[Issued] = field(default_factory=list)
    left_out: list[User] = field(default_factory=list)


@transaction.atomic
def draw(*, by: User, people: Collection[int], form: str) -> Drawn:
    """Make a code for each of these people who have not come yet; cards of before are worth nothing.

    Whom `by` may not invite alone is left out. Raises TooMany.
    """
    by = present(by)
    if by.area is None:
        raise BeyondOwnPowers
    if len(people) > MOST:
        raise TooMany
    found = _locked(people)
    left_out = _left_out(by, found)
    drawn = [one for one in found if one not in left_out]
    if not drawn:
        return Drawn(None, left_out=sorted(left_out, key=str))
    sheet = CardSheet.unscoped.create(area=by.area, form=form, cards=len(drawn), made_by=by)
    issued = give_codes(by=by, people=drawn, sheet=sheet)
    rows = [(one, place_of(one), {"sheet": [None, sheet.pk]}) for one in drawn]
    record_many(by=by, verb=gettext_noop("In giấy mời"), rows=rows)
    return Drawn(sheet, issued, sorted(left_out, key=str))


@transaction.atomic
def revoke_sheet(*, by: User, sheet: CardSheet) -> int:
    """Take back every card of a lost sheet that nobody used; return how many.

    Those of people whom `by` may invite and does not list, too: the sheet is lost as a whole.
    """
    by, sheet = present(by), locked(sheet)
    holders = Code.unscoped.filter(sheet=sheet).open().values("person")
    n = _revoke(_codes_of(by, holders).filter(sheet=sheet))
    sheet.revoked_at = timezone.now()
    sheet.save(update_fields=["revoked_at"])
    record(by, gettext_noop("Thu hồi tờ giấy mời"), sheet, {"cards": [n, 0]})
    return n


@transaction.atomic
def revoke_cards(*, by: User, people: Collection[int]) -> int:
    """Take back the cards of these people that nobody used; return how many.

    A reviewer changes nothing in a commune: what the commune gave out stays.
    """
    by = present(by)
    codes = _codes_of(by, people).select_related("person__area")
    if by.role == Role.REVIEWER:
        codes = codes.exclude(made_by__area__level__gte=Level.COMMUNE)
    found = list(codes)
    n = _revoke(Code.unscoped.filter(pk__in=[one.pk for one in found]))
    rows: list[Row] = [(one.person, place_of(one.person), {}) for one in found]
    record_many(by=by, verb=gettext_noop("Thu hồi mã"), rows=rows)
    return n


def _codes_of(by: User, people: Any) -> CodeQuerySet:
    """Return the codes that wait of those of these people whom `by` may invite, held as long as they are."""
    mine = [one.pk for one in _locked(people) if _is_granted(by, one)]
    return Code.unscoped.filter(person__in=mine).open()


def _revoke(codes: Any) -> int:
    return int(codes.order_by().update(revoked_at=timezone.now()))


def _locked(people: Any) -> list[User]:
    """Read and lock those of these people who have not come yet, each place's people together."""
    rows = User.unscoped.select_for_update(of=("self",), no_key=True).not_come()
    return list(rows.filter(pk__in=people).select_related("area__commune").by_place())


def _left_out(by: User, people: Collection[User]) -> set[User]:
    """Return whom `by` may not invite, or not alone. One query."""
    communes = {one.area.commune_id or one.area.pk for one in people if one.area}
    in_use = communes_in_use(communes)
    return {
        one
        for one in people
        if not one.area
        or not _is_granted(by, one)
        or needs_second(by=by, role=one.role, area=one.area, in_use=in_use)
    }


def _is_granted(by: User, one: User) -> bool:
    try:
        check_grant(by=by, role=one.role, area=one.area)
    except BeyondOwnPowers:
        return False
    return one.pk != by.pk
