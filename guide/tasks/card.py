"""The sheet for members of a team: the visit to a household, and what is never done."""

from django.utils.translation import gettext_lazy as _

VISIT = (
    _("Nói rõ là người của tổ, hỏi để hướng dẫn; hộ có quyền từ chối."),
    _("Mở hộ bằng cách gõ vài chữ của tên chủ hộ."),
    _("Hỏi ai trong nhà dùng điện thoại rành nhất."),
    _("Nhờ người đó tự làm từng việc; tự làm được mới chạm “Biết”."),
    _("Vắng nhà thì chạm “Vắng nhà”: không đoán, không hỏi hàng xóm."),
    _("Bấm “Lưu”; máy báo đã lưu mới sang hộ khác."),
)
NEVER = (
    _("Hỏi mật khẩu, mã OTP, số thẻ của ai"),
    _("Chụp căn cước, màn hình ngân hàng"),
    _("Cho người khác mượn tài khoản"),
    _("Ghi “Biết” vì được nghe kể"),
)
