"""What the page of the journal may be asked for: kind of work, person, unit below, days."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from audit.models import AuditQuerySet
from web.fields import DayField, DayInput

ANY = ""
KINDS = [
    (ANY, _("Mọi việc, trừ tải về")),
    ("nhap-lieu", _("Hộ và khảo sát")),
    ("to", _("Tổ, buổi hướng dẫn, tập huấn")),
    ("nhap-tep", _("Nhập từ Excel")),
    ("tai-ve", _("Tải danh sách, tải số liệu")),
    ("tai-khoan", _("Tài khoản")),
    ("dia-ban", _("Thôn, nền tảng số")),
    ("so-lieu", _("Chỉ tiêu, gọi, chốt số liệu")),
]


def person_key(username: str) -> str:
    """Return what stands for somebody in an address: their username may be their name or telephone."""
    return salted_hmac("audit.person", username, algorithm="sha256").hexdigest()[:16]


class FiltersForm(forms.Form):
    """Who, where and when, of lines of what people did; what cannot be read filters nothing.

    `anywhere` are the words of no place.
    """

    anywhere: Any = _("Cả địa bàn")
    nguoi = forms.ChoiceField(label=_("Người làm"), required=False)
    noi = forms.ChoiceField(label=_("Đơn vị"), required=False)
    tu = DayField(label=_("Từ ngày"), required=False, widget=DayInput(past=True))
    den = DayField(label=_("Đến ngày"), required=False, widget=DayInput(past=True))

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]] = (),
        places: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nguoi"].choices = [(ANY, _("Mọi người")), *people]  # type: ignore[attr-defined]  # a field of choices
        self.fields["noi"].choices = [(ANY, self.anywhere), *places]  # type: ignore[attr-defined]  # a field of choices
        for field in self.fields.values():
            field.widget.attrs.update({"class": "in"})


class EntriesForm(FiltersForm):
    """Filters of the journal."""

    loai = forms.ChoiceField(label=_("Loại việc"), choices=KINDS, required=False)
    field_order = ("loai",)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        named = [(person_key(username), username, name) for username, name in people]
        self.usernames = {key: username for key, username, _name in named}
        super().__init__(*args, people=[(key, name) for key, _username, name in named], **kwargs)

    def narrow(self, entries: AuditQuerySet, above: str) -> AuditQuerySet:
        """Keep what is asked for, all but the kind; `above` is the path of the reader's unit."""
        self.full_clean()
        asked = self.cleaned_data
        if person := asked.get("nguoi"):
            entries = entries.filter(actor=self.usernames[person])
        if unit := asked.get("noi"):
            entries = entries.inside(f"{above}{unit}.")
        return entries.between(asked.get("tu"), asked.get("den"))
