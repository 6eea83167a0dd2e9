"""What is kept of figures, units and the site itself: nobody is named in it, but in backups and perhaps in logs."""

from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy

from operations.retention.rules.kind import CLEAR, Kind
from privacy.rules import backups_words, days_words

_NOBODY = gettext_lazy("Không có dữ liệu cá nhân của người dân")


def _kept() -> str:
    return _("không hết hạn")


def _by_the_operator() -> str:
    return _("do người vận hành đặt")


def _task_days() -> str:
    return days_words(settings.TASK_KEEP_DAYS)


SITE = (
    Kind(
        key="backups",
        title=gettext_lazy("Bản sao lưu, có khóa"),
        models=("operations.backup",),
        keep=backups_words,
        setting="BACKUP_KEEP_DAYS",
        why=gettext_lazy("Phục hồi khi hỏng; không quá 90 ngày để điều đã xóa mất hẳn"),
        task="backup",
    ),
    Kind(
        key="logs",
        title=gettext_lazy("Nhật ký máy chủ, không ghi tên người"),
        keep=_by_the_operator,
        why=gettext_lazy("Tìm lỗi; cấp độ 3 cần ít nhất 3 tháng (TCVN 14423:2026)"),
        by=gettext_lazy("Máy chủ, theo hướng dẫn cài đặt"),
    ),
    Kind(
        key="tasks",
        title=gettext_lazy("Việc tự chạy đã xong"),
        models=("django_tasks_database.dbtaskresult",),
        keep=_task_days,
        setting="TASK_KEEP_DAYS",
        why=gettext_lazy("Xem lại khi một việc hỏng"),
        task=CLEAR,
    ),
    Kind(
        key="runs",
        title=gettext_lazy("Nhịp chạy, việc hằng ngày, lần dọn"),
        models=(
            "operations.heartbeat",
            "operations.dailyrun",
            "operations.clearing",
            "operations.block",
            "operations.sealedentry",
            "operations.cut",
        ),
        keep=_kept,
        why=_NOBODY,
    ),
    Kind(
        key="figures",
        title=gettext_lazy("Con số đã cộng, đã chốt, đã công bố; biến động; phiên họp"),
        models=(
            "rollup.villagecount",
            "rollup.communecount",
            "figures.snapshot",
            "reports.stepspan",
            "households.movement",
            "households.declaration",
            "households.completion",
            "reports.publishedcount",
            "reports.meeting",
            "reports.target",
            "reports.event",
            "reports.tile",
        ),
        keep=_kept,
        why=_NOBODY,
    ),
    Kind(
        key="periodic",
        title=gettext_lazy("Biểu mẫu, lịch báo cáo, báo cáo đã gửi"),
        models=(
            "periodic.form",
            "periodic.formversion",
            "periodic.schedule",
            "periodic.period",
            "periodic.reopening",
            "periodic.extension",
            "periodic.requestdraft",
            "periodic.report",
            "periodic.submission",
            "periodic.typedvalue",
            "periodic.comment",
            "periodic.wordtemplate",
            "periodic.publishedfigure",
        ),
        keep=_kept,
        why=gettext_lazy("Báo cáo đã gửi phải đọc lại được đúng như lúc gửi"),
    ),
    Kind(
        key="units",
        title=gettext_lazy("Đơn vị, nền tảng số, quy định của tỉnh, người trả lời câu hỏi"),
        models=(
            "areas.area",
            "areas.placement",
            "areas.succession",
            "areas.movedday",
            "reorganisations.reorganisation",
            "reorganisations.operation",
            "reorganisations.part",
            "reorganisations.assignment",
            "reorganisations.allotment",
            "skills.localplatform",
            "teams.teamtitle",
            "teams.compositionrule",
            "teams.furtherorganisation",
            "teams.equipmentnorm",
            "teams.supportpolicy",
            "guide.helpcontact",
            "imports.answermemory",
        ),
        keep=_kept,
        why=_NOBODY,
    ),
    Kind(
        key="django",
        title=gettext_lazy("Bảng của Django"),
        models=(
            "admin.logentry",
            "auth.permission",
            "auth.group",
            "contenttypes.contenttype",
        ),
        keep=_kept,
        why=_NOBODY,
    ),
)
