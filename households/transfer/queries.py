"""Who is told of a household that comes, what is known of it before, and who may answer."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from areas.models import Area
from households.models import Household, Movement, Transfer
from web.scope import may_see

# To offer a household to another commune, and to answer.
TRANSFER = "households.add_transfer"


def officers_of(commune: Area) -> list[int]:
    """Return the keys of those who may accept a household in a commune. One query."""
    people = User.unscoped.filter(area=commune, role=Role.OFFICER, is_active=True)
    return list(people.order_by("pk").values_list("pk", flat=True))


class Choice(NamedTuple):
    """Which transfers of a commune a list shows, and what it is called."""

    words: Any
    rows: Callable[[Any, Area], Any]


# By the word in the address.
STATES = {
    "": Choice(_("Chờ nhận"), lambda rows, area: rows.waiting().coming_to(area)),
    "di": Choice(_("Đang chuyển đi"), lambda rows, area: rows.waiting().going_from(area)),
    "xong": Choice(_("Đã trả lời"), lambda rows, area: rows.over()),
}


def listed(user: Any) -> Any:
    """Return what somebody may see of transfers, each with what a line says of it."""
    rows = Transfer.objects.visible_to(user)
    along = ("household__village", "from_village__commune__province", "to_commune__province")
    return rows.select_related(*along, "to_village", "answered_by")


def coming(user: Any, commune: Area) -> Any:
    """Return what waits for an answer of a commune, as far as somebody may answer."""
    return Transfer.objects.visible_to(user).waiting().coming_to(commune)


def shown_with(user: Any, household: Household) -> Transfer | None:
    """Return the transfer that the page of a household tells: one that waits, or was accepted and may be taken back. One query."""
    if not user.has_perm(TRANSFER):
        return None
    row = listed(user).filter(household=household).order_by("-pk").first()
    return row if row and (row.is_waiting or row.is_last) else None


def communes() -> Any:
    """Return the communes of the country that stand today, each with what it lies in."""
    return Area.unscoped.communes().filter(closed_on=None).select_related("province", "district")


def may_open(user: Any, transfer: Transfer) -> bool:
    """Say whether somebody may open the household of a transfer: where it stands now, and nowhere else."""
    return may_see(user, transfer.household.village.path)


def may_answer(user: Any, transfer: Transfer) -> bool:
    """Say whether somebody is of the commune that a transfer goes to."""
    return may_see(user, transfer.to_commune.path)


def stands_since(household: Household, village: Area) -> date:
    """Return the day from which a household has stood in its village, without a day elsewhere or out of the register."""
    rows = Movement.unscoped.filter(household=household, village=village).order_by("day")
    n, since = 0, household.opened_on
    for day, added in rows.values("day").annotate(n=Sum("households")).values_list("day", "n"):
        if n <= 0 < n + added:
            since = day
        n += added
    return since
