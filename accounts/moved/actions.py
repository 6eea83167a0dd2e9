"""The level above confirms where people of an ended unit work now, many at once; their open sessions follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice, User
from accounts.moved.queries import Moved, moved_people
from accounts.people.actions.changing import write_stop
from accounts.people.actions.grants import present
from accounts.people.queries import of_ended_units
from areas.ended import hold_standing
from areas.models import Area
from audit.actions import record_many
from web.bulk import rewrite

# What stands instead of the key of a unit: the account is stopped.
STOP = 0


@dataclass
class Settled:
    """Who works where now, who was stopped, and who was left as they are."""

    moved: list[User] = field(default_factory=list)
    stopped: list[User] = field(default_factory=list)
    left: list[User] = field(default_factory=list)


@transaction.atomic
def settle(*, by: User, choices: Mapping[int, int]) -> Settled:
    """Give people, by their keys, the unit with the chosen key, or stop them (`STOP`).

    Only a unit that theirs became and that `by` may give; accounts that two people decide on are left, as are those
    that somebody settled meanwhile. Nobody has to sign in again. Raises UnitEnded for a unit that ended meanwhile.
    """
    by, done = present(by), Settled()
    rows = of_ended_units(by).filter(pk__in=list(choices)).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    held = User.unscoped.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    people = held.filter(area__closed_on__isnull=False, is_active=True).select_related("area")
    changes = list[tuple[User, str, dict[str, list[str]]]]()
    wanted = moved_people(by, people.order_by("pk"))
    hold_standing(*(unit for one in wanted if (unit := _chosen(one, choices[one.person.pk]))))
    for one in wanted:
        key = choices[one.person.pk]
        if one.needs_second:
            done.left.append(one.person)
        elif key == STOP:
            write_stop(by=by, user=one.person)
            done.stopped.append(one.person)
        elif unit := _chosen(one, key):
            said = [str(one.person.area), str(unit)]
            one.person.area, one.person.version = unit, one.person.version + 1
            changes.append((one.person, unit.path or "", {"area": said}))
            done.moved.append(one.person)
    rewrite(done.moved, ("area", "version"))
    record_many(by=by, verb=gettext_noop("Chuyển tài khoản theo đơn vị"), rows=changes)
    notify(to=[one.pk for one in done.moved], kind=Notice.Kind.FOLLOWED, by=by)
    return done


def _chosen(one: Moved, key: int) -> Area | None:
    return next((unit for unit in one.choices if unit.pk == key), None)
