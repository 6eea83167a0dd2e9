"""Tables of accounts: people, and the devices they sign in on."""

from accounts.models.device import Device, DeviceQuerySet
from accounts.models.user import User, UserManager, UserQuerySet

__all__ = ["Device", "DeviceQuerySet", "User", "UserManager", "UserQuerySet"]
