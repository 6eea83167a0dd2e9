"""What the committees keep: targets, calls, tiles, marked days, frozen meetings."""

from reports.models.contact import Contact
from reports.models.event import Event
from reports.models.meeting import Meeting
from reports.models.target import Target
from reports.models.tile import Tile

__all__ = ["Contact", "Event", "Meeting", "Target", "Tile"]
