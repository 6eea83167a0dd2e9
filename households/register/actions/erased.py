"""What was erased on request never comes back unasked: not by a page opened before, not by a name typed again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from households.models import Erased, Household, Resident, is_placeholder
from households.register.actions.steps import Refused

# What names or reaches somebody.
PERSONAL = ("full_name", "head_name", "phone", "hamlet")


class ErasedBefore(Refused):
    """Data that were erased on request would come in again; nothing was written.

    `days` maps a name, or the code of who was erased, to the day. `may_ask`: whoever writes saw that they were
    erased, or types a name anew; asked, they may do it (`again`). `row` is who was erased, where that is known.
    """

    def __init__(
        self,
        told: Mapping[str, datetime],
        *,
        may_ask: bool = True,
        row: Household | Resident | None = None,
    ) -> None:
        self.days = {name: timezone.localdate(at) for name, at in told.items()}
        self.may_ask, self.row = may_ask, row
        if may_ask:
            words = _("Dữ liệu của người này đã được xóa theo yêu cầu ngày %(day)s.")
        else:
            words = _(
                "Dữ liệu của người này đã được xóa theo yêu cầu ngày %(day)s, sau khi trang này mở. "
                "Chưa ghi gì: tải lại trang."
            )
        home = row.household if isinstance(row, Resident) else row
        self.uuid = home.uuid if home else None
        super().__init__(words % {"day": formats.date_format(max(self.days.values()))})


def hold_back(
    row: Household | Resident,
    was: Mapping[str, Any] | None,
    wanted: Mapping[str, Any],
    *,
    again: bool,
) -> None:
    """Refuse to write a name, number or hamlet to somebody who was erased, unless it was asked (`again`).

    `was` are the values their author saw, None where all stand as they were seen. Raises ErasedBefore.
    """
    name = row.full_name if isinstance(row, Resident) else row.head_name
    if not is_placeholder(name):
        return
    now = {key: getattr(row, key) for key in PERSONAL if key in wanted}
    seen = {key: now[key] if was is None else was.get(key, now[key]) for key in now}
    # What stands there now was not erased; what the author left alone is no change.
    empty = [key for key, one in now.items() if not one or is_placeholder(one)]
    if not any(wanted[key] and wanted[key] not in {seen[key], now[key]} for key in empty):
        return
    may_ask = seen == now
    if again and may_ask:
        return
    # A household goes by the name of its head: it may be that nobody else was erased.
    mine = Erased.unscoped.filter(
        household=row.household_id if isinstance(row, Resident) else row.pk
    )
    told = Erased.unscoped.of(row).first() or mine.first()
    at = told.erased_at if told else timezone.now()
    raise ErasedBefore({row.code: at}, may_ask=may_ask, row=row)


def hold_back_pairs(row: Household | Resident, pairs: Mapping[str, Sequence[Any]]) -> None:
    """Do the same for what a row of a file says: what stood there when it was checked, and what it wants."""
    was = {name: pair[0] for name, pair in pairs.items()}
    hold_back(row, was, {name: pair[1] for name, pair in pairs.items()}, again=False)
