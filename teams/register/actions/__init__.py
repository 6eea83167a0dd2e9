"""Steps that the writes of teams share: locks, roles by day, facts put right."""

from teams.register.actions.steps import OutOfOrder, Twice

__all__ = ["OutOfOrder", "Twice"]
