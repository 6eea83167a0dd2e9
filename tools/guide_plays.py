"""Plays each task of the guide as a person does it, by what is written on the pages; `tools/screenshots.py` starts it.

A task that no longer goes as its steps say fails here by the name of what is not found. Nothing but what is
seen is used: names of links and buttons, labels of fields.
"""

import secrets
from collections.abc import Callable

from guide_person import (
    ACCOUNTS,
    CALLS,
    DASHBOARD,
    EXPLORE,
    JOURNAL,
    MEETINGS,
    PASSWORD,
    REPORTS,
    TARGETS,
    TEAMS,
    TODAY,
    NotAsTold,
    Person,
)
from guide_plays_first_day import commune, member, province, system
from guide_plays_register import (
    confirm,
    declare,
    find_household,
    household_turns,
    import_file,
    new_household,
    one_skill_short,
    paper,
    without_network,
)
from playwright.sync_api import Browser


def sign_in(person: Person) -> None:
    """Đăng nhập, đổi mật khẩu."""
    person.page.goto("/dang-nhap/")
    person.field("Hiện mật khẩu")
    person.type("Tên đăng nhập", "canbo")
    person.take("dang-nhap-1", 420)
    person.sign_in("canbo")
    person.go(*PASSWORD)
    person.take("dang-nhap-2", 420)
    new = f"{person.password}-moi"
    for old, password in ((person.password, new), (new, person.password)):
        person.page.goto("/doi-mat-khau/")
        person.type("Mật khẩu đang dùng", old)
        person.type("Mật khẩu mới", password)
        person.type("Nhập lại mật khẩu mới", password)
        person.press("Đổi mật khẩu", kind="button")
        if "doi-mat-khau" in person.page.url:
            raise NotAsTold("the password was not changed")
    person.press("Đăng xuất", "body")


def accounts(person: Person) -> None:
    """Mời người, cấp mã mới, xem nhật ký."""
    person.sign_in("canbo")
    person.go(*ACCOUNTS)
    person.take("tai-khoan-1", 500)
    person.press("Mời người mới")
    invited(person, "Lê Thị Mới")
    person.take("tai-khoan-2", 560)
    person.press("Mời", kind="button")
    person.see("Lê Thị Mới")
    person.go(*ACCOUNTS)
    person.press("Lê Thị Mới")
    person.see("Cấp mã mới")
    person.press("Ngừng tài khoản")
    person.go(*JOURNAL)
    person.see("Tải Excel")


def invited(person: Person, name: str) -> str:
    """Fill in whom to invite; return under which name they will sign in."""
    username = f"moi.{secrets.token_hex(3)}"
    person.type("Họ tên", name)
    person.type("Tên đăng nhập", username)
    person.choose("Vai trò", 1)
    person.choose("Địa bàn", 1)
    return username


def card(person: Person) -> None:
    """Nhận tài khoản, quên mật khẩu."""
    person.sign_in("canbo")
    person.go(*ACCOUNTS)
    person.press("Mời người mới")
    username, own = invited(person, "Hồ Thị Nhận"), secrets.token_urlsafe(12)
    person.press("Mời", kind="button")
    code = person.page.locator(".one-time-code").first.inner_text()
    person.page.context.clear_cookies()
    person.page.goto("/dang-nhap/")
    person.press("Nhận tài khoản")
    person.type("Tên đăng nhập", username)
    person.type("Mã dùng một lần", code)
    person.field("Điện thoại của mình")
    person.press("Tiếp tục", kind="button")
    person.see("Hồ Thị Nhận", "Dừng lại, báo người gửi")
    for password in person.page.locator("main input[type=password]").all():
        password.fill(own)
    person.press("Đặt mật khẩu", kind="button")
    if person.page.locator("main input[type=password]").count() > 1:
        raise NotAsTold(f"no password was set, at {person.page.url}")


def today(person: Person) -> None:
    """Việc hôm nay, hộ thiếu một kỹ năng."""
    person.sign_in("canbo")
    person.go(*TODAY)
    person.take("viec-hom-nay-1", 620)
    person.press("hộ")
    one_skill_short(person)


def found_team(person: Person) -> None:
    """Thành lập tổ, ghi thành viên."""
    person.sign_in("canbo")
    person.go(*TEAMS)
    person.press("Thành lập tổ")
    person.choose("Thôn chưa có tổ", 1)
    person.type("Số quyết định", "118/QĐ-UBND")
    person.type("Người ký", "Nguyễn Văn Ký")
    person.take("lap-to-1", 620)
    person.type("Họ tên", "Trần Thị Trưởng")
    person.page.get_by_label("Cấp tài khoản").first.check()
    person.take("lap-to-2", 560, "#found [data-people]")
    person.press("Lưu tổ", kind="button")
    person.see("118/QĐ-UBND", "Mã dùng một lần")


def session(person: Person) -> None:
    """Ghi một buổi hướng dẫn."""
    person.sign_in("canbo")
    person.go(*TEAMS)
    person.press("Ghi buổi")
    person.field("Tổ nào")
    person.press("Hôm nay", kind="label")
    person.press("Nhà văn hóa thôn", kind="label")
    person.press("4 Tự bảo vệ", kind="label")
    person.press("10", kind="label")
    person.take("ghi-buoi-1", 640, "main form")
    person.press("thành viên có mặt")
    person.take("ghi-buoi-2", 420, "main details[open]:not(.help)")
    person.press("Lưu buổi này", kind="button")
    person.see("4 Tự bảo vệ", "Hoàn tác")


def support(person: Person) -> None:
    """Lập bảng hỗ trợ tháng."""
    person.sign_in("canbo")
    person.go(*TEAMS)
    person.press("Bảng hỗ trợ")
    person.see("Từng tổ")
    person.take("bang-ho-tro-1", 620)
    person.press("Xem tháng này")
    person.press("Danh sách chi")


def dashboard(person: Person) -> None:
    """Đọc trang tổng quan."""
    person.sign_in("canbo")
    person.go(*DASHBOARD)
    person.see("Chỉ tiêu 1", "Chỉ tiêu 2")
    person.take("doc-tong-quan-1", 640)


def explore(person: Person) -> None:
    """Tra cứu, tải Excel, in A4, phiên họp."""
    person.sign_in("canbo")
    person.go(*EXPLORE)
    person.choose("Chỉ số", 1)
    person.take("tra-cuu-1", 640)
    person.press("Xem", kind="button")
    person.press("Xuất", kind="summary")
    with person.page.expect_download():
        person.press("Tải Excel", kind="a")
    person.go(*DASHBOARD)
    if not person.page.locator("[data-print]").count():
        raise NotAsTold("nothing prints the page")
    person.go(*MEETINGS)
    person.type("Đề nghị 1", "Thành lập tổ thôn Bình Thạnh")
    person.take("tra-cuu-2", 560)
    person.press("Chốt số liệu", kind="button")


def send_report(person: Person) -> None:
    """Lập, gửi báo cáo tháng, đột xuất."""
    person.sign_in("canbo")
    person.go(*REPORTS)
    person.press("Xem và gửi")
    person.see("Xem nguồn", "Trước khi gửi")
    person.take("gui-bao-cao-1", 620)


def ask_for_reports(person: Person) -> None:
    """Giao và duyệt báo cáo."""
    person.sign_in("so")
    person.go(*REPORTS)
    person.press("Lịch báo cáo")
    person.press("Lập lịch")
    person.go(*REPORTS)
    person.press("Yêu cầu đột xuất")
    person.go(*REPORTS)
    person.press("Duyệt (")
    person.press("báo cáo khớp sổ", kind="button")
    person.go(*REPORTS)
    person.page.locator("main a", has_text="Ai đã gửi").nth(1).click()
    person.see("Nhắc qua Zalo", "Khóa kỳ")
    person.take("giao-bao-cao-1", 620)


def calls(person: Person) -> None:
    """Gọi các xã cần gọi."""
    person.sign_in("tinh")
    person.go(*CALLS)
    person.take("can-goi-1", 640)
    person.press("Ghi lần gọi")


def targets(person: Person) -> None:
    """Đặt chỉ tiêu và thời hạn."""
    person.sign_in("huyen")
    person.go(*TARGETS)
    person.take("chi-tieu-1", 620)
    person.press("Đặt chỉ tiêu")
    person.see("Lưu chỉ tiêu")


def request(person: Person) -> None:
    """Gửi đề nghị lên cấp trên."""
    person.sign_in("canbo")
    person.page.goto("/huong-dan/")
    person.press("Mở trang này", "#gui-de-nghi")
    person.choose("Nơi cần")
    person.choose("Thiếu gì", 3)
    person.type("Cần gì, để làm gì", "Hai máy tính bảng cho buổi hướng dẫn")
    person.take("gui-de-nghi-1", 620)
    person.press("Lưu", kind="button")
    person.see("Hai máy tính bảng")


PLAYS: dict[str, Callable[[Person], None]] = {
    "ngay-dau-quan-tri": system,
    "ngay-dau-tinh": province,
    "ngay-dau-xa": commune,
    "ngay-dau-to": member,
    "dang-nhap": sign_in,
    "tai-khoan": accounts,
    "viec-hom-nay": today,
    "nhap-ho": new_household,
    "tim-ho": find_household,
    "bien-dong": household_turns,
    "phieu-giay": paper,
    "nhap-excel": import_file,
    "khong-co-mang": without_network,
    "khai-bao": declare,
    "xac-nhan-so": confirm,
    "quen-mat-khau": card,
    "lap-to": found_team,
    "ghi-buoi": session,
    "bang-ho-tro": support,
    "gui-de-nghi": request,
    "doc-tong-quan": dashboard,
    "tra-cuu": explore,
    "can-goi": calls,
    "chi-tieu": targets,
    "gui-bao-cao": send_report,
    "giao-bao-cao": ask_for_reports,
}
# Tasks that are not played, each with its reason.
NOT_PLAYED: dict[str, str] = {}


def play(browser: Browser, address: str, password: str, key: str) -> dict[str, bytes]:
    """Play one task in a new profile; return its pictures by file, each as it was taken."""
    person = Person(browser, address, password)
    try:
        PLAYS[key](person)
    finally:
        person.page.context.close()
    return person.pictures
