"""The four kinds of sheet of a commune."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from households.models import MEANS
from imports.spreadsheet import values
from imports.spreadsheet.columns.column import (
    BIRTH_YEAR,
    FULL_NAME,
    OURS,
    PHONE,
    SEX,
    SKILLS,
    VILLAGE,
    Column,
    SheetKind,
    text,
)
from imports.spreadsheet.columns.means import HAVING

HOUSEHOLDS = SheetKind(
    "households",
    (
        VILLAGE,
        Column(
            "head_name",
            _("Họ và tên chủ hộ"),
            values.person,
            (
                "Họ tên chủ hộ",
                "Tên chủ hộ",
                "Chủ hộ",
                "Họ, tên chủ hộ",
                "Họ và tên (chủ hộ)",
                "Chủ hộ, họ và tên",
                "Chủ hộ, họ tên",
                "Chủ hộ, tên",
                "Họ tên (chủ hộ)",
                "Hộ gia đình",
                "Tên hộ",
                "Hộ ông (bà)",
                "Hộ ông/bà",
                "Họ và tên chủ hộ gia đình",
                "Họ tên chủ hộ gia đình",
            ),
            ("Họ và tên", "Họ tên", "Tên", "Hộ"),
            required=True,
        ),
        Column(
            "household",
            _("Mã hộ"),
            text(40),
            ("Hộ số", "Số hộ khẩu", "Số sổ hộ khẩu", "Mã số hộ", "STT hộ"),
        ),
        FULL_NAME,
        Column(
            "relation",
            _("Quan hệ với chủ hộ"),
            values.relation,
            (
                "Quan hệ",
                "QH với chủ hộ",
                "Quan hệ chủ hộ",
                "QHCH",
                "Mối quan hệ với chủ hộ",
                "Quan hệ với CH",
            ),
        ),
        BIRTH_YEAR,
        SEX,
        Column(
            "hamlet",
            _("Xóm, số nhà"),
            text(120),
            ("Xóm", "Số nhà", "Số nhà, đường", "Số nhà, tên đường", "Tổ tự quản", "Tổ đoàn kết"),
            ("Địa chỉ", "Chỗ ở", "Nơi ở", "Địa chỉ thường trú", "Nơi thường trú"),
        ),
        PHONE,
        *HAVING,
        *SKILLS,
        Column(
            "assessed_on",
            _("Ngày khảo sát"),
            values.past_day,
            (
                "Khảo sát ngày",
                "Ngày điều tra",
                "Ngày đánh giá",
                "Ngày rà soát",
                "Thời gian khảo sát",
            ),
            ("Ngày",),
        ),
        *OURS,
    ),
    {"head_name": ("full_name", "relation")},
    spreading=frozenset({"village", "head_name", "household", "hamlet", "phone", "assessed_on"}),
    later=MEANS,
)

VILLAGES = SheetKind(
    "villages",
    (
        replace(VILLAGE, read=text(120)),
        Column("kind", _("Loại"), values.village_kind, ("Loại hình", "Loại thôn", "Loại đơn vị")),
        Column(
            "households",
            _("Số hộ khai báo"),
            values.count,
            ("Số hộ", "Tổng số hộ", "Số hộ dân", "Tổng số hộ dân", "Hộ", "Số hộ gia đình"),
        ),
        Column("source", _("Nguồn"), text(120), ("Nguồn số liệu", "Theo nguồn")),
        Column(
            "declared_on",
            _("Tính đến ngày"),
            values.past_day,
            ("Ngày khai báo", "Số liệu đến ngày", "Thời điểm", "Ngày báo cáo"),
            ("Ngày",),
        ),
        Column(
            "old_name",
            _("Tên cũ"),
            text(120),
            ("Tên trước đây", "Tên gọi cũ", "Thôn cũ", "Trước sáp nhập"),
        ),
        *OURS,
    ),
    spreading=frozenset({"kind", "source", "declared_on"}),
)

TEAMS = SheetKind(
    "teams",
    (
        VILLAGE,
        Column("tier", _("Cấp tổ"), values.tier, ("Tổ của thôn hay xã", "Loại tổ"), ("Cấp",)),
        Column(
            "number",
            _("Số quyết định"),
            text(60),
            ("Quyết định số", "Số QĐ", "QĐ số", "Số quyết định thành lập", "QĐ thành lập"),
            ("Quyết định", "Quyết định thành lập"),
        ),
        Column(
            "founded_on",
            _("Ngày thành lập"),
            values.past_day,
            (
                "Thành lập ngày",
                "Ngày quyết định",
                "Ngày QĐ",
                "Ngày ký",
                "Ngày ký quyết định",
                "Ngày thành lập tổ",
            ),
            ("Ngày",),
        ),
        Column("signer", _("Người ký"), text(120), ("Người ký quyết định",)),
        Column(
            "full_name",
            _("Họ và tên"),
            values.person,
            (
                *FULL_NAME.also,
                "Họ và tên thành viên tổ",
                "Họ tên thành viên tổ",
                "Thành viên tổ",
                "Họ tên tổ viên",
            ),
            (*FULL_NAME.maybe, "Tổ trưởng", "Họ tên tổ trưởng", "Họ và tên tổ trưởng"),
            required=True,
        ),
        Column(
            "role",
            _("Vai trò"),
            values.role,
            (
                "Vai trò trong tổ",
                "Chức danh trong tổ",
                "Nhiệm vụ trong tổ",
                "Chức vụ trong tổ",
                "Vị trí trong tổ",
            ),
            ("Chức danh", "Chức vụ", "Nhiệm vụ", "Vị trí"),
        ),
        Column(
            "organisation",
            _("Đơn vị cử"),
            values.organisation,
            (
                "Đoàn thể",
                "Tổ chức",
                "Đơn vị công tác",
                "Cơ quan, đơn vị",
                "Thành phần",
                "Tổ chức đoàn thể",
            ),
            (
                "Đơn vị",
                "Chức vụ",
                "Chức vụ hiện nay",
                "Chức danh",
                "Nghề nghiệp",
                "Chức vụ, đơn vị công tác",
            ),
        ),
        BIRTH_YEAR,
        SEX,
        PHONE,
        Column(
            "joined_on",
            _("Vào tổ từ ngày"),
            values.past_day,
            ("Tham gia từ ngày", "Ngày tham gia", "Ngày vào tổ"),
        ),
        *OURS,
    ),
    spreading=frozenset({"village", "tier", "number", "founded_on", "signer", "joined_on"}),
)

ACTIVITIES = SheetKind(
    "activities",
    (
        VILLAGE,
        Column(
            "held_on",
            _("Ngày"),
            values.past_day,
            (
                "Ngày tổ chức",
                "Ngày hướng dẫn",
                "Thời gian",
                "Ngày thực hiện",
                "Thời gian tổ chức",
                "Ngày tháng",
            ),
            required=True,
        ),
        Column(
            "place",
            _("Nơi"),
            text(120),
            ("Địa điểm", "Nơi tổ chức", "Địa điểm tổ chức"),
            ("Địa chỉ",),
        ),
        Column(
            "title",
            _("Nội dung"),
            text(200),
            (
                "Nội dung hướng dẫn",
                "Nội dung thực hiện",
                "Chủ đề",
                "Nội dung buổi hướng dẫn",
                "Tên hoạt động",
            ),
        ),
        *(replace(column, read=values.yes_no) for column in SKILLS),
        Column(
            "people",
            _("Số lượt người"),
            values.count,
            (
                "Lượt người",
                "Số lượt",
                "Số lượt người được hướng dẫn",
                "Lượt người tham gia",
                "Tổng số lượt người",
            ),
            ("Số người tham gia", "Số người dự", "Số người tham dự"),
        ),
        Column(
            "persons",
            _("Số người"),
            values.count,
            ("Số người, mỗi người một lần", "Số người được hướng dẫn"),
            ("Số người tham gia", "Số người dự", "Người"),
        ),
        Column("women", _("Trong đó nữ"), values.count, ("Số nữ", "Nữ", "Phụ nữ", "Số phụ nữ")),
        Column(
            "households",
            _("Số hộ"),
            values.count,
            ("Số hộ có người dự", "Số hộ tham gia", "Số hộ được hướng dẫn"),
        ),
        Column("note", _("Ghi chú"), text(500), ("Chú thích",)),
        *OURS,
    ),
    spreading=frozenset({"village", "held_on", "place", "title"}),
)
