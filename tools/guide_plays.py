"""Plays each task of the guide as a person does it, by what is written on the pages; `tools/screenshots.py` starts it.

A task that no longer goes as its steps say fails here by the name of what is not found. Nothing but what is
seen is used: names of links and buttons, labels of fields.
"""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page

PHONE, PC = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
WAIT = 20_000
# Entries of the bar, by any of the names they have on a PC and on a phone.
TODAY = ("Việc hôm nay", "Hôm nay")
HOUSEHOLDS = ("Hộ",)
TEAMS = ("Tổ",)
IMPORT = ("Nhập từ Excel",)
ACCOUNTS = ("Tài khoản",)
JOURNAL = ("Nhật ký",)
DASHBOARD = ("Tổng quan", "Số liệu")
EXPLORE = ("Tra cứu số liệu",)
MEETINGS = ("Phiên họp",)
CALLS = ("Cần gọi",)
TARGETS = ("Chỉ tiêu",)
PASSWORD = ("Đổi mật khẩu",)
VILLAGE = "Hội Phú"
ANY = "a, button, summary"
# Before a picture is taken: nothing has the focus, and what floats over a page lies in its place.
STILL = """() => {
  document.activeElement.blur();
  document.querySelectorAll("body *").forEach((one) => {
    if (["fixed", "sticky"].includes(getComputedStyle(one).position)) { one.style.position = "static"; }
  });
}"""


class NotAsTold(Exception):
    """A page no longer has what a step of a task speaks of."""


def one_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match a text that is one of these names and nothing more."""
    return re.compile(rf"^\s*({'|'.join(map(re.escape, names))})\s*$")


class Person:
    """Somebody at a phone; what they are told to do, and the pictures taken of it."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            base_url=address,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        self.page: Page = context.new_page()
        self.password = password
        # File of a picture → the picture as it was taken.
        self.pictures: dict[str, bytes] = {}

    def sign_in(self, username: str) -> None:
        """Sign in by the form, as a person does."""
        self.page.goto("/dang-nhap/")
        self.type("Tên đăng nhập", username)
        self.type("Mật khẩu", self.password)
        self.press("Đăng nhập")
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)

    def go(self, *names: str) -> None:
        """Open an entry of the bar or of the menu under one's name, whichever way it is folded."""
        places = "nav a, header a"
        self._press(self.page.locator(places), one_of(names), names[0])

    def press(self, name: str, within: str = "main", kind: str = ANY) -> None:
        """Press what is called so; a fold that holds it is opened first."""
        places = ", ".join(f"{within} {one}" for one in kind.split(", "))
        self._press(self.page.locator(places), name, name)

    def _press(self, parts: Locator, text: str | re.Pattern[str], name: str) -> None:
        self.page.wait_for_load_state("networkidle")
        found = parts.filter(has_text=text)
        for one in [
            *found.all(),
            *self.page.locator("main, header").get_by_role("button", name=name).all(),
        ]:
            if one.is_visible():
                one.click()
                self.page.wait_for_load_state("networkidle")
                return
        inside = self.page.locator(ANY).filter(has_text=text)
        for fold in self.page.locator("details:not([open])").filter(has=inside).all():
            summary = fold.locator("summary").first
            if summary.is_visible():
                summary.click()
                self._press(parts, text, name)
                return
        raise NotAsTold(f"nothing to press: {name}, at {self.page.url}")

    def at_a_pc(self) -> None:
        """Sit down at a PC, where there is what a phone does not need, such as printing."""
        self.page.set_viewport_size(PC)  # type: ignore[arg-type]

    def on_a_phone(self) -> None:
        """Take up the phone again."""
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def type(self, label: str, text: str) -> None:
        """Type into the field of a label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str, number: int = 1) -> None:
        """Choose an option of a list."""
        self.page.get_by_label(label, exact=True).first.select_option(index=number)

    def field(self, label: str) -> None:
        """See that there is a field of this label."""
        if not self.page.get_by_label(label).count():
            raise NotAsTold(f"no field: {label}, at {self.page.url}")

    def see(self, *texts: str) -> None:
        """See what a step speaks of."""
        self.page.wait_for_load_state("networkidle")
        for text in texts:
            if not self.page.locator("main").get_by_text(text).count():
                raise NotAsTold(f"not to be seen: {text}, at {self.page.url}")

    def take(self, file: str, height: int, above: str = "main h1") -> None:
        """Take a picture from the heading on, as high as the guide shows it."""
        self.page.mouse.move(0, 0)
        self.page.evaluate(STILL)
        found = self.page.locator(above).first
        box = found.bounding_box() if found.count() else None
        scrolled = self.page.evaluate("window.pageYOffset")
        top = max(0, (box["y"] if box else 0) + scrolled - 12)
        clip = {"x": 0, "y": top, "width": PHONE["width"], "height": height}
        picture = self.page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
        self.pictures[file] = picture


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
    for password in (new, person.password):
        person.page.goto("/doi-mat-khau/")
        person.type("Mật khẩu mới", password)
        person.type("Nhập lại mật khẩu mới", password)
        person.press("Đổi mật khẩu", kind="button")
        if "doi-mat-khau" in person.page.url:
            raise NotAsTold("the password was not changed")


def accounts(person: Person) -> None:
    """Cấp tài khoản, mật khẩu tạm."""
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
    person.see("Cấp mật khẩu tạm")
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
    person.see("Mở trang của hộ")
    person.take("tim-ho-2", 560, "main details[open]")


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
    "tim-ho": find_household,
    "phieu-giay": paper,
    "ho-thieu-mot": one_skill_short,
    "nhap-excel": import_file,
    "khai-bao": declare,
    "so-da-du": complete,
    "xac-nhan-so": confirm,
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
    "quen-mat-khau": "is done by telephone",
    "nhap-ho": "its page is being made anew",
    "bien-dong": "its page is being made anew",
    "lap-to": "its page is being made anew",
    "ghi-buoi": "its page is being made anew",
}


def play(browser: Browser, address: str, password: str, key: str) -> dict[str, bytes]:
    """Play one task in a new profile; return its pictures by file, each as it was taken."""
    person = Person(browser, address, password)
    try:
        PLAYS[key](person)
    finally:
        person.page.context.close()
    return person.pictures
