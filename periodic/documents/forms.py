"""A Word template that somebody sends: judged before it comes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from periodic.documents.rules import templates
from periodic.documents.rules.placeholders import Filling
from web.fields import FileInput


class TemplateForm(forms.Form):
    """One file; what comes out of it may be kept."""

    file = forms.FileField(
        label=_("Tệp mẫu Word"),
        help_text=_("Tệp .docx, tối đa 2 MB, không có macro, liên kết hay phần nhúng."),
        widget=FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        ),
        error_messages={"required": _("Chọn tệp trước."), "empty": templates.EMPTY},
    )

    def __init__(self, *args: Any, filling: Filling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filling = filling

    def clean_file(self) -> bytes:
        """Return the bytes of a template that can be filled."""
        try:
            data = templates.read(self.cleaned_data["file"])
            templates.judge(data, self.filling)
        except templates.Refused as refused:
            raise forms.ValidationError(str(refused.reason)) from refused
        return data
