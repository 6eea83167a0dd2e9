"""Tasks at the door of a household: who works in the commune."""

from django.utils.translation import gettext_lazy as _

from guide.tasks.task import COMMUNE, Picture, Task

TASKS = (
    Task(
        "viec-hom-nay",
        _("Việc hôm nay, hộ thiếu một kỹ năng"),
        _("Mỗi việc mở đúng danh sách của nó"),
        COMMUNE,
        (
            _("Bấm “Việc hôm nay” ở thanh chức năng."),
            _("Số bên trái là số hộ hoặc số thôn còn phải làm."),
            _("Bấm một việc để mở danh sách; hộ làm xong ra khỏi danh sách."),
            _("Hướng dẫn thêm một kỹ năng là hộ đạt: mở “Hộ”, “Thiếu 1 kỹ năng”."),
            _("Bấm kỹ năng ngay bên dưới để lọc tiếp, ví dụ “4 Tự bảo vệ”."),
            _("Bấm “Tải Excel” để in danh sách mang đi."),
        ),
        (
            Picture("viec-hom-nay-1", 620, _("Việc hôm nay: mỗi việc một dòng, có số hộ còn lại")),
            Picture("viec-hom-nay-2", 560, _("Danh sách hộ chỉ thiếu một kỹ năng")),
        ),
        "reports:today",
    ),
    Task(
        "nhap-ho",
        _("Nhập một hộ mới"),
        _("Một tên, năm kỹ năng, ba lần chạm"),
        COMMUNE,
        (
            _("Bấm “Hộ”, chọn thôn, bấm “Thêm hộ mới”."),
            _("Gõ họ tên chủ hộ; chỉ ô này là bắt buộc."),
            _("Hỏi từng kỹ năng; ai biết cả năm thì chạm “Biết cả 5”."),
            _("Gõ tên người tiếp theo vào ô trống bên dưới."),
            _("Chưa hỏi được thì để trống: ô trống là chưa hỏi."),
            _("Bấm “Lưu hộ”; trang mở sẵn hộ tiếp theo."),
        ),
        (
            Picture("nhap-ho-1", 430, _("Ô họ tên chủ hộ, ba lựa chọn và năm ô kỹ năng")),
            Picture(
                "nhap-ho-2", 380, _("Người thứ hai biết kỹ năng 1 và 3, chưa hỏi ba kỹ năng kia")
            ),
        ),
        "households:villages",
    ),
    Task(
        "tim-ho",
        _("Tìm hộ, sửa kỹ năng"),
        _("Gõ hai chữ cái, không cần dấu"),
        COMMUNE,
        (
            _("Bấm “Hộ” và chọn thôn."),
            _("Gõ vài chữ tên của một người trong hộ, hoặc số điện thoại, vào ô tìm."),
            _("Bấm tên hộ để mở năm kỹ năng."),
            _("Bấm một kỹ năng để đổi; máy lưu ngay."),
            _("Bấm nhầm thì chọn “Hoàn tác”."),
            _("Cần thêm người hoặc sửa tên thì bấm “Xem cả hộ”."),
        ),
        (
            Picture("tim-ho-1", 560, _("Sổ hộ của thôn với ô tìm")),
            Picture("tim-ho-2", 560, _("Một hộ đang mở, năm kỹ năng để bấm")),
        ),
        "households:villages",
    ),
    Task(
        "bien-dong",
        _("Hộ chuyển đi, tách hộ, gộp hộ"),
        _("Giữ lịch sử, không xóa"),
        COMMUNE,
        (
            _("Tìm hộ trong sổ, bấm vào hộ rồi “Xem cả hộ”."),
            _("Bấm “Biến động của hộ”."),
            _("Chọn việc đã xảy ra: chuyển đi, tách, gộp, đổi chủ hộ, từ chối."),
            _("Ghi ngày xảy ra; để trống là hôm nay."),
            _("Xem lại trước khi lưu rồi bấm nút lưu."),
            _("Ghi nhầm thì bấm “Xem cả lịch sử hộ”, rồi “Hoàn tác”."),
        ),
        (
            Picture("bien-dong-1", 420, _("Trang của hộ, mục Biến động của hộ đang mở")),
            Picture("bien-dong-2", 480, _("Các ô của việc chuyển đi và nút Xem trước")),
        ),
        "households:villages",
    ),
    Task(
        "phieu-giay",
        _("In phiếu khảo sát, nhập lại"),
        _("Đi khảo sát không cần máy"),
        COMMUNE,
        (
            _("Bấm “Hộ”, chọn thôn, bấm “In, nhập lại phiếu”."),
            _("Bấm “In phiếu mới”, rồi “In phiếu”."),
            _("Ở mỗi hộ, đánh dấu từng kỹ năng trên giấy."),
            _("Về máy, bấm “In, nhập lại phiếu” lần nữa, rồi “Nhập lại” ở phiếu đã in."),
            _("Nhập theo số dòng in trên phiếu."),
        ),
        (Picture("phieu-giay-1", 300, _("Trang Phiếu khảo sát của thôn và nút In phiếu mới")),),
        "households:villages",
    ),
    Task(
        "khong-co-mang",
        _("Nhập khi không có mạng"),
        _("Mang sổ của thôn theo máy, có mạng thì tự gửi"),
        COMMUNE,
        (
            _("Ở nơi có mạng: mở sổ thôn, bấm “Mang theo để nhập khi không có mạng”."),
            _("Đặt mã PIN từ 6 số, gõ hai lần; quên mã thì mang sổ theo lại."),
            _("Mất mạng: mở Tổ số, gõ mã PIN, nhập hộ, ghi từ chối, ghi buổi như thường."),
            _("Máy báo “Đã lưu trên máy này” là xong; tắt máy cũng không mất."),
            _("Có mạng thì máy tự gửi; cần ngay thì bấm “Gửi ngay”."),
            _("Hai người ghi khác nhau thì mở hộ, bấm “Chọn bản đúng”."),
        ),
        route="households:villages",
    ),
)
