"""How an officer plays the tasks of the register: households, paper, files, declared numbers."""

from guide_person import (
    HOUSEHOLDS,
    IMPORT,
    VILLAGE,
    Person,
)


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


def without_network(person: Person) -> None:
    """Nhập khi không có mạng."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Mang theo để nhập khi không có mạng")
    for label in ("Mã PIN", "Nhập lại mã PIN"):
        person.type(label, "204061")
    person.press("Mang theo máy", kind="button")
    person.page.get_by_role("link", name="Mở sổ mang theo máy").wait_for()
    person.press("Mở sổ mang theo máy", kind="a")
    person.page.context.set_offline(True)
    person.type("Mã PIN", "204061")
    person.press("Mở", kind="button")
    person.page.get_by_label("Tìm hộ").fill("nguyen")
    person.press("Nguyễn")
    person.press("Tự bảo vệ", "main .hh details[open]", "button.tog")
    person.page.get_by_text("Đã lưu trên máy này").first.wait_for()
    for way in ("Hộ từ chối", "Ghi buổi hướng dẫn"):
        person.press(way)
    person.see("Kỹ năng hướng dẫn")
    person.page.context.set_offline(False)
    person.page.go_back()
    person.press("Xem mục chờ gửi")
    person.press("Gửi ngay", kind="button")
    person.page.get_by_text("Không còn mục nào chờ gửi.").wait_for()


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
    """In phiếu khảo sát, nhập lại."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.at_a_pc()
    person.press("In, nhập lại phiếu")
    person.on_a_phone()
    person.take("phieu-giay-1", 300)
    person.press("In phiếu mới")
    person.see("In phiếu")
    person.press("Nhập lại từ phiếu")


def one_skill_short(person: Person) -> None:
    """Play the second part of "Việc hôm nay", by whoever is signed in."""
    person.go(*HOUSEHOLDS)
    person.press(VILLAGE)
    person.press("Thiếu 1 kỹ năng")
    person.take("viec-hom-nay-2", 560)
    person.press("Chỉ thiếu 4")
    person.see("Tải Excel")


def import_file(person: Person) -> None:
    """Nhập sổ hộ từ Excel."""
    person.sign_in("canbo")
    person.go(*IMPORT)
    person.take("nhap-excel-1", 640)
    rows = "Thôn,Họ tên chủ hộ,Năm sinh\nHội Phú,Nguyễn Văn Thử,1980\nHội Phú,Trần Thị Mẫu,1975\n"
    file = {"name": "so-ho.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    person.page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]  # a dict of the names it wants
    person.press("Xem trước")
    person.see("Nguyễn Văn Thử")
    person.take("nhap-excel-2", 640)
    person.press("Nhập 2 dòng")


def declare(person: Person) -> None:
    """Khai báo số hộ, báo sổ đã đủ."""
    person.sign_in("canbo")
    person.go(*HOUSEHOLDS)
    person.press("Số hộ, số thôn của xã")
    person.type("Số hộ của xã", "400")
    person.type("Số thôn của xã", "5")
    person.type("Nguồn", "Báo cáo 88/BC-UBND")
    person.take("khai-bao-1", 620)
    person.press("Lưu", kind="button")
    person.see("88/BC-UBND")
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
