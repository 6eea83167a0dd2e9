"""Which accounts nobody uses, and when somebody went through them last."""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User, UserQuerySet
from accounts.roles import Role
from accounts.unused.rules import REVIEW_DAYS
from areas.kinds import Level
from areas.models import Area
from audit.models import AuditEntry

# The verb of the journal by which a review is found again.
REVIEWED = gettext_noop("Rà soát tài khoản")


def unused_for(people: UserQuerySet, days: int) -> UserQuerySet:
    """Keep the active accounts that nobody used, and nobody kept, for so many days."""
    since = timezone.now() - timedelta(days=days)
    idle = Q(last_login=None) | Q(last_login__lte=since)
    not_kept = Q(kept_at=None) | Q(kept_at__lte=since)
    return people.filter(idle, not_kept, is_active=True, created_at__lte=since)


def last_administrator() -> User | None:
    """Return the administrator of the country who signed in last: without one nobody lets others in again."""
    found = User.unscoped.filter(role=Role.ADMINISTRATOR, area__level=Level.COUNTRY, is_active=True)
    return found.order_by(F("last_login").desc(nulls_last=True), "pk").first()


def reviewed_at(area: Area) -> datetime | None:
    """Return when the accounts of a territory were gone through last."""
    entries = AuditEntry.unscoped.filter(
        subject=Area._meta.label_lower, subject_key=str(area.pk), verb=REVIEWED
    )
    last = entries.order_by("-id").first()
    return last.at if last else None


def is_review_due(area: Area) -> bool:
    """Say whether half a year is over since then."""
    at = reviewed_at(area)
    return at is None or at <= timezone.now() - timedelta(days=REVIEW_DAYS)
