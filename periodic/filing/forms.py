"""Forms by which a report is sent, judged, spoken of and put right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from periodic.content import Content

_LINES = forms.Textarea(attrs={"rows": 3})
# What the texts of a report are called, by their keys.
TEXTS = {
    "results": _("Kết quả nổi bật"),
    "difficulties": _("Khó khăn"),
    "proposals": _("Kiến nghị"),
}


class CorrectionForm(forms.Form):
    """Why what was sent is replaced by another copy."""

    reason = TypedName(label=_("Lý do"), max_length=500, widget=_LINES)


class ReturnForm(forms.Form):
    """Why a report goes back."""

    why = TypedName(label=_("Cần sửa gì"), max_length=500, widget=_LINES)


class CommentForm(forms.Form):
    """What is said at a figure, or at the whole report."""

    column = forms.ChoiceField(label=_("Ở chỉ tiêu"), required=False)
    text = TypedName(label=_("Ý kiến"), max_length=500, widget=_LINES)

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", _("Cả báo cáo"))
        field: Any = self.fields["column"]
        field.choices = [whole, *((one.key, one.name) for one in content.columns)]


class RedactForm(forms.Form):
    """The texts of a report without what names somebody."""

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in content.texts.items():
            self.fields[key] = forms.CharField(
                label=TEXTS.get(key, key),
                initial=text,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
