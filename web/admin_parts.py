"""The parts of every admin page: its form, its search box, its pages, what it calls things."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import uuid4

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import display_for_value
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _

from audit.models import AuditEntry
from web.scope import note_names, territory_path

COUNTED = 10_000
STALE = _(
    "Có người khác vừa sửa trong lúc trang này mở. Mở lại trang để xem bản mới, "
    "rồi sửa lại nếu còn cần."
)


def may_see_names(request: HttpRequest) -> bool:
    """Say whether this person may read the names of residents."""
    return bool(request.user.has_perm("households.view_names"))


def note_shown(request: HttpRequest, *keys: str) -> None:
    """Note that a page of admin names residents, if it does to this person: by the commune they work in."""
    if may_see_names(request):
        note_names(request, territory_path(request.user), *keys)


def column(name: str, label: Any) -> Any:
    """Return a column of a list that shows one field, or the word of its choice, under a Vietnamese heading."""

    @admin.display(description=label)
    def shown(row: models.Model) -> str:
        chosen = getattr(row, f"get_{name}_display", None)
        # A page of one row would write an empty value as "None".
        return str(display_for_value(chosen() if chosen else getattr(row, name), "–"))

    shown.__name__ = name
    return shown


# What the apps teach the audit to read: whose fields are also told under the name of an object
# ("households.household": people of the household), and words for fields that have none.
TOLD_WITH: dict[str, tuple[type[models.Model], ...]] = {}
WORDS: dict[str, Any] = {}
# Words for what only the journal speaks of, where no field of the object has that name.
JOURNAL_WORDS: dict[str, Any] = {
    "asked_by": _("người đề nghị"),
    "attended": _("số người dự"),
    "browser": _("trình duyệt"),
    "certified_on": _("ngày cấp chứng nhận"),
    "columns": _("số chỉ tiêu"),
    "complete": _("đã đủ"),
    "confirmed": _("đã xác nhận"),
    "declared_households": _("số hộ khai báo"),
    "declared_villages": _("số thôn khai báo"),
    "commune_declared": _("số hộ khai báo của xã"),
    "declared": _("số khai báo"),
    "held_on": _("ngày"),
    "households": _("số hộ"),
    "kept": _("số dòng không hoàn tác được"),
    "into": _("tổ tiếp tục"),
    "joined_teams": _("các tổ nhập vào"),
    "list": _("danh sách"),
    "map": _("bản đồ năm"),
    "members": _("số người"),
    "merged": _("hộ gộp vào"),
    "month": _("tháng"),
    "moved_on": _("ngày chuyển"),
    "other_household": _("hộ kia"),
    "published_on": _("ngày công bố"),
    "question": _("câu hỏi lại"),
    "reason": _("lý do"),
    "refused": _("số dòng không ghi được"),
    "regrouped": _("hộ kia"),
    "rows": _("số dòng"),
    "source": _("nguồn"),
    "split_off": _("hộ tách ra"),
    "tiles": _("số ô"),
    "trainees": _("số học viên"),
    "undone": _("số dòng đã hoàn tác"),
    "units": _("số đơn vị"),
    "unit_names": _("đơn vị"),
    "villages": _("các thôn"),
    "went_equipment": _("số thiết bị chuyển theo"),
    "went_needs": _("số đề nghị chuyển theo"),
    "why": _("lý do"),
    "written": _("số dòng đã ghi"),
}
# Words for fields that carry none of their own: who did what, and what a row belongs to.
_FIELD_WORDS: dict[str, Any] = {
    "area": _("đơn vị"),
    "asked_by": _("người đề nghị"),
    "by": _("người làm"),
    "decided_by": _("người quyết định"),
    "done_by": _("người xử lý"),
    "form": _("biểu"),
    "form_version": _("bản của biểu"),
    "frozen_by": _("người chốt"),
    "is_new": _("đơn vị mới"),
    "locked_by": _("người khóa"),
    "made_by": _("người lập"),
    "opened_by": _("người mở"),
    "operation": _("việc của quyết định"),
    "part": _("phần"),
    "period": _("kỳ"),
    "proposals": _("các đề nghị"),
    "recorded_by": _("người ghi"),
    "report": _("báo cáo"),
    "saved_by": _("người lưu"),
    "sent_by": _("người gửi"),
    "side": _("bên"),
    "version": _("bản số"),
    "withdrawn_by": _("người rút"),
}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def _is_bare(field: Any) -> bool:
    """Say whether a field was given no words, so that Django calls it by its name."""
    return bool(getattr(field, "verbose_name", "") == field.name.replace("_", " "))


def word_of(field: Any) -> Any:
    """Return what a field is called; nothing where it was given no words, for its name is none."""
    return (
        _FIELD_WORDS.get(field.name, "") if _is_bare(field) else getattr(field, "verbose_name", "")
    )


def labels_of(model: type[models.Model]) -> dict[str, Any]:
    """Return what the fields of a model are called that carry no words."""
    words = {field.name: word_of(field) for field in model._meta.fields if _is_bare(field)}
    return {name: word for name, word in words.items() if word}


@cache
def said_in_words(model: type[models.Model], name: Any, *, is_list: bool = True) -> Any:
    """Return a column with words for what Django says in none: a yes or no, which is a picture, or a bare name.

    On the page of one row a bare name is a label (`labels_of`): there what it leads to is a link.
    """
    found = {field.name: field for field in model._meta.get_fields()}.get(name)
    kind = getattr(found, "output_field", found)
    if not isinstance(kind, models.BooleanField):
        label = labels_of(model).get(name) if is_list else None
        return column(name, label) if label else name
    words = {True: _("có"), False: _("không")}

    @admin.display(description=word_of(found))
    def said(row: models.Model) -> str:
        return str(words.get(getattr(row, name), ""))

    said.__name__ = name
    return said


def in_words(model: Any, names: Iterable[Any], *, is_list: bool) -> list[Any]:
    """Return columns of a list, or fields of the page of one row, with words for what Django says in none."""
    return [said_in_words(model, name, is_list=is_list) for name in names]


def lines_of(entry: AuditEntry, *, may_see_names: bool) -> list[tuple[str, str, str]]:
    """Return what an entry changed as lines to read: field, before, after."""
    changes = entry.shown_changes(may_see_names=may_see_names)
    return [line_of(entry.subject, name, pair) for name, pair in changes.items()]


def line_of(subject: str, name: str, pair: Sequence[Any]) -> tuple[str, str, str]:
    """Return one change of an object as a line to read: field, before, after."""
    field = _field(subject, name)
    own = word_of(field) if field is not None else ""
    word = WORDS.get(name) or own or JOURNAL_WORDS.get(name, name)
    return str(word), _in_words(field, pair[0]), _in_words(field, pair[1])


def _field(subject: str, name: str) -> Any:
    """Return the field that a line is about, or None."""
    try:
        owners = (apps.get_model(subject), *TOLD_WITH.get(subject, ()))
    except (LookupError, ValueError):
        return None
    for owner in owners:
        with suppress(FieldDoesNotExist):
            return owner._meta.get_field(name)
    return None


def _in_words(field: Any, value: Any) -> str:
    """Return a value as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, str) and (day := _DAY.fullmatch(value)):
        return "/".join(reversed(day.groups()))
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


@dataclass(frozen=True)
class Writes:
    """The actions behind an admin page: what makes a row, and what changes one, called `row` there.

    With `once` a form sent twice makes one row, and a change names the version it is about.
    """

    new: Callable[..., Any] | None = None
    change: Callable[..., Any] | None = None
    row: str = ""
    once: bool = False


# Django's classes take type arguments only in their stubs.
class ActionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A form whose writing is done by an action.

    `seen_version` is what the row was when the page was opened, `once` what makes a form sent
    twice write once, `refusal` what the action answered to this very request.
    """

    seen_version = forms.IntegerField(
        label=_("bản đã xem"), required=False, widget=forms.HiddenInput
    )
    once = forms.UUIDField(label=_("lần gửi"), required=False, widget=forms.HiddenInput)

    by: Any = None
    version: int | None = None
    refusal: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(seen_version=self.version, once=uuid4())
        for field in self.fields.values():
            # A browser's own field for numbers speaks the browser's language, not the page's.
            if getattr(field.widget, "input_type", "") == "number":
                field.widget.input_type = "text"
                field.widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        """Repeat the action's refusal, and refuse what was opened before somebody else's change.

        Django's own check of constraints stays off: its words help nobody, actions know how to
        keep them (a new leader makes the one before step down), and the database holds them.
        """
        if self.refusal:
            raise ValidationError(self.refusal)
        if self.version is not None and self.cleaned_data.get("seen_version") != self.version:
            raise ValidationError(STALE)
        return self.cleaned_data


class ShortCount(Paginator):  # type: ignore[type-arg]  # generic in the stubs alone
    """Pages that count no further than ten thousand rows: whoever has more searches."""

    @cached_property
    def count(self) -> int:
        """The number of rows, or one more than is counted."""
        # Sorting is of no use to a count.
        rows: Any = self.object_list
        return int(rows.order_by()[: COUNTED + 1].count())

    @property
    def is_short(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > COUNTED

    @property
    def counted(self) -> int:
        """As far as rows are counted."""
        return COUNTED
