"""Tasks of reports of a period: sending one's own, and what whoever receives them does."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from areas.kinds import Level
from guide.tasks.task import Picture, Task

TASKS = (
    Task(
        "gui-bao-cao",
        _("Lập, gửi báo cáo tháng, đột xuất"),
        _("Số điền sẵn từ sổ, xem lại rồi gửi"),
        frozenset({Role.OFFICER, Role.REVIEWER}),
        (
            _("Mở “Báo cáo”, bấm “Xem và gửi” ở kỳ cần gửi."),
            _("Số lấy từ sổ; thấy lạ thì bấm “Xem nguồn” bên cạnh số."),
            _("Chỉ gõ ô sổ không có; chưa biết thì để trống, đừng ghi 0."),
            _("Bấm “Gửi báo cáo”: con số giữ nguyên từ lúc đó."),
            _("Bị trả lại thì xem ý kiến ở từng số, sửa rồi gửi lại."),
            _("Sai sau khi gửi thì gửi bản thay thế kèm lý do; bản cũ vẫn còn."),
        ),
        (Picture("gui-bao-cao-1", 620, _("Báo cáo của một kỳ, số đã điền sẵn")),),
        "periodic:periods",
        levels=frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}),
    ),
    Task(
        "giao-bao-cao",
        _("Giao và duyệt báo cáo"),
        _("Lịch hằng tháng, yêu cầu đột xuất, ai đã gửi"),
        frozenset({Role.REVIEWER}),
        (
            _("Mở “Báo cáo”, “Lịch báo cáo”, “Lập lịch”: kỳ tự mở theo lịch."),
            _("Cần một lần thì bấm “Yêu cầu đột xuất”: hỏi gì, hỏi xã nào, hạn."),
            _("Bấm “Ai đã gửi” để xem nơi nào chưa gửi, chép lời nhắc qua Zalo."),
            _("Bấm “Duyệt”: những báo cáo khớp sổ duyệt một lần."),
            _("Mở báo cáo có số lạ: ghi ý kiến ở con số, hoặc trả lại."),
            _("Xong kỳ thì “Khóa kỳ”; cần sửa thì “Mở lại kỳ”, ghi lý do."),
        ),
        (Picture("giao-bao-cao-1", 620, _("Ai đã gửi: số nơi ở từng tình trạng")),),
        "periodic:periods",
    ),
)
