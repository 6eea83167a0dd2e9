"""The steps of a breach with their hours, and the two texts: to the authority, and to the people concerned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from areas.names import lower_first
from privacy.models import Breach
from privacy.rules import BREACH_HOURS


@dataclass(frozen=True)
class Step:
    """What is to be done, and within how many hours from the detection; 0 at once, None without an hour."""

    key: str
    title: Promise
    how: Promise
    hours: int | None = None

    def due(self, found_at: datetime) -> datetime | None:
        """Return until when."""
        return None if self.hours is None else found_at + timedelta(hours=self.hours)


STEPS = (
    Step(
        "stop",
        gettext_lazy("Chặn lại"),
        gettext_lazy(
            "Ngừng tài khoản hoặc cấp lại mật khẩu: mọi phiên đang mở hết hiệu lực ngay. Mất máy thì đăng xuất máy đó."
        ),
        0,
    ),
    Step(
        "keep",
        gettext_lazy("Giữ dấu vết"),
        gettext_lazy("Tải danh sách ở dưới, ghi lại ai thấy gì, lúc nào. Không xóa gì trên máy."),
        0,
    ),
    Step(
        "province",
        gettext_lazy("Báo cấp trên và đơn vị an ninh mạng"),
        gettext_lazy("Sự cố nghiêm trọng: báo lần đầu trong 24 giờ (Nghị định 331/2026, Điều 31)."),
        24,
    ),
    Step(
        "authority",
        gettext_lazy("Thông báo vi phạm theo Mẫu 08"),
        gettext_lazy(
            "Gửi cơ quan chuyên trách bảo vệ dữ liệu cá nhân (A05, Bộ Công an) trong 72 giờ từ lúc phát hiện (Luật "
            "91/2025, Điều 23). Số liệu có sẵn ở dưới."
        ),
        BREACH_HOURS,
    ),
    Step(
        "residents",
        gettext_lazy("Báo cho người dân có trong danh sách"),
        gettext_lazy(
            "Đọc, dán hoặc phát thông báo ở dưới tại thôn; nói rõ nên làm gì. Càng sớm càng tốt."
        ),
    ),
    Step(
        "record",
        gettext_lazy("Lập biên bản, sửa chỗ hở"),
        gettext_lazy("Vì sao lộ, đã sửa gì để không lặp lại; rồi đóng vụ ở cuối trang."),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def at_words(at: datetime) -> str:
    """Say a moment: "09:41 29/11/2026"."""
    return date_format(timezone.localtime(at), "H:i d/m/Y")


def number_words(breach: Breach) -> str:
    """Say how many people of how many households it may concern, and of which communes."""
    figures = breach.figures
    communes = ", ".join(lower_first(one["name"]) for one in figures["communes"])
    words = {
        "most": number_format(figures["most"]),
        "people": number_format(figures["people"]),
        "households": number_format(figures["households"]),
        "communes": communes,
    }
    if not figures["people"]:
        return _("Không thấy lần xem tên nào trong thời gian này.")
    return (
        _(
            "Nhiều nhất %(most)s người, trong %(people)s người của %(households)s hộ ở những nơi đã mở: %(communes)s."
        )
        % words
    )


def kinds_words(breach: Breach) -> str:
    """Say which kinds of data there are of them."""
    return _(
        "họ tên, năm sinh, giới tính, thôn, xóm, kết quả kỹ năng số; %(phones)s hộ có số điện thoại. Không có số căn "
        "cước, tài khoản ngân hàng, mật khẩu của người dân."
    ) % {"phones": number_format(breach.figures["phones"])}


def what_words(breach: Breach) -> str:
    """Say what may have been in the wrong hands, without the name of anybody."""
    if breach.kind == Breach.Kind.COMMUNE:
        return _("dữ liệu của %(place)s") % {"place": lower_first(breach.area.full_name)}
    if breach.kind == Breach.Kind.DEVICE:
        words = {"device": breach.device, "place": lower_first(breach.area.full_name)}
        return _("một thiết bị (%(device)s) của %(place)s") % words
    return _("một tài khoản của %(place)s") % {"place": lower_first(breach.area.full_name)}


def report_text(breach: Breach) -> list[str]:
    """Return the paragraphs of the report to the authority, in the order of form 08."""
    return [
        _("Phát hiện lúc: %(at)s. Hạn thông báo: %(due)s.")
        % {"at": at_words(breach.found_at), "due": at_words(breach.due_at)},
        _("Sự việc: lộ %(what)s, từ %(since)s đến %(until)s. %(story)s")
        % {
            "what": what_words(breach),
            "since": at_words(breach.since),
            "until": at_words(breach.until),
            "story": breach.story,
        },
        _("Số người: %(number)s") % {"number": number_words(breach)},
        _("Loại dữ liệu: %(kinds)s") % {"kinds": kinds_words(breach)},
        _(
            "Hậu quả có thể: bị gọi điện, nhắn tin mạo danh cán bộ, tổ công nghệ số để lừa lấy mã OTP, mật khẩu."
        ),
        _("Đã làm: %(done)s.") % {"done": _done(breach)},
        _("Người liên hệ: …………………, điện thoại …………………"),
    ]


def _done(breach: Breach) -> str:
    said = [
        f"{step.title} ({at_words(datetime.fromisoformat(breach.steps[step.key]['at']))})"
        for step in STEPS
        if step.key in breach.steps
    ]
    return "; ".join(said) or _("chưa ghi bước nào")


def notice_text(breach: Breach) -> list[str]:
    """Return the paragraphs that residents are told."""
    return [
        _(
            "Từ %(since)s đến %(until)s, thông tin trong sổ của tổ công nghệ số cộng đồng có thể đã bị người lạ xem."
        )
        % {"since": at_words(breach.since), "until": at_words(breach.until)},
        _("Gồm: %(kinds)s") % {"kinds": kinds_words(breach)},
        _(
            "Ai gọi hoặc nhắn tin xưng là cán bộ, tổ công nghệ số để hỏi mã OTP, mật khẩu, số tài khoản, hoặc bảo chuyển "
            "tiền: không làm theo, báo công an xã."
        ),
        " ".join(words for key, words in _told() if key in breach.steps or not key),
    ]


def _told() -> list[tuple[str, str]]:
    """Return what residents are told was done, by the step that says it was; "" is said in any case."""
    return [
        ("stop", _("Đã chặn.")),
        ("authority", _("Đã báo cơ quan chức năng.")),
        ("", _("Hỏi tại Ủy ban nhân dân xã: …………………")),
    ]
