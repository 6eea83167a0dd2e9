"""What an erasure says in words: what goes, what stays, what a person must look at, what the person is answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from areas.names import lower_first
from figures.rates import Rate

# What whoever asked is told; no name, so that it can be kept.
ANSWER = gettext_lazy(
    "Đã xóa họ tên, số điện thoại và năm sinh chính xác trong sổ, nhật ký và các tệp của Tổ số. Kết quả kỹ năng "
    "còn lại không gắn tên. Tên trong quyết định, bảng chi và của người đã làm việc trên hệ thống được giữ theo "
    "quy định. Bản sao lưu cũ tự hết hạn trong 90 ngày."
)


def goes_words(found: Mapping[str, int], *, whole: bool) -> list[str]:
    """Say what is erased, place by place; of a household its name and hamlet, too."""
    n = found.get("people", 0)
    words = [
        ngettext(
            "Họ tên, điện thoại, năm sinh chính xác của %(n)s người",
            "Họ tên, điện thoại, năm sinh chính xác của %(n)s người",
            n,
        )
        % {"n": n}
    ]
    if whole:
        words.append(_("Tên hộ, xóm và số nhà, điện thoại của hộ"))
    for key, one in _PLACES.items():
        if n := found.get(key, 0):
            words.append(str(one) % {"n": n})
    return words


_PLACES = {
    "journal": gettext_lazy("Tên trong nhật ký và lịch sử hộ: %(n)s chỗ"),
    "rows": gettext_lazy("Tên trong dòng của tệp Excel đã nhập: %(n)s dòng"),
    "files": gettext_lazy(
        "Tệp Excel gốc xã đã gửi: %(n)s tệp, bỏ khỏi máy chủ; các dòng đã đọc vẫn còn"
    ),
    "requests": gettext_lazy("Tên trong sổ yêu cầu: %(n)s yêu cầu"),
    "sent": gettext_lazy("Tên trong mục nhập khi không có mạng, đang chờ xử lý: %(n)s mục"),
}


def stays_words(found: Mapping[str, int], code: str, *, nameless: bool) -> list[str]:
    """Say what stays, and why; a household is `nameless` when its head goes, or all of it."""
    household = _("Hộ %(code)s và tên những người khác trong hộ")
    if nameless:
        household = _("Hộ %(code)s không tên, vẫn nằm trong mẫu số")
    words = [
        household % {"code": code},
        _(
            "Kết quả năm kỹ năng, giới và nhóm tuổi, điện thoại thông minh, internet của hộ, không gắn tên"
        ),
        _("Một dòng nhật ký: ai xóa, lúc nào, theo yêu cầu nào"),
    ]
    if n := found.get("sheets", 0):
        words.append(
            _("%(n)s phiếu đã in chỉ giữ mã hộ: in lại thì không còn tên. Thu hồi tờ giấy cũ.")
            % {"n": n}
        )
    words.append(_("Bản sao lưu cũ: hết hạn trong 90 ngày; khôi phục thì tự xóa lại"))
    return words


def did_words(found: Mapping[str, int]) -> list[str]:
    """Say what was erased, place by place."""
    return goes_words(found, whole=bool(found.get("homes")))


def second_words(names: Sequence[str]) -> str:
    """Say who is to confirm, or that nobody else can."""
    if not names:
        return _("Xã chưa có người thứ hai: gõ mật khẩu của mình để xác nhận.")
    return _("Cần một người nữa của xã xác nhận: %(names)s.") % {"names": ", ".join(names)}


def figures_words(rate: Rate) -> str:
    """Say that the commune's figure is the same before and after, with both its counts."""
    said = f"{rate.counts}" if not rate.is_said else f"{rate.counts} ({rate.percent})"
    return _("Số liệu của xã không đổi: %(rate)s hộ đạt trước và sau.") % {"rate": said}


def done_words(erasure: Any) -> str:
    """Say when it was done, and who confirmed it: nobody after a restore."""
    said = {"at": _moment(erasure.confirmed_at)}
    if erasure.confirmed_by is None:
        return _("Đã xóa lại lúc %(at)s theo danh sách, sau khi khôi phục bản sao lưu.") % said
    said["by"] = str(erasure.confirmed_by)
    if erasure.alone:
        return (
            _("Đã xóa lúc %(at)s. Xã không có người thứ hai: %(by)s xác nhận bằng mật khẩu.") % said
        )
    return _("Đã xóa lúc %(at)s, %(by)s xác nhận.") % said


def about_words(household: Any, request: Any = None, erasure: Any = None) -> str:
    """Say which household it is about, by which request, and who asked for it when."""
    place = household.village.full_name
    words = [_("Hộ %(code)s, %(place)s") % {"code": household.code, "place": lower_first(place)}]
    if request:
        said = {"day": _day(request.received_on), "until": _day(request.due_on)}
        told = _("yêu cầu %(code)s nhận %(day)s, hạn %(until)s")
        words.append(told % {"code": request.code, **said})
    if erasure and erasure.asked_by:
        told = _("%(by)s đề nghị lúc %(at)s")
        words.append(told % {"by": erasure.asked_by, "at": _moment(erasure.asked_at)})
    return " · ".join(words)


def withdrawn_words(erasure: Any) -> str:
    """Say who took it back, and when."""
    said = {"by": erasure.withdrawn_by, "at": _moment(erasure.withdrawn_at)}
    return _("Không xóa gì: %(by)s rút lại lúc %(at)s.") % said


def _day(day: Any) -> str:
    return date_format(day, "d/m/Y")


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "H:i d/m/Y")


def whose_words(household: Any, resident: Any) -> str:
    """Say whose data it is: a person's, or those of a household with all its people."""
    if resident is not None:
        return str(resident.full_name)
    return _("cả hộ %(name)s") % {"name": household.head_name}


def asked_words(n: int) -> str:
    """Say how many erasures wait for the reader; "" for none."""
    if not n:
        return ""
    return ngettext(
        "%(n)s đề nghị xóa dữ liệu cá nhân chờ xác nhận.",
        "%(n)s đề nghị xóa dữ liệu cá nhân chờ xác nhận.",
        n,
    ) % {"n": n}
