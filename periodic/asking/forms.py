"""What a unit writes to ask for reports: a schedule, a form, and why a period is opened again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from periodic.ad_hoc.forms import FiguresForm
from periodic.ad_hoc.rules import names_of_figures
from periodic.asking.rules import Filled, Own
from periodic.models import Cutoff, Form, Span
from periodic.periods.queries import overdue
from periodic.periods.rules import begun, name_of
from web.fields import DayField, WholeNumberField, WholeNumberInput

SPANS = [(one.value, one.label) for one in Span if one != Span.FREE]
# How many empty lines for columns of one's own stand below those there are, and the most there are.
EMPTY, MOST = 3, 40


PAST = _(
    "Từ ngày này có các kỳ đã qua hạn gửi, từ %(first)s đến %(last)s: các nơi thấy ngay là quá hạn. "
    "Chọn ngày muộn hơn, hoặc đánh dấu “Giao cả các kỳ đã qua hạn”."
)


class ScheduleForm(forms.Form):
    """Which report is asked for, of which periods, until when."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form = forms.ModelChoiceField(
        label=_("Biểu mẫu"), queryset=Form.objects.none(), empty_label=None
    )
    title = TypedName(label=_("Tên báo cáo"), max_length=200)
    document = TypedName(label=_("Văn bản (bỏ trống được)"), max_length=200, required=False)
    span = forms.ChoiceField(label=_("Kỳ"), choices=SPANS, initial=Span.MONTH)
    cutoff = forms.ChoiceField(
        label=_("Chốt số"), choices=Cutoff.choices, initial=Cutoff.FOURTEENTH
    )
    working_days = WholeNumberField(
        label=_("Hạn gửi: số ngày làm việc sau khi hết kỳ"),
        min_value=0,
        max_value=60,
        initial=2,
        widget=WholeNumberInput,
    )
    begins_on = DayField(label=_("Từ ngày"))
    approved_within = forms.BooleanField(
        label=_("Duyệt trong xã trước khi gửi (một người khác của xã duyệt)"), required=False
    )

    def __init__(self, *args: Any, layouts: QuerySet[Form], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = layouts  # type: ignore[attr-defined]  # a field of choices
        if "with_past" in self.data:
            self.fields["with_past"] = _with_past()

    def clean_begins_on(self) -> date:
        """Refuse what lies more than ten years back: a year typed wrongly."""
        day: date = self.cleaned_data["begins_on"]
        if abs(day.year - timezone.localdate().year) > 10:
            raise forms.ValidationError(_("Xem lại năm."))
        return day

    def clean(self) -> dict[str, Any]:
        """Let several periods that would be late at once be asked for once that is said: they stay."""
        said: dict[str, Any] = super().clean() or {}
        wanted = said.pop("with_past", False)
        if {"span", "cutoff", "begins_on", "working_days"} <= said.keys():
            today = timezone.localdate()
            days = begun(said["span"], said["cutoff"], said["begins_on"], today)
            late = overdue(days, said["working_days"], today)
            if len(late) > 1 and not wanted:
                self.fields["with_past"] = _with_past()
                first, last = (name_of(said["span"], *late[at]) for at in (0, -1))
                self.add_error("begins_on", PAST % {"first": first, "last": last})
        return said


def _with_past() -> forms.BooleanField:
    return forms.BooleanField(label=_("Giao cả các kỳ đã qua hạn"), required=False)


class ReopenForm(forms.Form):
    """Until when a locked period is opened again, for whom, and why."""

    area = forms.ModelChoiceField(
        label=_("Mở cho"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Tất cả các nơi"),
    )
    until = DayField(label=_("Đến hết ngày"))
    reason = TypedName(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, units: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = units  # type: ignore[attr-defined]  # a field of choices

    def clean_until(self) -> date:
        """Refuse a day that has passed."""
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Ngày này đã qua."))
        return day


class LayoutForm(FiguresForm):
    """A form of one's own: its name, figures of the register, columns that are filled in."""

    name = TypedName(label=_("Tên biểu mẫu"), max_length=200)
    field_order = ("name", "figures")

    def __init__(self, *args: Any, own: Sequence[Own] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        rows = [*own, *[Own("")] * EMPTY][:MOST]
        most = [("", _("không so")), *names_of_figures().items()]
        self.numbers = range(1, len(rows) + 1)
        for n, one in enumerate(rows, 1):
            self.fields[f"ten-{n}"] = TypedName(
                label=_("Chỉ tiêu tự ghi %(n)s") % {"n": n},
                max_length=200,
                required=False,
                initial=one.name,
            )
            self.fields[f"dvt-{n}"] = TypedName(
                label=_("Đơn vị tính"), max_length=40, required=False, initial=one.unit
            )
            self.fields[f"kieu-{n}"] = forms.ChoiceField(
                label=_("Nguồn"), choices=Filled.choices, required=False, initial=one.filled
            )
            self.fields[f"most-{n}"] = forms.ChoiceField(
                label=_("Không lớn hơn"), choices=most, required=False, initial=one.most
            )
            self.fields[f"can-cu-{n}"] = forms.BooleanField(
                label=_("Phải ghi căn cứ"), required=False, initial=one.needs_evidence
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a form that asks nothing."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("figures") and not self.typed:
            self.add_error("figures", _("Chọn ít nhất một chỉ tiêu."))
        for n in self.numbers:
            self._judge(n, said)
        return said

    def _judge(self, n: int, said: dict[str, Any]) -> None:
        """Refuse a line of which something would be lost unsaid: it has no name, or a figure that is not asked checks it."""
        unit, most = said.get(f"dvt-{n}"), said.get(f"most-{n}")
        is_new = n > len(self.own)
        if is_new and not said.get(f"ten-{n}") and (unit or most or said.get(f"can-cu-{n}")):
            self.add_error(f"ten-{n}", _("Ghi tên chỉ tiêu, hoặc xóa phần đã ghi ở dòng này."))
        is_number = (said.get(f"kieu-{n}") or Filled.NUMBER) == Filled.NUMBER
        if said.get(f"ten-{n}") and most and is_number and most not in said.get("figures", ()):
            words = _("Biểu mẫu chưa hỏi chỉ tiêu này: chọn cả nó ở trên, hoặc để “không so”.")
            self.add_error(f"most-{n}", words)

    @property
    def typed(self) -> list[Own]:
        """The columns of one's own that were written; one whose name was emptied is asked for no more."""
        said, keys = self.cleaned_data, [one.key for one in self.own]
        return [
            Own(
                name=said[f"ten-{n}"],
                filled=said.get(f"kieu-{n}") or Filled.NUMBER,
                unit=said.get(f"dvt-{n}", ""),
                most=said.get(f"most-{n}", ""),
                needs_evidence=said.get(f"can-cu-{n}", False),
                key=keys[n - 1] if n <= len(keys) else "",
            )
            for n in self.numbers
            if said.get(f"ten-{n}")
        ]

    @property
    def of_own(self) -> list[tuple[str, bool, list[Any]]]:
        """The columns of one's own line by line: its name, whether it stands open (wrong, or the first blank), its fields."""
        names = ("ten", "dvt", "kieu", "most", "can-cu")
        found, is_first = [], True
        for n in self.numbers:
            fields = [self[f"{name}-{n}"] for name in names]
            said = str(fields[0].value() or "")
            is_open = any(field.errors for field in fields) or (not said and is_first)
            is_first = is_first and bool(said)
            found.append((said, is_open, fields))
        return found
