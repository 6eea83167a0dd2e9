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
    HOUSEHOLDS,
    IMPORT,
    JOURNAL,
    MEETINGS,
    PASSWORD,
    TARGETS,
    TEAMS,
    TODAY,
    VILLAGE,
    NotAsTold,
    Person,
)
from playwright.sync_api import Browser


def sign_in(person: Person) -> None:
    """Đăng nhập."""
    person.page.goto("/dang-nhap/")
    person.field("Hiện mật khẩu")
    person.type("Tên đăng nhập", "canbo")
    person.take("dang-nhap-1", 420)
    person.sign_in("canbo")
    person.press("Đăng xuất", "body")


def change_password(person: Person) -> None:
    """Đổi mật khẩu."""
    person.sign_in("canbo")
    person.go(*PASSWORD)
    person.take("doi-mat-khau-1", 420)
    new = f"{person.password}-moi"
    for old, password in ((person.password, new), (new, person.password)):
        person.page.goto("/doi-mat-khau/")
        person.type("Mật khẩu đang dùng", old)
        person.type("Mật khẩu mới", password)
        person.type("Nhập lại mật khẩu mới", password)
        person.press("Đổi mật khẩu", kind="button")
        if "doi-mat-khau" in person.page.url:
            raise NotAsTold("the password was not changed")


def accounts(person: Person) -> None:
    """Mời người, cấp mã mới."""
    person.sign_in("canbo")
    person.go(*ACCOUNTS)
    person.take("tai-khoan-1", 500)
    person.press("Mời người mới")
    person.type("Họ tên", "Lê Thị Mới")
    person.type("Tên đăng nhập", f"le.moi.{secrets.token_hex(2)}")
    person.choose("Vai trò", 1)
    person.choose("Địa bàn", 1)
    person.take("tai-khoan-2", 560)
    person.press("Mời", kind="button")
    person.see("Lê Thị Mới")
    person.go(*ACCOUNTS)
    person.press("Lê Thị Mới")
    person.see("Cấp mã mới")
    person.press("Ngừng tài khoản")


def journal(person: Person) -> None:
    """Xem ai đã làm gì."""
    person.sign_in("canbo")
    person.go(*JOURNAL)
    person.see("Tải Excel")
    person.take("nhat-ky-1", 520)


def today(person: Person) -> None:
    """Xem việc cần làm hôm nay."""
    person.sign_in("canbo")
    person.go(*TODAY)
    person.take("viec-hom-nay-1", 620)
    person.press("hộ")


def new_household(person: Person) -> None:
    """Nhập một hộ mới."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Thêm hộ mới")
    person.type("Họ tên chủ hộ", "Trần Văn Hòa")
    person.press("Biết cả 5", kind="label")
    person.take("nhap-ho-1", 430, "main form .person")
    person.type("Họ tên người thứ 2", "Nguyễn Thị Hạnh")
    person.tap("1 Dịch vụ công", 1)
    person.tap("3 Thanh toán", 1)
    person.take("nhap-ho-2", 380, "main form .person + [data-people] .person")
    person.press("Lưu hộ, 2 người", kind="button")
    person.see("Trần Văn Hòa", "2 người", "Xem hộ")
    person.field("Họ tên chủ hộ")


def find_household(person: Person) -> None:
    """Tìm hộ, sửa kỹ năng."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.field("Tìm hộ")
    person.take("tim-ho-1", 560)
    person.page.get_by_label("Tìm hộ").first.fill("nguyen")
    person.page.wait_for_timeout(600)
    person.press("Nguyễn")
    person.see("Xem cả hộ")
    person.take("tim-ho-2", 560, "main .hh details[open]")
    person.press("Tự bảo vệ", "main .hh details[open]", "button.tog")
    person.press("Hoàn tác", "main .hh details[open]")


def household_turns(person: Person) -> None:
    """Hộ chuyển đi, tách hộ, gộp hộ."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Trần")
    person.press("Xem cả hộ")
    person.press("Biến động của hộ")
    person.take("bien-dong-1", 420)
    person.press("Chuyển đi", kind="a")
    person.field("Ngày")
    person.take("bien-dong-2", 480)
    person.press("Xem trước", kind="button")
    person.see("Chưa ghi gì")
    person.press("Chuyển đi", kind="button")
    person.press("Xem cả lịch sử hộ")
    person.press("Hoàn tác")


def paper(person: Person) -> None:
    """In phiếu giấy, nhập lại."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.at_a_pc()
    person.press("In phiếu khảo sát")
    person.on_a_phone()
    person.take("phieu-giay-1", 300)
    person.press("In phiếu mới")
    person.see("In phiếu")
    person.press("Nhập lại từ phiếu")


def one_skill_short(person: Person) -> None:
    """Tìm hộ chỉ thiếu một kỹ năng."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Thiếu 1 kỹ năng")
    person.take("ho-thieu-mot-1", 560)
    person.press("Chỉ thiếu 4")
    person.see("Tải Excel")


def import_file(person: Person) -> None:
    """Nhập sổ hộ từ Excel."""
    person.sign_in("canbo")
    person.go(*IMPORT)
    person.take("nhap-excel-1", 640)
    rows = "Thôn,Họ tên chủ hộ,Năm sinh\nHội Phú,Nguyễn Văn Thử,1980\nHội Phú,Trần Thị Mẫu,1975\n"
    file = {"name": "so-ho.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    person.page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    person.press("Xem trước")
    person.see("Nguyễn Văn Thử")
    person.take("nhap-excel-2", 640)
    person.press("Nhập 2 dòng")


def declare(person: Person) -> None:
    """Ghi số hộ, số thôn khai báo."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press("Số hộ, số thôn của xã")
    person.type("Số hộ của xã", "400")
    person.type("Số thôn của xã", "5")
    person.type("Nguồn", "Báo cáo 88/BC-UBND")
    person.take("khai-bao-1", 620)
    person.press("Lưu", kind="button")
    person.see("88/BC-UBND")


def complete(person: Person) -> None:
    """Báo sổ hộ đã đủ."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Sổ đã đủ")
    person.see("Sổ hộ")


def confirm(person: Person) -> None:
    """Xác nhận sổ của xã đã đủ."""
    person.sign_in("tinh")
    person.page.goto("/huong-dan/#xac-nhan-so")
    person.press("Mở trang này", "#xac-nhan-so")
    person.see("chờ xác nhận")


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
    person.see("118/QĐ-UBND", "Mật khẩu tạm")


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


def export(person: Person) -> None:
    """Tải bảng ra Excel, in A4."""
    person.sign_in("tinh")
    person.go(*DASHBOARD)
    with person.page.expect_download():
        person.press("Tải Excel")
    if not person.page.locator("[data-print]").count():
        raise NotAsTold("nothing prints the page")


def explore(person: Person) -> None:
    """Tra cứu số liệu theo tháng."""
    person.sign_in("canbo")
    person.go(*EXPLORE)
    person.choose("Chỉ số", 1)
    person.take("tra-cuu-1", 640)
    person.press("Xem", kind="button")
    person.see("Tải Excel")


def meeting(person: Person) -> None:
    """Chuẩn bị phiên họp."""
    person.sign_in("canbo")
    person.go(*MEETINGS)
    person.type("Đề nghị 1", "Thành lập tổ thôn Bình Thạnh")
    person.take("phien-hop-1", 560)
    person.press("Chốt số liệu", kind="button")


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
    "dang-nhap": sign_in,
    "doi-mat-khau": change_password,
    "tai-khoan": accounts,
    "nhat-ky": journal,
    "viec-hom-nay": today,
    "nhap-ho": new_household,
    "tim-ho": find_household,
    "bien-dong": household_turns,
    "phieu-giay": paper,
    "ho-thieu-mot": one_skill_short,
    "nhap-excel": import_file,
    "khai-bao": declare,
    "so-da-du": complete,
    "xac-nhan-so": confirm,
    "lap-to": found_team,
    "ghi-buoi": session,
    "bang-ho-tro": support,
    "gui-de-nghi": request,
    "doc-tong-quan": dashboard,
    "tai-bang": export,
    "tra-cuu": explore,
    "phien-hop": meeting,
    "can-goi": calls,
    "chi-tieu": targets,
}
# Tasks that are not played, each with its reason.
NOT_PLAYED: dict[str, str] = {
    "quen-mat-khau": "needs a card; tests/accounts/codes/test_views.py opens one",
}


def play(browser: Browser, address: str, password: str, key: str) -> dict[str, bytes]:
    """Play one task in a new profile; return its pictures by file, each as it was taken."""
    person = Person(browser, address, password)
    try:
        PLAYS[key](person)
    finally:
        person.page.context.close()
    return person.pictures
