"""What the first page of the admin shows: first steps, and every table folded by purpose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from areas.country import of_the_country
from operations.status.queries import open_tasks


@dataclass(frozen=True)
class Step:
    """Something an administrator does first: what, why, and in which tables."""

    title: Promise
    why: Promise
    tables: tuple[str, ...]


STEPS = (
    Step(
        _("Xem lại đơn vị"),
        _(
            "Tên xã, thôn và cấp trên đã đúng chưa; đơn vị mới thì thêm, đơn vị đã thôi thì ghi ngày."
        ),
        ("areas.area",),
    ),
    Step(
        _("Mời người dùng"),
        _(
            "Mỗi xã cần ít nhất một công chức. Mời xong có giấy ghi mã dùng một lần: người đó tự đặt mật khẩu."
        ),
        ("accounts.user",),
    ),
    Step(
        _("Đặt chỉ tiêu"),
        _("Chỉ tiêu, thời hạn và số văn bản; trang tổng quan so với mức này."),
        ("reports.target",),
    ),
    Step(
        _("Ghi nền tảng số của tỉnh"),
        _("Chưa có tên nền tảng thì chưa khảo sát được kỹ năng 5."),
        ("skills.localplatform",),
    ),
    Step(
        _("Ghi người trả lời câu hỏi"),
        _("Tên, số điện thoại, giờ làm việc của mỗi tỉnh; mọi người thấy ở trang Hướng dẫn."),
        ("guide.helpcontact",),
    ),
    Step(
        _("Ghi thông báo về dữ liệu cá nhân"),
        _(
            "Mục đích, căn cứ, hỏi ai, khiếu nại ở đâu; người dân đọc ở trang Dữ liệu cá nhân và tờ dán tại thôn."
        ),
        ("privacy.processingnotice",),
    ),
    Step(
        _("Ghi quy định của tỉnh về tổ"),
        _("Tên gọi, thành phần bắt buộc, định mức thiết bị và mức hỗ trợ, theo văn bản có ngày."),
        (
            "teams.teamtitle",
            "teams.compositionrule",
            "teams.furtherorganisation",
            "teams.equipmentnorm",
            "teams.supportpolicy",
        ),
    ),
)

# Every table stands in one of these.
PURPOSES: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (
        _("Đơn vị, người dùng, nền tảng số"),
        (
            "areas.area",
            "areas.placement",
            "areas.succession",
            "areas.movedday",
            "reorganisations.reorganisation",
            "reorganisations.operation",
            "reorganisations.part",
            "reorganisations.assignment",
            "reorganisations.allotment",
            "accounts.user",
            "accounts.accountrequest",
            "accounts.code",
            "accounts.cardsheet",
            "accounts.codetry",
            "accounts.device",
            "accounts.notice",
            "accounts.message",
            "skills.localplatform",
            "guide.helpcontact",
        ),
    ),
    (
        _("Tổ, thành viên, quyết định, buổi hướng dẫn"),
        (
            "teams.team",
            "teams.member",
            "teams.decision",
            "teams.activity",
            "teams.scan",
            "teams.photo",
            "teams.teamvillage",
            "teams.tenure",
            "teams.earlierfact",
        ),
    ),
    (
        _("Thiết bị, tập huấn, đề nghị"),
        ("teams.equipment", "teams.course", "teams.classsession", "teams.trainee", "teams.need"),
    ),
    (
        _("Quy định và hỗ trợ của tỉnh"),
        (
            "teams.teamtitle",
            "teams.compositionrule",
            "teams.furtherorganisation",
            "teams.equipmentnorm",
            "teams.supportpolicy",
            "teams.supporttopup",
            "teams.supportsheet",
            "teams.supportline",
        ),
    ),
    (
        _("Hộ, người, kết quả khảo sát"),
        (
            "households.household",
            "households.resident",
            "households.assessment",
            "households.confirmation",
            "households.declaration",
            "households.completion",
            "households.printedsheet",
            "households.keyedrow",
            "households.notduplicate",
            "households.regrouping",
            "households.refusal",
            "households.movement",
            "households.transfer",
        ),
    ),
    (
        _("Nhập khi không có mạng"),
        (
            "offline.sentoperation",
            "offline.cellwrite",
            "offline.cellconflict",
            "offline.carriedvillage",
        ),
    ),
    (
        _("Dữ liệu cá nhân"),
        (
            "privacy.processingnotice",
            "privacy.subjectrequest",
            "privacy.breach",
            "erasure.erasure",
            "households.erased",
        ),
    ),
    (
        _("Chỉ tiêu, liên hệ, phiên họp, sơ đồ"),
        ("reports.target", "reports.contact", "reports.meeting", "reports.event", "reports.tile"),
    ),
    (
        _("Báo cáo theo kỳ và đột xuất"),
        (
            "periodic.schedule",
            "periodic.period",
            "periodic.reopening",
            "periodic.extension",
            "periodic.requestdraft",
            "periodic.form",
            "periodic.formversion",
            "periodic.report",
            "periodic.submission",
            "periodic.typedvalue",
            "periodic.comment",
            "periodic.wordtemplate",
            "periodic.publishedfigure",
        ),
    ),
    (
        _("Tệp đã nhập"),
        (
            "imports.import",
            "imports.importrow",
            "imports.rowresult",
            "imports.answermemory",
        ),
    ),
    (
        _("Số đã cộng và nhật ký"),
        (
            "rollup.villagecount",
            "rollup.communecount",
            "figures.snapshot",
            "reports.publishedcount",
            "reports.stepspan",
            "audit.auditentry",
            "audit.personalvalue",
            "reading.reading",
            "reading.unusualreading",
        ),
    ),
    (
        _("Vận hành máy chủ"),
        (
            "operations.heartbeat",
            "operations.dailyrun",
            "operations.backup",
            "operations.clearing",
            "operations.block",
            "operations.sealedentry",
            "operations.cut",
        ),
    ),
)


def tables_of(listed: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the tables that a person may open, by their label."""
    return {
        f"{app['app_label']}.{table['object_name'].lower()}": table
        for app in listed
        for table in app["models"]
    }


def server_state(user: Any) -> dict[str, Any]:
    """Return how the server stands, for the step of whoever may read it; nothing for others."""
    if not of_the_country(user, "operations.view_heartbeat"):
        return {}
    n = open_tasks()
    words = ngettext("%(n)s việc cần làm", "%(n)s việc cần làm", n) % {"n": number_format(n)}
    return {"is_well": not n, "words": words if n else _("không có việc cần làm")}


def first_page(listed: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the steps and the purposes, each with what of its tables the person may open."""
    known = tables_of(listed)
    steps = [(step, [known[key] for key in step.tables if key in known]) for step in STEPS]
    purposes = [(title, [known[key] for key in keys if key in known]) for title, keys in PURPOSES]
    return {
        "steps": [(step, tables) for step, tables in steps if tables],
        "purposes": [(title, tables) for title, tables in purposes if tables],
    }
