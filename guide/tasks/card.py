"""The sheet for members of a team: the visit to a household, a day without a network, and what is never done."""

from django.utils.translation import gettext_lazy as _

VISIT = (
    _("Nói rõ là người của tổ, hỏi để hướng dẫn; hộ có quyền từ chối."),
    _("Mở hộ bằng cách gõ vài chữ của tên chủ hộ."),
    _("Hỏi ai trong nhà dùng điện thoại rành nhất."),
    _("Nhờ người đó tự làm từng việc; tự làm được mới chạm “Biết”."),
    _("Vắng nhà thì chạm “Vắng nhà”: không đoán, không hỏi hàng xóm."),
    _("Bấm “Lưu”; máy báo đã lưu mới sang hộ khác."),
)
AWAY = (
    _("Khi có mạng: mở sổ thôn, bấm “Mang theo để nhập khi không có mạng”, đặt mã PIN."),
    _("Mất mạng: mở lại Tổ số, gõ mã PIN, nhập như thường. Thanh xám ghi số mục chờ gửi."),
    _("Có mạng lại: máy tự gửi. Còn mục chờ thì đừng xóa dữ liệu trình duyệt."),
)
NEVER = (
    _("Hỏi mật khẩu, mã OTP, số thẻ của ai"),
    _("Chụp căn cước, màn hình ngân hàng"),
    _("Cho người khác mượn tài khoản"),
    _("Ghi “Biết” vì được nghe kể"),
)
