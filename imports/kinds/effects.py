"""What a file of each kind moves in its commune: figures that the rooms of the facts keep or count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from rollup.models import CommuneCount, VillageCount
from teams.models import Activity, Member, Team

_OF_HOUSEHOLDS = ("households", "surveyed", "covered")


@dataclass(frozen=True)
class Figures:
    """Figures of a commune: their words by name, and how they are read as they are now."""

    words: Mapping[str, Any]
    now: Callable[[Area], dict[str, int]]


def _households(commune: Area) -> dict[str, int]:
    row = CommuneCount.unscoped.filter(pk=commune.pk).values(*_OF_HOUSEHOLDS).first()
    return dict(row) if row else dict.fromkeys(_OF_HOUSEHOLDS, 0)


def _villages(commune: Area) -> dict[str, int]:
    villages = Area.unscoped.within(commune).villages().on(timezone.localdate())
    declared = VillageCount.unscoped.filter(commune=commune).aggregate(n=Sum("declared"))
    return {"villages": villages.count(), "declared": declared["n"] or 0}


def _teams(commune: Area) -> dict[str, int]:
    teams = Team.unscoped.inside(commune.path or "-").in_force(timezone.localdate())
    counted = CommuneCount.unscoped.filter(pk=commune.pk).values_list("with_team", flat=True)
    return {
        "teams": teams.count(),
        "members": Member.unscoped.serving().filter(team__in=teams).count(),
        "with_team": counted.first() or 0,
    }


def _activities(commune: Area) -> dict[str, int]:
    """Count all sessions, of whatever year: a sheet is often of the one before."""
    totals = Activity.unscoped.inside(commune.path or "-").held().totals()
    return {"sessions": totals.n, "turns": totals.turns or 0}


OF_HOUSEHOLDS = Figures(
    {
        "households": _("Hộ trong sổ"),
        "surveyed": _("Hộ đã khảo sát"),
        "covered": _("Hộ đạt 5 kỹ năng"),
    },
    _households,
)
OF_VILLAGES = Figures(
    {"villages": _("Thôn của xã"), "declared": _("Số hộ khai báo")},
    _villages,
)
OF_TEAMS = Figures(
    {
        "teams": _("Tổ đang có"),
        "members": _("Người trong các tổ"),
        "with_team": _("Thôn có tổ"),
    },
    _teams,
)
OF_ACTIVITIES = Figures(
    {"sessions": _("Buổi hướng dẫn đã ghi"), "turns": _("Lượt người đã ghi")},
    _activities,
)
