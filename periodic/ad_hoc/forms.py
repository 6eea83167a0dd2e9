"""What is asked once, of whom, and by when."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.kinds import Kind
from areas.models import Area
from areas.names import clean
from periodic.ad_hoc.rules import MOST_QUESTIONS, Answer, Question, choices
from periodic.periods.queries import there_on
from web.fields import DayField, SeveralField

# How many empty questions stand open, and how many more a press opens.
FIRST, MORE = 2, 3
WORDS, KIND = "cau-", "kieu-"
# Letters of a field that a draft keeps.
LONGEST = 500


class Whom(TextChoices):
    """Which units below are asked."""

    ALL = "all", _("Cả các xã, phường")
    WARDS = "wards", _("Chỉ các phường")
    CHOSEN = "chosen", _("Chọn từng nơi")


class TakeBackForm(forms.Form):
    """Why a request is taken back."""

    reason = TypedName(
        label=_("Lý do thu hồi"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class FiguresForm(forms.Form):
    """Figures of the register that are chosen, group by group."""

    figures = forms.MultipleChoiceField(
        label=_("Chỉ tiêu lấy từ sổ"),
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def groups(self) -> list[tuple[str, list[Any], int, bool]]:
        """The figures by group: boxes, how many are chosen, whether it stands open: the first while nothing is chosen."""
        field: Any = self["figures"]
        chosen, boxes = set(field.value() or ()), {one.data["value"]: one for one in field}
        found, is_open = [], not chosen
        for words, group in choices():
            keys = [key for key, _name in group]
            found.append((words, [boxes[key] for key in keys], len(chosen & {*keys}), is_open))
            is_open = False
        return found


class AskForm(FiguresForm):
    """One request: a title, figures of the register, questions, days, and whom."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Of the draft as it was shown; none is 0.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, initial=0)
    title = TypedName(label=_("Tên yêu cầu"), max_length=200)
    document = TypedName(label=_("Văn bản (bỏ trống được)"), max_length=200, required=False)
    begins_on = DayField(label=_("Số trong thời gian, từ ngày"))
    ends_on = DayField(label=_("Chốt số đến hết ngày"))
    due_on = DayField(label=_("Hạn trả lời"))
    whom = forms.ChoiceField(
        label=_("Nơi trả lời"), choices=Whom.choices, widget=forms.RadioSelect, initial=Whom.ALL
    )
    chosen = SeveralField(
        label=_("Các nơi được chọn"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("uuid", "version", "title", "document", "figures")

    def __init__(
        self, *args: Any, area: Area, units: QuerySet[Area], asks: int = FIRST, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.units = area, units
        self.fields["chosen"].queryset = units  # type: ignore[attr-defined]  # a field of choices
        self.numbers = range(1, min(asks, MOST_QUESTIONS) + 1)
        for number in self.numbers:
            self.fields[f"{WORDS}{number}"] = TypedName(
                label=_("Câu hỏi %(n)s") % {"n": number}, max_length=200, required=False
            )
            self.fields[f"{KIND}{number}"] = forms.ChoiceField(
                label=_("Trả lời câu %(n)s bằng") % {"n": number},
                choices=Answer.choices,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a request that asks nothing or nobody, or whose days are out of order."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("figures") and not self.questions:
            self.add_error("figures", _("Chọn ít nhất một mục, hoặc ghi một câu hỏi."))
        self._days(said)
        self._whom(said)
        return said

    def _whom(self, said: dict[str, Any]) -> None:
        if not said.get("whom"):
            return
        wanted, asked = self._wanted, set(self.asked_units)
        missing = [one for one in wanted if one not in asked]
        if not wanted:
            self.add_error("chosen", _("Chọn ít nhất một nơi trả lời."))
        elif not asked:
            self.add_error("ends_on", _("Vào ngày này chưa có nơi nào được hỏi: chốt số muộn hơn."))
        elif missing and said["whom"] == Whom.CHOSEN:
            names = {"names": ", ".join(one.short_name for one in missing)}
            self.add_error("chosen", _("Vào ngày chốt số chưa có ở đây: %(names)s.") % names)

    def _days(self, said: dict[str, Any]) -> None:
        begins, ends, due = (said.get(name) for name in ("begins_on", "ends_on", "due_on"))
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("Ngày chốt số không trước ngày bắt đầu."))
        if ends and due and due < ends:
            self.add_error("due_on", _("Hạn trả lời không trước ngày chốt số."))
        if due and due < timezone.localdate():
            self.add_error("due_on", _("Hạn trả lời đã qua."))

    @property
    def questions(self) -> list[Question]:
        """The questions that were written, in their order."""
        said = self.cleaned_data
        return [
            Question(said[f"{WORDS}{n}"], said.get(f"{KIND}{n}") or Answer.NUMBER)
            for n in self.numbers
            if said.get(f"{WORDS}{n}")
        ]

    @property
    def asked_units(self) -> list[Area]:
        """The units that are asked, by name: of those that are wanted, who was there on the last day."""
        day = self.cleaned_data.get("ends_on")
        return there_on(self.area, self._wanted, day) if day else self._wanted

    @property
    def _wanted(self) -> list[Area]:
        whom = self.cleaned_data.get("whom")
        if whom == Whom.CHOSEN:
            return list(self.cleaned_data.get("chosen") or ())
        wards = [Kind.PHUONG] if whom == Whom.WARDS else None
        return [one for one in self.units if wards is None or one.kind in wards]

    def as_it_stands(self) -> dict[str, list[str]]:
        """Return what stands in the fields, right or wrong, for a draft: but for what nobody sees."""
        sent: Any = self.data
        names = [name for name in (*self.fields, "asks") if name not in {"uuid", "version"}]
        found = {name: [clean(words)[:LONGEST] for words in sent.getlist(name)] for name in names}
        return {name: words for name, words in found.items() if any(words)}

    @property
    def version_shown(self) -> int:
        """The version of the draft as it was shown; 0 of none, and of what is no number."""
        typed = str(self.data.get("version", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def seen(self, version: int) -> None:
        """Say that the draft was saved from elsewhere; saved once more, what stands here is taken."""
        data: Any = self.data
        self.data = data = data.copy()
        data["version"] = str(version)
        self.add_error(
            None, _("Bản nháp này vừa được lưu ở nơi khác. Xem lại bên dưới rồi lưu lại.")
        )

    @property
    def of_questions(self) -> list[tuple[Any, Any]]:
        """The fields of the questions, two by two."""
        return [(self[f"{WORDS}{n}"], self[f"{KIND}{n}"]) for n in self.numbers]

    @property
    def may_grow(self) -> bool:
        """Whether more questions may be opened."""
        return len(self.numbers) < MOST_QUESTIONS


def first_days(today: date) -> dict[str, date]:
    """Return the days that stand there at first: since New Year, up to today."""
    return {"begins_on": today.replace(month=1, day=1), "ends_on": today}
