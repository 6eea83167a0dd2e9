"""People who sign in, their one-time codes and devices, what waits for a second person, what they are told."""

from accounts.models.approvals import AccountRequest
from accounts.models.codes import CardSheet, Code, CodeTry
from accounts.models.device import Device, DeviceQuerySet
from accounts.models.notice import Notice
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
