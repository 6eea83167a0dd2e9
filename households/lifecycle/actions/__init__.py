"""A household moves, leaves, comes back, splits; people come of age."""

from households.lifecycle.actions.life import come_back, come_of_age, end, move_out, move_within
from households.lifecycle.actions.regrouping import split, undo_regrouping

__all__ = ["come_back", "come_of_age", "end", "move_out", "move_within", "split", "undo_regrouping"]
