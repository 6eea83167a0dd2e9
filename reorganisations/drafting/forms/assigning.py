"""To which part of a split households go: hamlet by hamlet, ticked, or as a list that is pasted."""

import re
from collections.abc import Sequence
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.names import fold
from households.assigning.forms import FilterForm
from reorganisations.drafting.queries.splitting import Street
from reorganisations.models import Part
from web.scope import is_key

# Lines of one list, and letters of one line.
LINES, LETTERS = 1000, 200
# Hamlets that stand on one page, the largest; each sends two fields.
STREETS = 400
_KEY = re.compile(r"[Hh]0*(\d{1,9})\b")
NOBODY = "0"
CHANGED = _("Các thôn mới vừa được sửa. Xem lại rồi xếp tiếp.")


def part_choices(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Return the parts to choose among."""
    return [(str(part.pk), part.full_name) for part in parts]


class StreetsForm(forms.Form):
    """A choice for each hamlet: all of it to one part, or left as each household is."""

    def __init__(
        self, data: Any = None, *, streets: Sequence[Street], parts: Sequence[Part]
    ) -> None:
        super().__init__(data)
        self.streets = streets[:STREETS]
        choices = [("", _("Từng hộ")), *part_choices(parts), (NOBODY, _("Chưa xếp"))]
        for street in self.streets:
            self.fields[field_of(street)] = forms.ChoiceField(
                label=street.name or _("Không ghi xóm"),
                choices=choices,
                required=False,
                initial=str(street.part or ""),
                # Only what was changed on the page is, whoever chose otherwise meanwhile.
                show_hidden_initial=True,
                widget=forms.Select({"class": "in"}),
                error_messages={"invalid_choice": CHANGED},
            )

    def rows(self) -> list[tuple[Street, forms.BoundField]]:
        """Return each hamlet with its choice."""
        return [(street, self[field_of(street)]) for street in self.streets]

    @property
    def changed(self) -> dict[int, list[str]]:
        """Return by part (0 for none) the hamlets that were given to it on the page."""
        found = dict[int, list[str]]()
        for street in self.streets:
            name = field_of(street)
            if name in self.changed_data and (key := self.cleaned_data.get(name)):
                found.setdefault(int(key), []).append(street.name)
        return found


def field_of(street: Street) -> str:
    """Return the name of a hamlet's field: it is the same however many there are, in whichever order they stand."""
    return f"s{blake2s(fold(street.name).encode(), digest_size=8).hexdigest()}"


class TickForm(FilterForm):
    """Those that were ticked, or all that are shown, and the part they go to."""

    ho = forms.MultipleChoiceField(label=_("Hộ"), required=False)
    tat_ca = forms.BooleanField(required=False)
    part = forms.ChoiceField(label=_("Về thôn"), error_messages={"invalid_choice": CHANGED})

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["part"].choices = [*part_choices(parts), (NOBODY, _("Chưa xếp"))]
        fields["ho"].valid_value = is_key

    def clean(self) -> dict[str, Any]:
        """Ask for at least one household."""
        data = super().clean() or {}
        if not data.get("ho") and not data.get("tat_ca"):
            raise ValidationError({"ho": _("Chọn ít nhất một hộ.")})
        return data

    def ticked(self) -> set[int]:
        """Return the keys that were ticked."""
        keys: Any = self.data
        return {int(key) for key in keys.getlist("ho") if is_key(key)}


class PasteForm(forms.Form):
    """A list of households, one a line: their names or codes, maybe with an address after a comma."""

    lines = forms.CharField(
        label=_("Danh sách hộ"),
        widget=forms.Textarea({"class": "in", "rows": 5}),
        max_length=LINES * LETTERS,
        help_text=_(
            "Mỗi dòng một hộ: mã H… hoặc họ tên chủ hộ; trùng tên thì ghi thêm “, xóm, số nhà”"
        ),
        error_messages={"required": _("Dán danh sách hộ vào ô này.")},
    )
    part = forms.ChoiceField(label=_("Về thôn"), error_messages={"invalid_choice": CHANGED})

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["part"].choices = part_choices(parts)

    def clean_lines(self) -> list[str]:
        """Take lines in which something is written, columns of a sheet as commas."""
        rows = [
            " ".join(row.replace("\t", ", ").split())
            for row in self.cleaned_data["lines"].splitlines()
        ]
        found = [row[:LETTERS] for row in rows if row]
        if len(found) > LINES:
            raise ValidationError(_("Mỗi lần dán nhiều nhất %(n)s dòng.") % {"n": LINES})
        return found

    @property
    def keys(self) -> list[int]:
        """The key that each line begins with; 0 for none."""
        found = [_KEY.match(line) for line in self.cleaned_data["lines"]]
        return [int(one[1]) if one else 0 for one in found]
