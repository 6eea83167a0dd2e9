"""Tasks of figures: reading, exporting, calling, targets, meetings."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import FROM_COMMUNE_UP, Role
from guide.tasks.task import ABOVE, EVERYBODY, FIGURES, Picture, Task

TASKS = (
    Task(
        "doc-tong-quan",
        _("Đọc trang tổng quan"),
        _("Hai chỉ tiêu, chỗ yếu, việc cần làm"),
        EVERYBODY,
        (
            _("Mở “Tổng quan”; trên điện thoại của xã là “Số liệu”."),
            _("Câu đầu trang nói nơi này đang thiếu gì."),
            _("Mỗi tỷ lệ đi kèm n/N: đếm được bao nhiêu trên bao nhiêu."),
            _("Phần gạch chéo là chưa khảo sát, không phải là chưa đạt."),
            _("Bấm tên một đơn vị để xuống trang của đơn vị đó."),
            _("Số khác lần trước thì bấm “Vì sao thay đổi”."),
        ),
        (Picture("doc-tong-quan-1", 640, _("Đầu trang tổng quan: câu tóm tắt và hai chỉ tiêu")),),
        "reports:dashboard",
        of_area=True,
    ),
    Task(
        "tra-cuu",
        _("Tra cứu số liệu, tải Excel, in A4"),
        _("Chọn chỉ số, khoảng thời gian, nơi"),
        FIGURES,
        (
            _("Mở “Tra cứu số liệu” ở thanh chức năng."),
            _("Chọn chỉ số và khoảng tháng, bấm “Xem”."),
            _("Sao chép địa chỉ trang để gửi đúng bảng này."),
            _("Trang nào có bảng cũng có “Tải Excel”; có trang để trong “Xuất”."),
            _("Bấm “In A4” để in đúng trang đang xem."),
            _("Mỗi lần tải đều được ghi vào nhật ký."),
        ),
        (Picture("tra-cuu-1", 640, _("Các ô chọn của trang Tra cứu")),),
        "reports:explore",
    ),
    Task(
        "phien-hop",
        _("Chuẩn bị phiên họp"),
        _("Chốt số liệu, in tờ họp"),
        FIGURES,
        (
            _("Mở “Phiên họp” ở thanh chức năng."),
            _("Ghi tối đa ba đề nghị."),
            _("Bấm “Chốt số liệu”: con số giữ nguyên từ lúc đó."),
            _("Mở phiên vừa chốt để in tờ họp hoặc tải Excel."),
        ),
        (Picture("phien-hop-1", 560, _("Trang phiên họp: ba ô đề nghị và nút Chốt số liệu")),),
        "reports:meetings",
    ),
    Task(
        "can-goi",
        _("Gọi các xã cần gọi"),
        _("Gọi ai trước, ghi lại kết quả"),
        ABOVE,
        (
            _("Mở “Cần gọi” ở thanh chức năng."),
            _("Chọn lý do gọi, ví dụ thôn chưa có tổ."),
            _("Bấm số điện thoại để gọi."),
            _("Ghi kết quả và ngày hẹn ngay sau khi gọi."),
            _("Lần sau, hẹn quá ngày đứng đầu danh sách."),
        ),
        (Picture("can-goi-1", 640, _("Danh sách xã cần gọi kèm số điện thoại")),),
        "reports:calls",
        of_area=True,
        levels=FROM_COMMUNE_UP,
    ),
    Task(
        "chi-tieu",
        _("Đặt chỉ tiêu và thời hạn"),
        _("Theo văn bản, có ngày"),
        frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
        (
            _("Mở “Chỉ tiêu” ở thanh chức năng."),
            _("Bấm “Đặt chỉ tiêu”."),
            _("Chọn chỉ tiêu, ghi mức cần đạt và hạn."),
            _("Ghi số văn bản và ngày ban hành."),
            _("Bấm “Lưu chỉ tiêu”; trang cho biết mỗi tuần cần bao nhiêu."),
        ),
        (Picture("chi-tieu-1", 620, _("Trang Chỉ tiêu: mức cần đạt và tiến độ")),),
        "reports:targets",
        of_area=True,
    ),
)
