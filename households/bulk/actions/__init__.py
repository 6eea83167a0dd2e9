"""Many households at once, as a file brings them; and what a file brought, taken back."""

from households.bulk.actions.changes import Changed, RowChange, change_many
from households.bulk.actions.undo import Kept, Written, take_back_many

__all__ = ["Changed", "Kept", "RowChange", "Written", "change_many", "take_back_many"]
