"""What the committees keep: months gone by, targets, calls, tiles, marked days, frozen meetings."""

from reports.models.contact import Contact
from reports.models.event import Event
from reports.models.meeting import Meeting
from reports.models.snapshot import Snapshot
from reports.models.target import Target
from reports.models.tile import Tile

__all__ = ["Contact", "Event", "Meeting", "Snapshot", "Target", "Tile"]
