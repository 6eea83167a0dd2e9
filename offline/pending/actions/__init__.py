"""What an officer decides on what waits; devices that carry a village; what is let go of afterwards."""

from offline.pending.actions.choosing import choose
from offline.pending.actions.clearing import empty_decided, let_go_of_devices
from offline.pending.actions.deciding import Decided, TooLate, leave_out, take_back, write
from offline.pending.actions.devices import lock_device
from offline.pending.actions.erasing import forget_sent
from offline.pending.actions.handing import NotElsewhere, hand_on
from offline.pending.actions.many import leave_out_many, take_back_many, write_many

__all__ = [
    "Decided",
    "NotElsewhere",
    "TooLate",
    "choose",
    "empty_decided",
    "forget_sent",
    "hand_on",
    "leave_out",
    "leave_out_many",
    "let_go_of_devices",
    "lock_device",
    "take_back",
    "take_back_many",
    "write",
    "write_many",
]
