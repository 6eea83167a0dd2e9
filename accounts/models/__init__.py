"""People who sign in, their one-time codes and devices, what waits for a second person, what they are told and sent."""

from accounts.models.approvals import AccountRequest
from accounts.models.codes import CardSheet, Code, CodeTry
from accounts.models.device import Device, DeviceQuerySet
from accounts.models.message import Message
from accounts.models.notice import Notice
from accounts.models.user import User, UserManager, UserQuerySet

__all__ = [
    "AccountRequest",
    "CardSheet",
    "Code",
    "CodeTry",
    "Device",
    "DeviceQuerySet",
    "Message",
    "Notice",
    "User",
    "UserManager",
    "UserQuerySet",
]
