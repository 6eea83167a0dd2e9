"""A household moves, leaves, comes back, splits; people come of age."""

from households.lifecycle.actions.ages import come_of_age
from households.lifecycle.actions.ledger import undo_regrouping
from households.lifecycle.actions.life import come_back, end, move_out, move_within
from households.lifecycle.actions.splits import split

__all__ = ["come_back", "come_of_age", "end", "move_out", "move_within", "split", "undo_regrouping"]
