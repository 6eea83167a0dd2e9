"""Which task of the guide belongs to a page, and where it stands in the guide of a role."""

from typing import Any

from django.urls import reverse

from accounts.roles import Role
from guide.tasks.task import Task

# What the address says of a role.
WORDS = {
    "can-bo": Role.OFFICER,
    "thanh-vien": Role.MEMBER,
    "nguoi-duyet": Role.REVIEWER,
    "ban-chi-dao": Role.COMMITTEE,
    "quan-tri": Role.ADMINISTRATOR,
}

# The task of a page by its route; a page that is not here opens the guide at its head.
OF_PAGE = {
    "accounts:change_password": "dang-nhap",
    "accounts:change": "tai-khoan",
    "accounts:invite": "tai-khoan",
    "accounts:list": "tai-khoan",
    "accounts:moved": "tai-khoan",
    "audit:list": "tai-khoan",
    "households:add": "nhap-ho",
    "households:villages": "tim-ho",
    "households:search": "tim-ho",
    "households:list": "tim-ho",
    "households:of_area": "tim-ho",
    "households:detail": "tim-ho",
    "households:resident_assess": "tim-ho",
    "households:resident_change": "tim-ho",
    "households:assign": "bien-dong",
    "households:come_back": "bien-dong",
    "households:duplicates": "bien-dong",
    "households:end": "bien-dong",
    "households:head": "bien-dong",
    "households:history": "bien-dong",
    "households:merge": "bien-dong",
    "households:move_out": "bien-dong",
    "households:move_within": "bien-dong",
    "households:offer": "bien-dong",
    "households:transfer": "bien-dong",
    "households:transfers": "bien-dong",
    "households:split": "bien-dong",
    "households:print_sheet": "phieu-giay",
    "households:sheet_paper": "phieu-giay",
    "households:key_back": "phieu-giay",
    "households:declare": "khai-bao",
    "households:declare_commune": "khai-bao",
    "households:declare_below": "khai-bao",
    "households:complete": "khai-bao",
    "households:completions": "xac-nhan-so",
    "imports:upload": "nhap-excel",
    "offline:choose": "khong-co-mang",
    "offline:item": "khong-co-mang",
    "offline:many": "khong-co-mang",
    "offline:pending": "khong-co-mang",
    "offline:take": "khong-co-mang",
    "offline:take_many": "khong-co-mang",
    "periodic:by_village": "gui-bao-cao",
    "periodic:collected": "giao-bao-cao",
    "periodic:copy": "gui-bao-cao",
    "periodic:layout": "giao-bao-cao",
    "periodic:layout_new": "giao-bao-cao",
    "periodic:layouts": "giao-bao-cao",
    "periodic:new_request": "giao-bao-cao",
    "periodic:period": "giao-bao-cao",
    "periodic:periods": "gui-bao-cao",
    "periodic:report": "gui-bao-cao",
    "periodic:review": "giao-bao-cao",
    "periodic:schedule_new": "giao-bao-cao",
    "periodic:schedules": "giao-bao-cao",
    "periodic:waiting": "giao-bao-cao",
    "periodic:word_template": "giao-bao-cao",
    "imports:detail": "nhap-excel",
    "reports:today": "viec-hom-nay",
    "reports:dashboard": "doc-tong-quan",
    "reports:below": "doc-tong-quan",
    "reports:compare": "doc-tong-quan",
    "reports:trend": "doc-tong-quan",
    "reports:why": "doc-tong-quan",
    "reports:explore": "tra-cuu",
    "reports:meeting": "tra-cuu",
    "reports:meetings": "tra-cuu",
    "reports:calls": "can-goi",
    "reports:rollout": "can-goi",
    "reports:rollout_of": "can-goi",
    "reports:target_change": "chi-tieu",
    "reports:target_set": "chi-tieu",
    "reports:targets": "chi-tieu",
    "teams:activities": "ghi-buoi",
    "teams:activity": "ghi-buoi",
    "teams:activity_add": "ghi-buoi",
    "teams:activity_change": "ghi-buoi",
    "teams:activity_start": "ghi-buoi",
    "teams:activity_withdraw": "ghi-buoi",
    "teams:add": "lap-to",
    "teams:board": "lap-to",
    "teams:decision": "lap-to",
    "teams:decision_change": "lap-to",
    "teams:decisions": "lap-to",
    "teams:detail": "lap-to",
    "teams:dissolve": "lap-to",
    "teams:dissolve_many": "lap-to",
    "teams:found_many": "lap-to",
    "teams:join": "lap-to",
    "teams:list": "lap-to",
    "teams:member_add": "lap-to",
    "teams:member_change": "lap-to",
    "teams:need": "gui-de-nghi",
    "teams:need_ranking": "gui-de-nghi",
    "teams:need_add": "gui-de-nghi",
    "teams:needs": "gui-de-nghi",
    "teams:reconstitute": "lap-to",
    "teams:support": "bang-ho-tro",
    "teams:support_lines": "bang-ho-tro",
    "teams:support_print": "bang-ho-tro",
}
# The page of first steps is one, the first day each role's own: by page and role.
OF_ROLE: dict[tuple[str, str], str] = {
    ("reports:first_steps", Role.OFFICER): "ngay-dau-xa",
    ("reports:first_steps", Role.REVIEWER): "ngay-dau-tinh",
    ("reports:first_steps", Role.ADMINISTRATOR): "ngay-dau-quan-tri",
    # Above the communes a file is the workbook of a place, which its first day tells of.
    ("imports:upload", Role.REVIEWER): "ngay-dau-tinh",
    ("imports:detail", Role.REVIEWER): "ngay-dau-tinh",
    # Who has to send, and who receives, stand before the same pages.
    ("periodic:periods", Role.REVIEWER): "giao-bao-cao",
    ("periodic:copy", Role.REVIEWER): "giao-bao-cao",
}


def place_of(task: Task | None, user: Any) -> str:
    """Return the address of a task in the guide: of the reader's own role where it is theirs, unfolded."""
    address = reverse("guide:index")
    if task is None:
        return address
    asked = f"viec={task.key}#{task.key}"
    if getattr(user, "role", Role.MEMBER) in task.roles:
        return f"{address}?{asked}"
    word = next(word for word, role in WORDS.items() if role in task.roles)
    return f"{address}?vai-tro={word}&{asked}"
