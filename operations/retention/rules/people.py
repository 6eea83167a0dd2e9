"""What is kept of people: of residents, of teams, of who works with the site."""

from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy

from accounts.sign_in.rules import OWN_ADDRESS, WRONG_KEPT
from offline.pending.rules import UNDO
from operations.retention.rules.kind import CLEAR, LOOSE_KEPT, SEALS, Kind
from privacy.rules import (
    closed_households_words,
    days_words,
    files_words,
    journal_words,
    months_words,
    readings_words,
)

_ASKED = gettext_lazy("Người có quyền ở xã, theo yêu cầu của người dân")
_DUTY = gettext_lazy("Không ai: phải giữ theo quy định")


def _while_registered() -> str:
    return _("khi hộ còn trong sổ")


def _as_the_subject() -> str:
    return _("đến khi xóa người đó")


def _until_decided() -> str:
    return _("đến khi quyết định, rồi %(n)s ngày") % {"n": UNDO.days}


def _files() -> str:
    """Say it of rows, and of what only the preview needs: our copy of the file, columns that no field is."""
    words = {"rows": files_words(), "preview": days_words(settings.IMPORT_PREVIEW_DAYS)}
    return (
        _("%(rows)s; bản chép của tệp và cột không dùng: đến khi ghi, nhiều nhất %(preview)s")
        % words
    )


def _loose_days() -> str:
    return days_words(LOOSE_KEPT.days)


def _kept() -> str:
    return _("không hết hạn")


def _while_in_use() -> str:
    return _("khi còn dùng")


def _account_months() -> str:
    return months_words(settings.ACCOUNT_KEEP_MONTHS)


def _sign_ins() -> str:
    words = {"wrong": days_words(WRONG_KEPT.days), "right": days_words(OWN_ADDRESS.days)}
    return _("lần sai %(wrong)s, lần đúng %(right)s") % words


def _session_hours() -> str:
    return _("hết phiên, dài nhất %(n)s giờ") % {"n": settings.SESSION_COOKIE_AGE // 3600}


PEOPLE = (
    Kind(
        key="households",
        title=gettext_lazy("Hộ, người trong hộ, kết quả khảo sát"),
        models=(
            "households.household",
            "households.resident",
            "households.assessment",
            "households.confirmation",
            "households.notduplicate",
            "households.regrouping",
            "households.refusal",
            "households.transfer",
        ),
        keep=_while_registered,
        why=gettext_lazy("Nhiệm vụ của xã; Luật 91/2025, Điều 19"),
        by=_ASKED,
    ),
    Kind(
        key="sent_operations",
        title=gettext_lazy("Việc nhập khi không có mạng; ai mang thôn nào theo máy"),
        models=(
            "offline.sentoperation",
            "offline.cellwrite",
            "offline.cellconflict",
            "offline.carriedvillage",
        ),
        keep=_while_registered,
        why=gettext_lazy("Gửi hai lần vẫn ghi một lần; chọn bản đúng khi hai người ghi khác nhau"),
        by=_ASKED,
    ),
    Kind(
        key="sealed_items",
        title=gettext_lazy("Bản máy gửi của mục chờ xử lý, niêm phong"),
        keep=_until_decided,
        why=gettext_lazy("Để người của xã quyết định, và hoàn tác được"),
        task=CLEAR,
    ),
    Kind(
        key="closed_households",
        title=gettext_lazy("Tên của hộ đã ra khỏi sổ"),
        keep=closed_households_words,
        setting="CLOSED_HOUSEHOLD_MONTHS",
        why=gettext_lazy("Không giữ lâu hơn mức cần (Luật 91/2025, Điều 3)"),
        task=CLEAR,
        by=_ASKED,
    ),
    Kind(
        key="sheets",
        title=gettext_lazy("Phiếu đã in và dòng đã nhập lại: mã hộ, không có tên"),
        models=("households.printedsheet", "households.keyedrow"),
        keep=_while_registered,
        why=gettext_lazy("Biết kết quả lấy từ phiếu nào"),
        by=_DUTY,
    ),
    Kind(
        key="journal",
        title=gettext_lazy("Nhật ký ai sửa gì, lúc nào"),
        models=("audit.auditentry",),
        keep=journal_words,
        setting="JOURNAL_KEEP_MONTHS",
        why=gettext_lazy("Ít nhất 12 tháng (Nghị định 333/2026)"),
        task=SEALS,
        by=_DUTY,
    ),
    Kind(
        key="personal_values",
        title=gettext_lazy("Tên, số điện thoại trước và sau khi sửa"),
        models=("audit.personalvalue",),
        keep=_as_the_subject,
        why=gettext_lazy("Để trả lời người dân hỏi ai đã sửa dữ liệu của họ"),
        by=_ASKED,
    ),
    Kind(
        key="erased",
        title=gettext_lazy("Mã của người đã xóa, không có tên"),
        models=("households.erased", "erasure.erasure"),
        keep=_kept,
        why=gettext_lazy("Để tệp cũ, bản sao lưu cũ không đưa tên trở lại"),
        by=_DUTY,
    ),
    Kind(
        key="readings",
        title=gettext_lazy("Ai đã xem tên, ngày xem nhiều khác thường"),
        models=("reading.reading", "reading.unusualreading"),
        keep=readings_words,
        setting="READING_KEEP_MONTHS",
        why=gettext_lazy("Để trả lời người dân và tìm khi bị lộ"),
        task=CLEAR,
    ),
    Kind(
        key="imports",
        title=gettext_lazy("Tệp nhập vào và các dòng của tệp"),
        models=("imports.import", "imports.importrow", "imports.rowresult"),
        keep=_files,
        setting="IMPORT_KEEP_DAYS",
        why=gettext_lazy("Để sửa lỗi và hoàn tác lần nhập"),
        task=CLEAR,
    ),
    Kind(
        key="loose_files",
        title=gettext_lazy("Tệp sót: lưu dở khi mất điện, mất mạng, hoặc đã gỡ mà chưa bỏ được"),
        keep=_loose_days,
        why=gettext_lazy("Không ai mở được nữa; chờ cho chắc là không dòng nào nhắc tới"),
        task=CLEAR,
    ),
    Kind(
        key="requests",
        title=gettext_lazy("Yêu cầu của người dân, vụ lộ dữ liệu, thông báo"),
        models=(
            "privacy.subjectrequest",
            "privacy.breach",
            "privacy.processingnotice",
        ),
        keep=_kept,
        why=gettext_lazy("Bằng chứng đã làm đúng luật"),
        by=_DUTY,
    ),
    Kind(
        key="teams",
        title=gettext_lazy("Tổ, thành viên, quyết định, buổi, bảng hỗ trợ"),
        models=(
            "teams.team",
            "teams.member",
            "teams.tenure",
            "teams.earlierfact",
            "teams.teamvillage",
            "teams.decision",
            "teams.scan",
            "teams.activity",
            "teams.photo",
            "teams.equipment",
            "teams.need",
            "teams.course",
            "teams.classsession",
            "teams.trainee",
            "teams.supportsheet",
            "teams.supportline",
            "teams.supporttopup",
        ),
        keep=_kept,
        why=gettext_lazy("Hồ sơ quyết định và chi trả"),
        by=_DUTY,
    ),
    Kind(
        key="calls",
        title=gettext_lazy("Ghi chú khi gọi xã"),
        models=("reports.contact",),
        keep=_kept,
        why=gettext_lazy("Theo dõi việc đã hẹn"),
        by=_DUTY,
    ),
    Kind(
        key="accounts",
        title=gettext_lazy("Tài khoản, mã xác thực"),
        models=(
            "accounts.user",
            "otp_static.staticdevice",
            "otp_static.statictoken",
            "otp_totp.totpdevice",
        ),
        keep=_while_in_use,
        why=gettext_lazy("Ngừng thì khóa, tên người làm còn trong nhật ký"),
        by=_DUTY,
    ),
    Kind(
        key="account_traces",
        title=gettext_lazy("Thiết bị đã bỏ, mã đã dùng, đề nghị về tài khoản, tin báo, thư đã gửi"),
        models=(
            "accounts.device",
            "accounts.code",
            "accounts.cardsheet",
            "accounts.notice",
            "accounts.message",
            "accounts.accountrequest",
        ),
        keep=_account_months,
        setting="ACCOUNT_KEEP_MONTHS",
        why=gettext_lazy("Đủ để tìm khi bị lộ"),
        task=CLEAR,
    ),
    Kind(
        key="sign_ins",
        title=gettext_lazy("Lần đăng nhập, lần thử sai"),
        models=(
            "axes.accesslog",
            "axes.accessfailurelog",
            "axes.accessattempt",
            "axes.accessattemptexpiration",
            "accounts.codetry",
        ),
        keep=_sign_ins,
        why=gettext_lazy("Chặn dò mật khẩu, cho chủ tài khoản xem lại"),
        task=CLEAR,
    ),
    Kind(
        key="sessions",
        title=gettext_lazy("Phiên đăng nhập"),
        models=("sessions.session",),
        keep=_session_hours,
        setting="SESSION_COOKIE_AGE",
        why=gettext_lazy("Hết phiên thì không cần nữa"),
        task=CLEAR,
    ),
)
