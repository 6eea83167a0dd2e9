"""Every write that keeps accounts few: unused ones stop, a colleague keeps one, a territory is gone through; what is over goes."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import revoke_open
from accounts.inbox.actions import tell_numbers
from accounts.models import AccountRequest, CardSheet, Code, Device, Message, Notice, User
from accounts.people.actions.grants import check_grant
from accounts.unused.queries import REVIEWED, last_administrator, unused_for
from accounts.unused.rules import used_at
from areas.models import Area
from audit.actions import locked, record


@transaction.atomic
def stop_unused() -> int:
    """Stop the accounts that nobody used for ACCOUNT_STOP_DAYS, and return how many; one administrator stays."""
    if not settings.ACCOUNT_STOP_DAYS:
        return 0
    spared = last_administrator()
    people = unused_for(User.unscoped.all(), settings.ACCOUNT_STOP_DAYS)
    people = people.exclude(pk=spared.pk if spared else 0).select_related("area")
    stopped = list(people.select_for_update(of=("self",)))
    for user in stopped:
        user.is_active, user.stopped_at = False, timezone.now()
        user.end_sessions()
        revoke_open(person=user)
        user.save(update_fields=["is_active", "stopped_at", "session_stamp"])
        said = {"is_active": [True, False], "last_login": [str(used_at(user).date()), None]}
        record(None, gettext_noop("Ngừng tài khoản lâu không dùng"), user, said)
    return len(stopped)


@transaction.atomic
def tell_absent() -> None:
    """Tell each inviter how many of their people have not come though the invitation is over."""
    over = Code.unscoped.open().filter(
        kind=Code.Kind.INVITATION,
        expires_at__lt=timezone.now(),
        person__in=User.unscoped.all().not_come(),
        made_by__is_active=True,
    )
    numbers = dict(over.order_by().values_list("made_by").annotate(n=Count("pk")))
    tell_numbers(kind=Notice.Kind.ABSENT, numbers=numbers)


@transaction.atomic
def keep(*, by: User, user: User) -> User:
    """Keep an account that would stop, or let it in again that did: its days begin anew."""
    user = locked(user, "area")
    check_grant(by=by, role=user.role, area=user.area)
    was = user.is_active
    user.is_active, user.stopped_at, user.kept_at = True, None, timezone.now()
    if not was:
        user.end_sessions()
    user.save(update_fields=["is_active", "stopped_at", "kept_at", "session_stamp"])
    record(by, gettext_noop("Giữ tài khoản"), user, {} if was else {"is_active": [False, True]})
    return user


@transaction.atomic
def finish_review(*, by: User, area: Area) -> None:
    """Write down that somebody went through the accounts of their territory."""
    record(by, REVIEWED, area)


@transaction.atomic
def clear_traces(*, before: datetime) -> int:
    """Clear what was over of accounts before a moment; return how many rows.

    The last device of a person stays: a member's first one is let in without a code.
    """
    later = Device.unscoped.filter(user=OuterRef("user"), pk__gt=OuterRef("pk"))
    over = (
        Device.unscoped.filter(Exists(later), ended_at__lt=before),
        Code.unscoped.filter(Q(used_at__lt=before) | Q(revoked_at__lt=before)),
        CardSheet.unscoped.filter(made_at__lt=before, codes=None),
        Notice.unscoped.filter(at__lt=before),
        Message.unscoped.filter(ended_at__lt=before),
        AccountRequest.unscoped.filter(Q(answered_at__lt=before) | Q(expires_at__lt=before)),
    )
    return sum(rows.delete()[0] for rows in over)
