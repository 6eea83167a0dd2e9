"""Somebody at a phone or a PC who plays the tasks of the guide: what they press, fill in and see, and the pictures of it."""

import re

from playwright.sync_api import Browser, Locator, Page

PHONE, PC = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
WAIT = 20_000
# Before a press has begun to be answered.
BEAT = 200
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
REPORTS = ("Báo cáo",)
PASSWORD = ("Đổi mật khẩu",)
FIRST_STEPS = ("Bắt đầu",)
ROLLOUT = ("Triển khai",)
PLATFORMS = ("Nền tảng số",)
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
            viewport=PHONE,  # type: ignore[arg-type]  # a dict of the names it wants
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
                self._settle()
                return
        inside = self.page.locator(ANY).filter(has_text=text)
        for fold in self.page.locator("details:not([open])").filter(has=inside).all():
            summary = fold.locator("summary").first
            if summary.is_visible():
                summary.click()
                self._settle()
                self._press(parts, text, name)
                return
        raise NotAsTold(f"nothing to press: {name}, at {self.page.url}")

    def _settle(self) -> None:
        """Wait for the answer to a press: a page, or a part of one."""
        self.page.wait_for_timeout(BEAT)
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        self.page.wait_for_load_state("networkidle")

    def at_a_pc(self) -> None:
        """Sit down at a PC, where there is what a phone does not need, such as printing."""
        self.page.set_viewport_size(PC)  # type: ignore[arg-type]  # a dict of the names it wants

    def on_a_phone(self) -> None:
        """Take up the phone again."""
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict of the names it wants

    def type(self, label: str, text: str) -> None:
        """Type into the field of a label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str, number: int = 1) -> None:
        """Choose an option of a list; on a phone the choices may lie behind one line."""
        behind = self.page.locator("main .folds-label:visible")
        if behind.count() and not self.page.get_by_label(label, exact=True).first.is_visible():
            behind.first.click()
        self.page.get_by_label(label, exact=True).first.select_option(index=number)

    def tap(self, group: str, number: int = 0) -> None:
        """Tap the cell of a skill: that of the head, or of a further person."""
        self.page.get_by_role("group", name=group).nth(number).locator(".face").click(force=True)

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
        picture = self.page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of the names it wants
        self.pictures[file] = picture
