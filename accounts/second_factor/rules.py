"""Who must have a second factor, and what its codes look like."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role

CODES, FEW_CODES = 8, 2
# For so long a person is told at each sign-in that somebody took their second factor away.
TOLD = timedelta(days=30)
# A code of the telephone; one of paper is longer.
DIGITS = re.compile(r"\d{6}")


def needs_factor(user: User) -> bool:
    """Say whether this person must have a second factor: all but members of teams, where the site asks for it."""
    return bool(settings.SECOND_FACTOR) and user.role != Role.MEMBER


def due_from(now: datetime) -> datetime:
    """Return until when it may be put off by somebody who signs in for the first time."""
    return now + timedelta(days=settings.SECOND_FACTOR_DAYS)


def is_overdue(user: User, now: datetime) -> bool:
    """Say whether somebody may go on only with a second factor."""
    due = user.second_factor_due
    return bool(needs_factor(user) and not user.second_factor_at and due and due <= now)


def words_after_sign_in(user: User, now: datetime) -> str:
    """Say what stands out: a second factor taken away by somebody else, or one still to be set up; "" for nothing."""
    removed = user.second_factor_removed_at
    if removed and removed > now - TOLD and not user.second_factor_at:
        day = date_format(localtime(removed), "d/m/Y")
        return _(
            "Ngày %(day)s người quản lý tài khoản đã gỡ lớp bảo vệ thứ hai của tài khoản này. "
            "Không nhờ việc đó thì báo ngay cho lãnh đạo xã."
        ) % {"day": day}
    due = user.second_factor_due
    if needs_factor(user) and due and not user.second_factor_at and due > now:
        day = date_format(localtime(due), "d/m/Y")
        return _(
            "Bật lớp bảo vệ thứ hai trước ngày %(day)s: bấm tên mình, chọn “Bảo mật, thiết bị”."
        ) % {"day": day}
    return ""


def in_fours(key: str) -> str:
    """Write a key in blocks of four, to be typed by hand."""
    return " ".join(re.findall(".{1,4}", key))
