"""Tasks of teams: founding, sessions, payment, requests."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from guide.tasks.task import COMMUNE, Picture, Task

OFFICERS = frozenset({Role.OFFICER})

TASKS = (
    Task(
        "lap-to",
        _("Thành lập tổ, ghi thành viên"),
        _("Thôn, quyết định, thành viên trên một trang"),
        OFFICERS,
        (
            _("Bấm “Tổ”, rồi “Thành lập tổ”."),
            _("Chọn thôn chưa có tổ."),
            _("Ghi số quyết định, ngày ký và người ký."),
            _("Ghi từng thành viên; cần họ tên tổ trưởng là lưu được."),
            _("Đánh dấu “Cấp tài khoản” cho ai cần đăng nhập."),
            _("Bấm “Lưu tổ” và in giấy mời vừa hiện."),
        ),
        (
            Picture("lap-to-1", 620, _("Thôn, số quyết định, ngày ký và người ký")),
            Picture("lap-to-2", 560, _("Các ô của một thành viên, có ô Cấp tài khoản")),
        ),
        "teams:add",
    ),
    Task(
        "ghi-buoi",
        _("Ghi một buổi hướng dẫn"),
        _("Tổ, ngày, kỹ năng, số người"),
        COMMUNE,
        (
            _("Bấm “Tổ”, rồi “Ghi buổi”."),
            _("Chọn tổ, ngày và địa điểm."),
            _("Chạm những kỹ năng đã hướng dẫn."),
            _("Ghi số lượt người được hướng dẫn."),
            _("Bỏ dấu thành viên vắng mặt: ai có mặt vào bảng hỗ trợ."),
            _("Bấm “Lưu buổi này”; ảnh thêm sau cũng được."),
        ),
        (
            Picture("ghi-buoi-1", 640, _("Tổ, ngày và địa điểm của một buổi")),
            Picture("ghi-buoi-2", 420, _("Danh sách thành viên có mặt, bỏ dấu người vắng")),
        ),
        "teams:activity_start",
    ),
    Task(
        "bang-ho-tro",
        _("Lập bảng hỗ trợ tháng"),
        _("Tính sẵn từ buổi đã ghi"),
        OFFICERS,
        (
            _("Bấm “Tổ”, rồi “Bảng hỗ trợ”."),
            _("Chọn tháng, bấm “Xem tháng này”."),
            _("Mở từng tổ để xem tiền tính từ những buổi nào."),
            _("Thiếu buổi thì ghi thêm buổi rồi mở lại bảng."),
            _("Đúng thì bấm “Duyệt”."),
            _("Bấm “Danh sách chi” để in và ký nhận."),
        ),
        (Picture("bang-ho-tro-1", 620, _("Bảng hỗ trợ tổ của một tháng")),),
        "teams:support",
        of_area=True,
    ),
    Task(
        "gui-de-nghi",
        _("Gửi đề nghị lên cấp trên"),
        _("Thiếu thiết bị, tập huấn, kinh phí"),
        COMMUNE,
        (
            _("Mở trang đề nghị ở mục “Tổ”."),
            _("Chọn nơi cần và thiếu gì."),
            _("Ghi cần gì, để làm gì, bao nhiêu."),
            _("Bấm “Lưu”; huyện và sở thấy ngay."),
            _("Mở lại trang đề nghị để xem câu trả lời."),
        ),
        (Picture("gui-de-nghi-1", 620, _("Các ô của một đề nghị: nơi cần, thiếu gì, số lượng")),),
        "teams:need_add",
    ),
)
