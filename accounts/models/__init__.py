"""People who sign in, their one-time codes, what waits for a second person, what a commune is told."""

from accounts.models.approvals import AccountRequest, Notice
from accounts.models.codes import Code, CodeTry
from accounts.models.user import User, UserQuerySet

__all__ = ["AccountRequest", "Code", "CodeTry", "Notice", "User", "UserQuerySet"]
