"""Tasks of a register as a whole: files, declared numbers, "it is complete"."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from areas.kinds import Level
from guide.tasks.task import ABOVE, Picture, Task

OFFICERS = frozenset({Role.OFFICER})
ABOVE_COMMUNES = frozenset({Level.PROVINCE, Level.DISTRICT})

TASKS = (
    Task(
        "nhap-excel",
        _("Nhập sổ hộ từ Excel"),
        _("Dùng tệp sẵn có của xã"),
        OFFICERS,
        (
            _("Mở “Nhập từ Excel” ở thanh chức năng."),
            _("Chọn tệp trên máy; không cần theo mẫu."),
            _("Bấm “Xem trước”; chưa ghi gì vào sổ, số giấy tờ trong tệp bỏ ngay."),
            _("Trả lời những câu hệ thống hỏi, mỗi câu một lần cho cả tệp."),
            _("Xem những dòng lỗi, dòng lưu ý nếu có, rồi bấm nút nhập."),
            _("Nhập nhầm thì mở lại tệp, bấm “Hoàn tác lần nhập này”."),
        ),
        (
            Picture("nhap-excel-1", 640, _("Trang chọn tệp để nhập")),
            Picture("nhap-excel-2", 640, _("Trang xem trước các dòng của tệp")),
        ),
        "imports:upload",
    ),
    Task(
        "khai-bao",
        _("Khai báo số hộ, báo sổ đã đủ"),
        _("Mẫu số khi sổ hộ chưa đủ"),
        OFFICERS,
        (
            _("Bấm “Hộ”, rồi “Số hộ, số thôn của xã”."),
            _("Ghi số hộ, số thôn, nguồn và ngày của con số, không phải ngày nhập."),
            _("Bấm “Lưu”; con số cũ vẫn được giữ."),
            _("Thôn nhập xong: mở sổ, đối chiếu số hộ với số khai báo."),
            _("Cuối sổ bấm “Sổ đã đủ”; ít hơn hẳn thì ghi lý do, cấp trên xem."),
            _("Ghi nhầm thì bấm “Bỏ ghi là đủ” trên cùng trang đó."),
        ),
        (Picture("khai-bao-1", 620, _("Các ô số hộ, số thôn, nguồn và ngày")),),
        "households:declare_commune",
        of_area=True,
    ),
    Task(
        "xac-nhan-so",
        _("Xác nhận sổ của xã đã đủ"),
        _("Khi sổ ít hơn số khai báo"),
        ABOVE,
        (
            _("Bấm “Mở trang này”: các sổ chờ xác nhận của địa bàn."),
            _("Xem số hộ trong sổ, số khai báo và lý do của xã."),
            _("Chưa rõ thì gọi cho xã trước."),
            _("Đúng thì bấm “Xác nhận”."),
            _("Chưa đúng thì ghi câu hỏi, bấm “Hỏi lại”."),
        ),
        route="households:completions",
        of_area=True,
        levels=ABOVE_COMMUNES,
    ),
)
