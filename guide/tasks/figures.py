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
        _("Tra cứu, tải Excel, in A4, phiên họp"),
        _("Chọn chỉ số, khoảng thời gian, nơi; chốt số liệu"),
        FIGURES,
        (
            _("Mở “Tra cứu số liệu”, chọn chỉ số và khoảng tháng, bấm “Xem”."),
            _("Sao chép địa chỉ trang để gửi đúng bảng này."),
            _("Trang nào có bảng cũng có “Tải Excel”; có trang để trong “Xuất”."),
            _("Bấm “In A4” để in đúng trang; mỗi lần tải đều vào nhật ký."),
            _("Phiên họp: mở “Phiên họp”, ghi tối đa ba đề nghị."),
            _("Bấm “Chốt số liệu”: số giữ nguyên từ lúc đó, in được tờ họp."),
        ),
        (
            Picture("tra-cuu-1", 640, _("Các ô chọn của trang Tra cứu")),
            Picture("tra-cuu-2", 560, _("Trang phiên họp: ba ô đề nghị và nút Chốt số liệu")),
        ),
        "reports:explore",
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
