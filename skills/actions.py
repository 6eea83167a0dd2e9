"""Naming a local platform, and no longer naming it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.ended import hold_standing
from areas.models import Area
from audit.actions import record
from skills.models import LocalPlatform


@transaction.atomic
def name_platform(
    *, by: Any, area: Area, name: str, valid_from: date, document: str = ""
) -> LocalPlatform:
    """Name a platform for skill 5 in a province or commune, from a day on.

    One that is named there already, be it at this very moment, is returned as it stands.
    """
    hold_standing(area)
    platform, is_new = LocalPlatform.unscoped.open().get_or_create(
        area=area, name=name, defaults={"valid_from": valid_from, "document": document}
    )
    if not is_new:
        return platform
    changes = {"name": [None, platform.name]}
    record(by, gettext_noop("Thêm nền tảng số"), platform, changes, document=document)
    return platform


@transaction.atomic
def end_platform(*, by: Any, platform: LocalPlatform, on: date) -> LocalPlatform:
    """Stop naming a platform from a day on (a day at the least); assessments before it stay."""
    platform.valid_to = max(on, platform.valid_from + timedelta(days=1))
    platform.save(update_fields=["valid_to"])
    changes = {"valid_to": [None, str(platform.valid_to)]}
    record(by, gettext_noop("Ngừng áp dụng nền tảng số"), platform, changes)
    return platform
