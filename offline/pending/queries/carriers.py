"""Who carries a village along on a device, and when that device sent last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from offline.models import CarriedVillage, SentOperation


@dataclass(frozen=True)
class Carrier:
    """A village on somebody's device: since when, until when, and when that device sent last."""

    row: CarriedVillage
    sent_at: datetime | None

    @property
    def has_sent(self) -> bool:
        """Whether anything came from it since it took the village along."""
        return self.sent_at is not None and self.sent_at >= self.row.taken_at


def carriers(user: Any) -> list[Carrier]:
    """Return who carries which village of a territory, the one taken last first. Two queries."""
    rows = list(
        CarriedVillage.objects.visible_to(user)
        .held()
        .select_related("user", "village", "device")
        .order_by("-taken_at", "-pk")
    )
    found = SentOperation.unscoped.filter(device__in=[one.device_id for one in rows]).order_by()
    last = dict(found.values_list("device").annotate(at=Max("received_at")))
    return [Carrier(one, last.get(one.device_id)) for one in rows]
