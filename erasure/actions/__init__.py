"""Erase somebody: asked, confirmed, done everywhere at once, and written to the list beside the backups."""

from erasure.actions.deciding import NeedsSecondPerson, NotWaiting, ask, confirm, withdraw
from erasure.actions.erasing import erase

__all__ = ["NeedsSecondPerson", "NotWaiting", "ask", "confirm", "erase", "withdraw"]
