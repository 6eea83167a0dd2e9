"""To which part of a split units below go: ticked, from one to another, or as a list that is pasted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reorganisations.drafting.forms.assigning import CHANGED, NOBODY, PasteForm, part_choices
from reorganisations.drafting.queries.allotting import Row
from reorganisations.models import Part

MISSED = _("Danh sách vừa đổi. Xem lại rồi bấm lần nữa.")


class _ToPart(forms.Form):
    """The part that is pressed."""

    part = forms.ChoiceField(label=_("Về đơn vị"), error_messages={"invalid_choice": CHANGED})

    def __init__(self, data: Any = None, *, parts: Sequence[Part], rows: Sequence[Row]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["part"].choices = [*part_choices(parts), (NOBODY, _("Chưa xếp"))]
        self.rows = rows


class TickUnitsForm(_ToPart):
    """Units that were ticked."""

    dv = forms.MultipleChoiceField(
        label=_("Đơn vị"),
        error_messages={
            "required": _("Chọn ít nhất một đơn vị."),
            "invalid_choice": MISSED,
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["dv"].choices = [(row.key, row.name) for row in self.rows]


class RangeForm(_ToPart):
    """All from one unit to another one, as they are listed; or to the end."""

    tu = forms.ChoiceField(label=_("Từ"), error_messages={"invalid_choice": MISSED})
    den = forms.ChoiceField(
        label=_("Đến"), required=False, error_messages={"invalid_choice": MISSED}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        units = [(row.key, row.name) for row in self.rows]
        fields["tu"].choices, fields["den"].choices = units, [("", _("Đến hết")), *units]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean() or {}
        keys = [row.key for row in self.rows]
        first, last = data.get("tu"), data.get("den")
        if first and last and keys.index(last) < keys.index(first):
            raise ValidationError({"den": _("Đơn vị cuối đứng trước đơn vị đầu.")})
        return data


class PasteUnitsForm(PasteForm):
    """A list of units, one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["lines"]
        lines.label = _("Danh sách đơn vị")
        lines.help_text = _("Mỗi dòng một tên, ghi loại trước tên nếu trùng, ví dụ: Thôn Phú Hội")
        lines.error_messages["required"] = _("Dán danh sách đơn vị vào ô này.")
        self.fields["part"].label = _("Về đơn vị")
