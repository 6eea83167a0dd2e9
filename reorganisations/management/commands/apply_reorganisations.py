"""Carry out the decisions on units whose day has come; take back what waits for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reorganisations.applying.actions import NotEqual, carry_out
from reorganisations.applying.actions.stopping import is_away
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting.actions.telling import tell_who_wrote
from reorganisations.drafting.actions.undoing import TRIES, go_back
from reorganisations.models import Reorganisation, State


class Command(BaseCommand):
    """Done twice it finds nothing left; one that cannot be carried out does not hold up the others."""

    help = "Carry out the approved decisions on units whose day has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry them out one after the other, the earliest day first."""
        done, wrong = 0, list[str]()
        for one in Reorganisation.unscoped.due(timezone.localdate()):
            try:
                held = carry_out(by=one.decided_by, reorganisation=one)
                if held.state == State.APPLIED:
                    tell_who_wrote(by=one.decided_by, decision=held)
                    done += 1
            except Exception as error:
                if is_away(error):
                    raise
                wrong.append(f"{one.uuid}: {_said_of(error)}")
        # What the queue has left of those that are being taken back.
        for key in Reorganisation.unscoped.filter(state=State.UNDOING).values_list(
            "uuid", flat=True
        ):
            go_back.call(str(key), TRIES)
        self.stdout.write(f"carried out {done}")
        if wrong:
            raise CommandError("; ".join(wrong))


def _said_of(error: Exception) -> str:
    """Say what is wrong with a decision; of a fault its kind only, for its text may hold what people are called."""
    return str(error) if isinstance(error, Wrong | NotEqual) else type(error).__name__
