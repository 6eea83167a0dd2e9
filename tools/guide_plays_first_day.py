"""How each role plays its first day: on the demo, where some of it is done already."""

import io

from guide_person import (
    ACCOUNTS,
    FIRST_STEPS,
    HOUSEHOLDS,
    IMPORT,
    PLATFORMS,
    ROLLOUT,
    TODAY,
    VILLAGE,
    NotAsTold,
    Person,
)
from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def accounts_of(communes: list[str]) -> bytes:
    """Return a workbook with an officer of each commune, as a province would send it."""
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet("Người dùng")
        sheet.write_row(0, 0, ("Họ và tên", "Chức vụ", "Xã, phường", "Vai trò"))
        for number, commune in enumerate(communes, start=1):
            name = ("Lê Thị Thử", "Trần Văn Mẫu")[number - 1]
            sheet.write_row(number, 0, (name, "Phó Chủ tịch UBND xã", commune, "Cán bộ xã"))
    return target.getvalue()


def system(person: Person) -> None:
    """Ngày đầu của quản trị."""
    person.sign_in("quantri")
    person.go(*FIRST_STEPS)
    person.take("ngay-dau-quan-tri-1", 620)
    person.see("Máy chủ", "Xem cách mở", "Nền tảng số địa phương")
    person.go(*ACCOUNTS)
    person.press("Mời người mới")
    person.field("Vai trò")
    person.go(*ROLLOUT)
    person.see("chưa bắt đầu")


def province(person: Person) -> None:
    """Ngày đầu ở Sở, ở huyện."""
    person.sign_in("so")
    person.go(*FIRST_STEPS)
    person.see("Tài khoản", "bước đã xong")
    # A commune in which nobody works yet: one more in a commune that works needs a second person.
    person.go(*ROLLOUT)
    person.press("Chưa cấp tài khoản")
    communes = person.page.locator("#danh-sach tbody th a").all_inner_texts()[:2]
    if not communes:
        raise NotAsTold("in every commune of the demo somebody works already")
    person.go(*IMPORT)
    file = {"name": "tinh.xlsx", "mimeType": XLSX, "buffer": accounts_of(communes)}
    person.page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]  # a dict with these keys is meant
    person.press("Xem trước")
    person.see("Lê Thị Thử")
    person.press(f"Nhập {len(communes)}")
    person.go(*ACCOUNTS)
    person.press("Giấy mời")
    person.take("ngay-dau-tinh-1", 560)
    person.see("In giấy mời (PDF)", "Tin nhắn Zalo, SMS")
    person.go(*ROLLOUT)
    person.take("ngay-dau-tinh-2", 620)
    person.see("chưa bắt đầu")


def commune(person: Person) -> None:
    """Ngày đầu của công chức xã."""
    person.sign_in("canbo")
    person.go(*FIRST_STEPS)
    person.take("ngay-dau-xa-1", 620)
    person.see("Thôn, buôn, tổ dân phố", "Nền tảng số địa phương", "Khai báo số hộ")
    person.press("In tờ họp triển khai")
    person.take("ngay-dau-xa-2", 560, ".kick-off h1")
    person.go(*PLATFORMS)
    person.go(*TODAY)


def member(person: Person) -> None:
    """Ngày đầu của thành viên tổ."""
    person.sign_in("tovien")
    person.go(*TODAY)
    person.take("ngay-dau-to-1", 560)
    person.go(*HOUSEHOLDS)
    if person.page.locator("main a").filter(has_text=VILLAGE).count():
        person.press(VILLAGE)
    person.press("Thêm hộ mới")
    person.type("Họ tên chủ hộ", "Trần Thị Nhà Mình")
    person.press("Biết cả 5", kind="label")
    person.press("Lưu hộ", kind="button")
    person.see("Trần Thị Nhà Mình")
