"""When an account that nobody uses is warned of, and when it stops."""

from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import User

# Days after which somebody goes through the accounts of their territory again.
REVIEW_DAYS = 183


def used_at(user: User) -> datetime:
    """Return when an account was used last, or kept by a colleague; a new one counts from its making."""
    return max(at for at in (user.created_at, user.last_login, user.kept_at) if at)


def stops_at(user: User) -> datetime | None:
    """Return when an account stops if nobody uses it; None where none ever does."""
    days = settings.ACCOUNT_STOP_DAYS
    return used_at(user) + timedelta(days=days) if days else None


def is_warned(user: User, now: datetime) -> bool:
    """Say whether an account was not used for so long that it will soon stop."""
    days = settings.ACCOUNT_WARN_DAYS
    return bool(
        settings.ACCOUNT_STOP_DAYS
        and user.is_active
        and used_at(user) <= now - timedelta(days=days)
    )
