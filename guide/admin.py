"""Admin of whom the people of each province ask."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ProvincialAdmin
from guide.actions import CONTACT_FACTS, set_contact
from guide.forms import CalledPhone
from guide.models import HelpContact
from web.admin_parts import ActionForm, Writes


class ContactForm(ActionForm):
    """A province's contact, set once and then changed."""

    phone = CalledPhone(max_length=20)

    def clean(self) -> dict[str, Any]:
        """Refuse to set a second one."""
        data = super().clean()
        contacts = HelpContact.objects.visible_to(self.by)
        if self.instance.pk is None and contacts.filter(province=data.get("province")).exists():
            text = _("Tỉnh này đã có người trả lời câu hỏi. Sửa dòng đó.")
            raise ValidationError({"province": text})
        return data


@admin.register(HelpContact)
class HelpContactAdmin(ProvincialAdmin):
    """Whom the people of each province ask."""

    form = ContactForm
    list_display = ("province", *CONTACT_FACTS)
    change_fields = CONTACT_FACTS
    writes = Writes(set_contact)

    def write_change(
        self, by: Any, obj: HelpContact, changed: dict[str, Any], data: dict[str, Any]
    ) -> HelpContact:
        """Set another contact."""
        return set_contact(by=by, province=obj.province, **changed)
