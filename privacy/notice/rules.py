"""What the notice says, section by section: of a province that said nothing of its own, what is so everywhere."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from areas.names import lower_first
from privacy.models import ProcessingNotice
from privacy.rules import (
    backups_words,
    closed_households_words,
    days_words,
    files_words,
    journal_words,
    readings_words,
)

# What a notice says in words of its own.
FACTS = ("valid_from", "purpose", "basis", "controller", "contact", "contact_phone", "complaint")


@dataclass(frozen=True)
class Section:
    """A numbered part: its title, what it says, and what it says of what is never done."""

    title: str
    text: str
    never: str = ""


def sections(place: Area | None, notice: ProcessingNotice | None) -> list[Section]:
    """Return all but the rights and whom to ask, in the order of the sheet."""
    said = notice or ProcessingNotice()
    return [
        Section(_("Ai giữ"), said.controller or _controller(place)),
        Section(_("Để làm gì"), said.purpose or _purpose()),
        Section(_("Ghi những gì"), _written(), _never()),
        Section(_("Căn cứ"), said.basis or _basis()),
        Section(_("Ai xem được"), _readers()),
        Section(_("Giữ bao lâu"), _kept()),
    ]


def _purpose() -> str:
    return _(
        "Biết hộ nào cần được hướng dẫn kỹ năng số, và báo cáo bằng con số chung. Không dùng để xét hộ "
        "nghèo, thu phí, xử phạt."
    )


def _written() -> str:
    return _(
        "Tên chủ hộ và người trong hộ, năm sinh, giới tính, thôn, xóm, số điện thoại nếu người đó cho, năm "
        "kỹ năng: biết hay chưa; nhà có điện thoại thông minh, internet hay không, nếu được hỏi."
    )


def _never() -> str:
    return _("Không ghi số căn cước, ảnh giấy tờ, số tài khoản ngân hàng, mật khẩu.")


def _readers() -> str:
    return _(
        "Tổ của thôn và công chức xã. Cấp trên chỉ thấy con số. Mỗi lần mở trang có tên người đều ghi lại."
    )


def _controller(place: Area | None) -> str:
    if place and place.level == Level.COMMUNE:
        return _("Ủy ban nhân dân %(name)s.") % {"name": lower_first(place.full_name)}
    return _("Ủy ban nhân dân xã, phường nơi cư trú.")


def _basis() -> str:
    return _(
        "Nhiệm vụ của chính quyền xã theo luật: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, điểm c khoản 1 Điều 19, và "
        "Nghị định 356/2025/NĐ-CP. Số điện thoại: chỉ khi người đó đồng ý."
    )


def _kept() -> str:
    """Say how long what concerns residents is kept, from the settings in force."""
    return _(
        "Khi hộ còn trong sổ; tên của hộ đã ra khỏi sổ: %(closed)s. Tệp nhập vào: %(files)s. Ai đã xem tên: %(readings)s. "
        "Nhật ký ai sửa gì: %(journal)s. Bản sao lưu: %(backups)s. Sổ mang theo máy nơi không có mạng, khóa bằng mã: "
        "%(along)s. Đã xóa tên thì chỉ còn con số."
    ) % {
        "closed": closed_households_words(),
        "files": files_words(),
        "readings": readings_words(),
        "journal": journal_words(),
        "backups": backups_words(),
        "along": days_words(settings.OFFLINE_DAYS),
    }


def whom_to_ask(notice: ProcessingNotice | None) -> str:
    """Say how to ask, and whom."""
    asks = _("Nói với thành viên tổ hoặc công chức xã, hoặc nộp tại bộ phận một cửa của xã.")
    if not notice or not notice.contact:
        return asks
    name = f"{notice.contact}: {notice.contact_phone}" if notice.contact_phone else notice.contact
    return f"{asks} {name}."


def complains_to(place: Area | None, notice: ProcessingNotice | None) -> str:
    """Say where to complain."""
    if notice and notice.complaint:
        return str(notice.complaint)
    if place and place.level == Level.COMMUNE:
        return _("Chủ tịch Ủy ban nhân dân %(name)s.") % {"name": lower_first(place.full_name)}
    return _("Chủ tịch Ủy ban nhân dân xã, phường nơi cư trú.")
