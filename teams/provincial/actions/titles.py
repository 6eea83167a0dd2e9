"""What the teams of a province are called."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from teams.models import Team, TeamTitle


@transaction.atomic
def set_title(*, by: Any, province: Area, title: str) -> TeamTitle:
    """Give the teams of a province their title, those that are and those to come."""
    row, _made = TeamTitle.unscoped.select_for_update().get_or_create(
        province=province, defaults={"title": title, "version": 0}
    )
    before, row.title = (row.title if row.version else None), title
    row.version += 1
    row.save()
    Team.unscoped.filter(area__province=province).update(title=row.title)
    record(by, gettext_noop("Đặt tên gọi của tổ"), row, {"title": [before, row.title]})
    return row
