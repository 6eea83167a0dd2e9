"""What is over is let go of by the daily work: what phones sent and somebody decided on, devices that are known no more."""

from datetime import datetime

from django.db import transaction

from offline.models import CarriedVillage, SentOperation
from offline.pending import rules

State = SentOperation.State


@transaction.atomic
def empty_decided(*, now: datetime) -> int:
    """Let go of what phones sent where a decision can be taken back no more; return how many rows that were."""
    rows = SentOperation.unscoped.exclude(sealed="").filter(decided_at__lt=now - rules.UNDO)
    return rows.exclude(state=State.WAITING).update(sealed="", key="")


@transaction.atomic
def let_go_of_devices(*, before: datetime) -> None:
    """Say no more of which device something came, or what it carried, where that was forgotten so long ago."""
    for model in (SentOperation, CarriedVillage):
        model.unscoped.filter(device__ended_at__lt=before).update(device=None)
