"""Admin of what each province tells its residents."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ProvincialAdmin
from households.register.forms import PhoneField
from privacy.models import ProcessingNotice
from privacy.notice.actions import set_notice
from privacy.notice.rules import FACTS
from web.admin_parts import ActionForm, Writes


class NoticeForm(ActionForm):
    """A province's notice, set once and then changed."""

    contact_phone = PhoneField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & {"purpose", "basis", "controller", "complaint"}:
            self.fields[name].help_text = _("Để trống: như mẫu chung ở trang Dữ liệu cá nhân.")
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def clean(self) -> dict[str, Any]:
        """Refuse to set a second one, and a number of nobody."""
        data = super().clean()
        notices = ProcessingNotice.objects.visible_to(self.by)
        if self.instance.pk is None and notices.filter(province=data.get("province")).exists():
            text = _("Tỉnh này đã có thông báo. Sửa dòng đó.")
            raise ValidationError({"province": text})
        if data.get("contact_phone") and not data.get("contact"):
            raise ValidationError({"contact": _("Ghi người hoặc đơn vị có số điện thoại này.")})
        return data


@admin.register(ProcessingNotice)
class ProcessingNoticeAdmin(ProvincialAdmin):
    """What each province tells its residents about their data."""

    form = NoticeForm
    list_display = ("province", "valid_from", "contact", "contact_phone")
    change_fields = FACTS
    writes = Writes(set_notice)

    def write_change(
        self, by: Any, obj: ProcessingNotice, changed: dict[str, Any], data: dict[str, Any]
    ) -> ProcessingNotice:
        """Set it anew."""
        return set_notice(by=by, province=obj.province, **changed)
