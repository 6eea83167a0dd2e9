"""Setting whom the people of a province ask."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_change
from guide.models import HelpContact

CONTACT_FACTS = ("name", "phone", "hours")


@transaction.atomic
def set_contact(*, by: Any, province: Area, **facts: Any) -> HelpContact:
    """Set whom the people of a province ask; `facts` are of CONTACT_FACTS, what is not said stays as it is."""
    row = HelpContact.unscoped.select_for_update().filter(province=province).first()
    verb = gettext_noop("Đặt người trả lời câu hỏi")
    row = row or HelpContact(province=province)
    return record_change(by, verb, row, facts, known=CONTACT_FACTS)
