"""The reform of 2025 played over a demo of the map before it: Phú Yên goes to Đắk Lắk, its communes into those of today.

It happened on its day, and was carried out like any other decision. What was divided waits for the province, whoever worked in
a district waits for a confirmation, and one decision of 2026 on villages waits to be approved.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from accounts.models import User
from accounts.moved.actions import settle
from accounts.moved.queries import moved_people
from accounts.roles import Role
from areas.ended import heirs_of
from areas.kinds import Kind, Level
from areas.management.commands.load_units import load
from areas.maps import Selection
from areas.models import Area
from demo.accounts import make_account_of_reform
from demo.places import MERGED
from reorganisations.applying.actions import carry_out
from reorganisations.drafting.actions import Unit, add_operation, begin, propose
from reorganisations.drafting.actions.replaying import NUMBER, SIGNED, replay
from reorganisations.models import Operation


def play_reform(users: Mapping[str, User], today: date, say: Callable[[str], object]) -> None:
    """Load the map of today, carry out what the lists say, and let people follow."""
    load(Selection.of(map_year=2025, province=MERGED), say)
    approver = users["quantri"]
    by = make_account_of_reform(Area.unscoped.get(level=Level.COUNTRY))
    done = replay(by=by, approver=approver, number=NUMBER, signed_on=SIGNED)
    for decision in done.underway:
        carry_out(by=approver, reorganisation=decision)
    say(f"Sắp xếp 2025: {done.taken} đơn vị, {len(done.drafts)} xã bị chia chờ tỉnh")
    _follow(users, approver)
    _propose_of_villages(users["canbo"], today)


def _follow(users: Mapping[str, User], by: User) -> None:
    """Let people of communes work on where their whole commune went, and those of the province in the new one."""
    moved = moved_people(by)
    settle(by=by, choices={one.person.pk: one.proposed.pk for one in moved if one.proposed})
    for user in users.values():
        user.refresh_from_db()
    # Two people would decide on these; whoever stands in the district waits for them.
    for name in ("so", "tinh"):
        user, old = users[name], users[name].area
        if old and old.closed_on:
            (user.area,) = heirs_of([old])[old.pk]
            user.save(update_fields=["area"])


def _propose_of_villages(by: User, today: date) -> None:
    """Ask to put two villages of the new commune together from the beginning of a later month on."""
    commune = by.area
    if commune is None:
        return
    rows = Area.unscoped.villages().filter(commune=commune, closed_on=None, kind=Kind.THON)
    some = list(rows.exclude(users__role=Role.MEMBER).in_order()[:2])
    if len(some) < len("ab"):
        return
    decision = begin(
        by=by,
        area=commune,
        number="07/NQ-HĐND (minh họa)",
        signed_on=today - timedelta(days=3),
        effective_on=_first_day_on(today, 31),
    )
    unit = Unit(kind=Kind.THON, name=" ".join(one.name.split()[0] for one in some), parent=commune)
    add_operation(by=by, decision=decision, kind=Operation.Kind.MERGE, sources=some, units=[unit])
    propose(by=by, decision=decision)


def _first_day_on(today: date, days: int) -> date:
    """Return the first day of the month that follows the one in so many days."""
    later = (today + timedelta(days=days)).replace(day=28) + timedelta(days=4)
    return later.replace(day=1)
