"""A province, or a district, declares for all of its communes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.dated import not_later_than_today
from areas.kinds import Level
from audit.actions import record_many
from households.counts.rollup import lock_places, recount_places
from households.declarations.actions.declarations import DECLARED, Said, changes
from households.declarations.actions.measures import measure_again
from households.models import Declaration
from web.scope import may_see

type Stands = Mapping[str, Declaration]


@dataclass
class Taken:
    """What was done: rows written, what said nothing new, and reasons of refusal by key of the place."""

    written: list[Declaration] = field(default_factory=list)
    unchanged: list[Said] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def declare_many(*, by: Any, rows: Sequence[Said], source: str, on: date | None = None) -> Taken:
    """Record what many communes declare. What stands so already is not written again.

    A row is refused by itself, with a reason for people; the others are written. Raises ValueError
    for a day in the future.
    """
    day = on or timezone.localdate()
    not_later_than_today(day)
    asked = [said for said in rows if said.numbers]
    lock_places(said.area for said in asked)
    stands = Declaration.unscoped.stands_at(said.area for said in asked)
    taken, new = Taken(), list[Said]()
    for said in asked:
        here = stands.get(said.area.pk, {})
        if why := _refusal(by, said, here, day):
            taken.refused[said.area.pk] = why
        elif _is_said(said, here):
            taken.unchanged.append(said)
        else:
            new.append(said)
    taken.written = _written(by, new, stands, source, day)
    return taken


def _is_said(said: Said, stands: Stands) -> bool:
    """Say whether all of it stands already, whoever said so and of whichever day."""
    return all(
        name in stands and getattr(stands[name], name) == n for name, n in said.numbers.items()
    )


def _refusal(by: Any, said: Said, stands: Stands, day: date) -> str:
    """Return why a row is not written, "" for nothing."""
    if not may_see(by, said.area.path) or said.area.level != Level.COMMUNE:
        return _("Không thuộc địa bàn của anh chị.")
    if said.area.closed_on:
        return _("Xã này đã thôi từ %(day)s. Ghi ở xã kế tiếp.") % {
            "day": date_format(said.area.closed_on)
        }
    if not said.is_possible:
        return _("Số này quá lớn. Kiểm tra lại rồi ghi.")
    later = [stands[name] for name in said.numbers if name in stands]
    newest = max((row.declared_on for row in later), default=day)
    if newest > day:
        return _("Đã có số mới hơn, tính đến %(day)s. Ghi ngày sau đó.") % {
            "day": date_format(newest)
        }
    return ""


def _written(
    by: Any, new: Sequence[Said], stands: Mapping[int, Stands], source: str, day: date
) -> list[Declaration]:
    rows = Declaration.unscoped.bulk_create(
        [said.row(by=by, source=source, on=day) for said in new]
    )
    measure_again(by, [said.area for said in new])
    recount_places(*(said.area for said in new))
    entries = [
        (said.area, said.area.path or "", changes(said, stands.get(said.area.pk, {})))
        for said in new
    ]
    if entries:
        record_many(by=by, verb=DECLARED, rows=entries)
    return rows
