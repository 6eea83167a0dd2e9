"""The words of the guide: the roles, and the terms of the page "Cách tính" as they are defined there."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from skills.definitions import GROUPS as DEFINED, Definition

ROLES = (
    Definition(
        "vai-tro-can-bo",
        Role.OFFICER.label,
        _("Nhập hộ, lập tổ, nhập tệp Excel và cấp tài khoản của xã."),
    ),
    Definition(
        "vai-tro-thanh-vien",
        Role.MEMBER.label,
        _("Nhập hộ của thôn mình, ghi buổi hướng dẫn."),
    ),
    Definition(
        "vai-tro-nguoi-duyet",
        Role.REVIEWER.label,
        _("Đặt chỉ tiêu, xác nhận sổ đã đủ, trả lời đề nghị; không xem tên người dân."),
    ),
    Definition(
        "vai-tro-ban-chi-dao",
        Role.COMMITTEE.label,
        _("Xem số liệu, gọi các xã, chuẩn bị phiên họp; không xem tên người dân."),
    ),
    Definition(
        "vai-tro-quan-tri",
        Role.ADMINISTRATOR.label,
        _("Mở tài khoản, sửa đơn vị, đặt quy định của tỉnh."),
    ),
)

# Title, terms, whether the page "Cách tính" explains them too.
GROUPS = ((_("Ai làm gì"), ROLES, False), *((title, group, True) for title, group in DEFINED))
