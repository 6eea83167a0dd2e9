"""What a column may be, in words: roles of columns of any file, and fields of our own sheets."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns import HIDDEN, SHEET_KINDS
from imports.tidy.roles import ALL, SKIP

_ROLES: Mapping[str, str | Promise] = {
    "stt": _("Số thứ tự"),
    "village": _("Thôn"),
    "commune": _("Xã"),
    "district": _("Huyện"),
    "province": _("Tỉnh"),
    "note": _("Ghi chú"),
    "phone": _("Điện thoại"),
    "phone_of_head": _("Điện thoại chủ hộ"),
    "email": _("Thư điện tử"),
    "name": _("Họ và tên"),
    "family": _("Họ và tên đệm"),
    "given": _("Tên"),
    "sex": _("Giới"),
    "m": _("Nam"),
    "f": _("Nữ"),
    "birth": _("Ngày sinh, năm sinh"),
    "born_day": _("Ngày sinh"),
    "born_month": _("Tháng sinh"),
    "born_year": _("Năm sinh"),
    "age": _("Tuổi"),
    "head": _("Họ và tên chủ hộ"),
    "relation": _("Quan hệ với chủ hộ"),
    "hamlet": _("Xóm, số nhà"),
    "number": _("Số thứ tự hộ"),
    "letter": _("Chữ đánh thứ tự hộ"),
    "household_id": _("Mã hộ"),
    "tick_head": _("Dấu chủ hộ"),
    "members": _("Các thành viên"),
    "skills": _("Các kỹ năng"),
    "size": _("Số người trong hộ"),
    "assessed_on": _("Ngày khảo sát"),
    "smartphone": _("Điện thoại thông minh"),
    "internet": _("Internet ở nhà"),
    "public_services": _("Dịch vụ công"),
    "shopping": _("Mua sắm"),
    "payment": _("Thanh toán"),
    "safety": _("Tự bảo vệ"),
    "local_platform": _("Nền tảng số địa phương"),
    "decision": _("Số quyết định"),
    "signed_on": _("Ngày quyết định"),
    "decision_and_day": _("Số và ngày quyết định"),
    "role": _("Vai trò"),
    "organisation": _("Đơn vị cử"),
    "position": _("Chức vụ"),
    "account_role": _("Vai trò trên hệ thống"),
    "platform": _("Tên nền tảng"),
    "valid_from": _("Áp dụng từ ngày"),
    "document": _("Văn bản"),
    "leader": _("Tổ trưởng"),
    "deputy": _("Tổ phó"),
    "tier": _("Cấp tổ"),
    "held_on": _("Ngày tổ chức"),
    "month": _("Tháng"),
    "place": _("Nơi"),
    "title": _("Nội dung"),
    "people": _("Số người, số lượt người"),
    "persons": _("Số người, mỗi người một lần"),
    "women": _("Trong đó nữ"),
    "households": _("Số hộ"),
    "team": _("Tổ"),
    "declared_on": _("Tính đến ngày"),
    "kind": _("Loại"),
    "source": _("Nguồn"),
    "old_name": _("Tên cũ"),
    "ended_on": _("Ngừng từ ngày"),
    "villages": _("Số thôn"),
    SKIP: _("Không lấy cột này"),
}
_FIELDS = {
    column.key: column.label
    for kind in SHEET_KINDS.values()
    for column in kind.columns
    if column.key not in HIDDEN
}


def field_words(key: str) -> str:
    """Say what a column is."""
    return str(_ROLES.get(key) or _FIELDS.get(key) or key)


def roles_in_words() -> list[tuple[str, str]]:
    """Return what a column may be, each with its words, by these; that it is not taken stands first."""
    found = sorted(((key, field_words(key)) for key in ALL), key=lambda pair: pair[1])
    return [(SKIP, field_words(SKIP)), *found]
