"""Tasks of everybody's own account, and of those who manage accounts."""

from django.utils.translation import gettext_lazy as _

from guide.tasks.task import EVERYBODY, OFFICE, Picture, Task

TASKS = (
    Task(
        "dang-nhap",
        _("Đăng nhập, đổi mật khẩu"),
        _("Mật khẩu từ mười hai ký tự, chỉ mình biết"),
        EVERYBODY,
        (
            _("Gõ tên đăng nhập ghi trên giấy mời, gõ mật khẩu."),
            _("Chọn “Hiện mật khẩu” để nhìn lại chữ vừa gõ."),
            _("Bấm “Đăng nhập”; máy chung thì xong việc bấm “Đăng xuất”."),
            _("Muốn đổi mật khẩu: bấm tên mình ở góc trên, “Đổi mật khẩu”."),
            _("Gõ mật khẩu đang dùng, rồi mật khẩu mới hai lần cho khớp."),
            _("Không cho ai mượn mật khẩu, kể cả người cùng phòng."),
        ),
        (
            Picture("dang-nhap-1", 420, _("Trang đăng nhập với ô tên đăng nhập và ô mật khẩu")),
            Picture("dang-nhap-2", 420, _("Ô mật khẩu đang dùng và ô mật khẩu mới")),
        ),
        "accounts:change_password",
    ),
    Task(
        "quen-mat-khau",
        _("Nhận tài khoản, quên mật khẩu"),
        _("Mã trên giấy, mật khẩu tự đặt"),
        EVERYBODY,
        (
            _("Quên thì gọi công chức xã; công chức xã và Sở gọi quản trị của tỉnh."),
            _("Quét mã trên giấy, hoặc mở “Nhận tài khoản” ở trang đăng nhập."),
            _("Gõ tên đăng nhập và mã dùng một lần."),
            _("Giấy đặt lại mật khẩu thì gõ thêm số điện thoại của mình."),
            _("Xem đúng tên mình chưa; không đúng thì bấm “Dừng lại, báo người gửi”."),
            _("Tự đặt mật khẩu từ mười hai ký tự, gõ hai lần."),
        ),
    ),
    Task(
        "tai-khoan",
        _("Mời người, cấp mã mới, xem nhật ký"),
        _("Mỗi người một tài khoản, mọi thay đổi đều còn lại"),
        OFFICE,
        (
            _("Mở “Tài khoản”, bấm “Mời người mới”; đã có thì bấm tên để sửa."),
            _("Ghi họ tên, tên đăng nhập, vai trò và địa bàn."),
            _("Bấm “Mời”; giấy mời có mã chỉ hiện một lần."),
            _("In giấy, đưa tận tay; người nhận tự đặt mật khẩu."),
            _("Người thôi việc thì mở tài khoản, bấm “Ngừng tài khoản”."),
            _("Xem ai đã làm gì: mở “Nhật ký”, dòng trên cùng là việc mới nhất."),
        ),
        (
            Picture("tai-khoan-1", 500, _("Danh sách tài khoản và nút Mời người mới")),
            Picture("tai-khoan-2", 560, _("Các ô ghi họ tên, tên đăng nhập, vai trò và địa bàn")),
        ),
        "accounts:list",
    ),
)
