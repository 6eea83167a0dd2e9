"""Setting what a province tells its residents."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_change
from privacy.models import ProcessingNotice
from privacy.notice.rules import FACTS


@transaction.atomic
def set_notice(*, by: Any, province: Area, **facts: Any) -> ProcessingNotice:
    """Set what a province says; `facts` are of FACTS, what is not said stays as it is."""
    row = ProcessingNotice.unscoped.select_for_update().filter(province=province).first()
    verb = gettext_noop("Đặt thông báo về dữ liệu cá nhân")
    return record_change(by, verb, row or ProcessingNotice(province=province), facts, known=FACTS)
