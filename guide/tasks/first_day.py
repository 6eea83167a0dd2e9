"""The first day of each role, on a system in which hardly anything is there yet."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from guide.tasks.task import Picture, Task

TASKS = (
    Task(
        "ngay-dau-quan-tri",
        _("Ngày đầu của quản trị"),
        _("Máy chủ chạy đủ rồi mới mời người"),
        frozenset({Role.ADMINISTRATOR}),
        (
            _("Mở “Bắt đầu”: mỗi bước một nút, bước xong có dấu."),
            _("Xem ô “Máy chủ” trước; dòng nào chưa tốt thì bấm “Xem cách mở”."),
            _("Mở “Tài khoản”, bấm “Mời người mới”: mời người của Sở trước."),
            _("In giấy mời, đưa tận tay; mã chỉ hiện một lần."),
            _("Đặt tên nền tảng số của tỉnh, để các xã hỏi được kỹ năng 5."),
            _("Ngày sau mở “Triển khai” xem xã nào chưa bắt đầu."),
        ),
        (Picture("ngay-dau-quan-tri-1", 620, _("Trang Bắt đầu: từng bước và nút của bước")),),
        "reports:first_steps",
    ),
    Task(
        "ngay-dau-tinh",
        _("Ngày đầu ở Sở, ở huyện"),
        _("Cả tỉnh vào việc trong một buổi sáng"),
        frozenset({Role.REVIEWER}),
        (
            _("Mở “Bắt đầu” để biết bước nào của tỉnh còn thiếu."),
            _("Bấm “Nhập từ Excel”, chọn tệp tài khoản của các xã, “Xem trước”."),
            _("Trả lời chỗ hệ thống hỏi, xem dòng lỗi rồi bấm nút nhập."),
            _("Mở “Tài khoản”, bấm “Giấy mời”, rồi “In giấy mời (PDF)”."),
            _("Cắt giấy đưa từng xã; hoặc bấm “Tin nhắn Zalo, SMS” để chép tin."),
            _("Mỗi sáng mở “Triển khai”: xã nào đứng yên thì gọi, ghi ngày hẹn."),
        ),
        (
            Picture("ngay-dau-tinh-1", 560, _("Trang Giấy mời: xã nào còn người chưa đến nhận")),
            Picture("ngay-dau-tinh-2", 620, _("Trang Triển khai: số xã ở từng bước")),
        ),
        "reports:first_steps",
    ),
    Task(
        "ngay-dau-xa",
        _("Ngày đầu của công chức xã"),
        _("Từ danh sách thôn tới hộ đầu tiên"),
        frozenset({Role.OFFICER}),
        (
            _("Mở “Bắt đầu”, làm lần lượt; bỏ dở thì mở lại vẫn còn."),
            _("Nhập danh sách thôn bằng tệp Excel sẵn có, hoặc thêm từng thôn."),
            _("Đặt tên nền tảng số, ghi số hộ khai báo."),
            _("Lập tổ: thôn và tên tổ trưởng là đủ, đánh dấu “Cấp tài khoản”."),
            _("Bấm “In tờ họp triển khai”, phát giấy mời ngay tại cuộc họp."),
            _("Cùng tổ nhập hộ đầu tiên; từ đó mở “Việc hôm nay” mỗi sáng."),
        ),
        (
            Picture("ngay-dau-xa-1", 620, _("Trang Bắt đầu của xã: năm bước")),
            Picture("ngay-dau-xa-2", 560, _("Tờ họp triển khai để in")),
        ),
        "reports:first_steps",
    ),
    Task(
        "ngay-dau-to",
        _("Ngày đầu của thành viên tổ"),
        _("Hai phút từ giấy mời tới hộ đầu tiên"),
        frozenset({Role.MEMBER}),
        (
            _("Quét mã trên giấy mời, xem đúng tên mình, đặt mật khẩu."),
            _("Bấm “Hộ”, “Thêm hộ mới”: tập với chính nhà mình."),
            _("Gõ họ tên, hỏi từng kỹ năng; tự làm được mới chạm ô kỹ năng đó."),
            _("Bấm “Lưu hộ”; thấy tên hộ hiện lên là đã lưu."),
            _("Hôm sau mở “Hôm nay” để biết hộ nào còn phải tới."),
            _("Chưa rõ thì bấm “?” trên trang đó, hoặc gọi công chức xã."),
        ),
        (Picture("ngay-dau-to-1", 560, _("Hôm nay của thành viên: những hộ còn phải tới")),),
        "reports:today",
    ),
)
