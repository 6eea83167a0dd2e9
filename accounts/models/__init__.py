"""People who sign in, their one-time codes and devices, what waits for a second person, what a commune is told."""

from accounts.models.approvals import AccountRequest, Notice
from accounts.models.codes import CardSheet, Code, CodeTry
from accounts.models.device import Device, DeviceQuerySet
from accounts.models.user import User, UserManager, UserQuerySet

__all__ = [
    "AccountRequest",
    "CardSheet",
    "Code",
    "CodeTry",
    "Device",
    "DeviceQuerySet",
    "Notice",
    "User",
    "UserManager",
    "UserQuerySet",
]
