"""A member of a team for a day: goes from house to house with a phone, and writes down on paper what their thumb typed."""

import shutil
from collections import Counter
from contextlib import suppress

from playwright.sync_api import Error, expect

from households.models import Household, Resident
from tests.browser.conftest import FLAGS, PHONE, sign_in
from tests.conftest import BROWSERS

PIN = "204061"
WAY = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "is_mobile": True, "has_touch": True}
FIVE = dict.fromkeys(("s1", "s2", "s3", "s4", "s5"), 2)
TEXTS = "all => all.map(one => one.innerText.replace(/\\s+/g, ' '))"

NOTHING_WAITS = """async () => {
  while (await offline.outbox.count()) { await new Promise(go => setTimeout(go, 50)); }
}"""


class Paper:
    """What was typed, by the names that people have: nothing of it is read from the phone."""

    def __init__(self):
        self.cells, self.statuses, self.homes, self.people = {}, {}, Counter(), Counter()

    def missing(self, named):
        """Return what the register does not hold and `named` does not speak of; `named` are lines that people can read."""
        told = "\n".join(named)
        lines = [*self._cells(), *self._statuses(), *self._counted()]
        return [line for line in lines if line[0] not in told]

    def _cells(self):
        found = {one.full_name: one.results for one in Resident.unscoped.filter(left_on=None)}
        for (name, number), value in self.cells.items():
            now = found.get(name, [None] * 5)[number - 1]
            if now != value:
                yield name, number, value, now

    def _statuses(self):
        found = dict(Household.unscoped.values_list("head_name", "status"))
        for name, status in self.statuses.items():
            if found.get(name) != status:
                yield name, status, found.get(name)

    def _counted(self):
        """Yield who does not stand there as often as they were typed: lost, or twice."""
        homes = Counter(Household.unscoped.values_list("head_name", flat=True))
        people = Counter(Resident.unscoped.values_list("full_name", flat=True))
        for typed, found in ((self.homes, homes), (self.people, people)):
            yield from ((name, n, found[name]) for name, n in typed.items() if found[name] != n)


class Member:
    """One person with one phone, whose browser keeps its profile when the phone dies."""

    def __init__(self, chromium, server, folder, user, password):
        self.type, self.server, self.folder = chromium.browser_type, server, folder
        self.user, self.password, self.paper, self.typed = user, password, Paper(), 0
        self.context = None

    # --- The phone ---
    def start(self, *, signal):
        """Switch the phone on, and open a tab."""
        path = next(filter(None, map(shutil.which, BROWSERS)))
        self.context = self.type.launch_persistent_context(
            str(self.folder),
            executable_path=path,
            args=FLAGS,
            viewport=PHONE,
            base_url=self.server.url,
            **WAY,
        )
        self.context.set_default_timeout(60_000)
        self.context.set_offline(not signal)
        self.page = self.context.pages[0]

    def die(self):
        """Let the browser end in the middle of what it does, as when the battery is empty."""
        with suppress(Error):
            self.context.new_cdp_session(self.page).send("Browser.crash")
        self.close()

    def close(self):
        with suppress(Error):
            self.context.close()

    def restart(self):
        """Let the phone die and start again without a network; the village is opened by its PIN."""
        self.die()
        self.start(signal=False)
        self.page.goto("/mang-theo/")
        self.unlock()

    def unlock(self):
        for digit in PIN:
            self.page.get_by_role("button", name=digit, exact=True).tap()
        self.page.get_by_role("button", name="Mở", exact=True).tap()
        expect(self.page.get_by_label("Tìm hộ")).to_be_visible(timeout=60_000)

    def sign_in(self):
        # A browser that died some while after the last sign-in has kept it.
        self.page.goto("/dang-nhap/")
        if self.page.get_by_label("Tên đăng nhập").is_visible():
            sign_in(self.page, self.user.username, self.password)
        expect(self.page.get_by_role("button", name="Đăng nhập")).to_be_hidden()

    def takes_along(self, village):
        self.page.goto(f"/thon/{village.pk}/mang-theo/")
        self.page.get_by_label("Mã PIN", exact=True).fill(PIN)
        self.page.get_by_label("Nhập lại mã PIN").fill(PIN)
        self.page.get_by_role("button", name="Mang theo máy").tap()
        expect(self.page.get_by_text("Đã mang theo máy:")).to_be_visible(timeout=60_000)
        self.page.get_by_role("link", name="Mở sổ mang theo máy").tap()
        self.unlock()

    def keeps(self, more=1):
        """See that the phone says that it keeps one thing more."""
        self.typed += more
        waits = self.page.locator("[data-net-waiting]")
        expect(waits).to_have_text(f"{self.typed} mục chờ gửi", timeout=20_000)

    # --- At a house ---
    def finds(self, name):
        """Search a household by its head, and open it."""
        self.page.get_by_label("Tìm hộ").fill(name)
        row = self.page.locator("[data-rows] > li:visible")
        expect(row).to_have_count(1)
        row.locator("summary").first.tap()
        return row

    def presses(self, button, name, **answers):
        """Press once, and note what was meant: s1=2 is skill 1, alone."""
        button.tap()
        self.keeps()
        self.paper.cells |= {(name, int(key[1:])): value for key, value in answers.items()}

    def all_five(self, name):
        self.presses(press_of(self.finds(name), "Biết cả 5"), name, **FIVE)

    def one_by_one(self, name):
        row = self.finds(name)
        self.presses(row.locator(".tog").nth(0), name, s1=2)
        self.presses(row.locator(".hlp").nth(1), name, s2=1)
        self.presses(row.locator(".tog").nth(0), name, s1=0)

    def away(self, name):
        press_of(self.finds(name), "Vắng nhà").tap()
        self.keeps()
        self.paper.statuses[name] = "nobody_home"

    def more_people(self, name):
        """Ask somebody else there, and somebody who is not in the register yet."""
        self.others(name)
        row, child = self.page.locator("[data-rows] > li:visible"), f"Con {name}"
        row.locator("details.opt summary", has_text="Thêm người").tap()
        row.get_by_label("Họ tên").fill(child)
        row.get_by_role("button", name="Thêm người").tap()
        self.keeps()
        self.paper.people[child] = 1
        row.locator("details.opt summary", has_text=child).tap()
        self.presses(row.locator("details.opt", has_text=child).locator(".tog").nth(0), child, s1=2)

    def others(self, name):
        """Ask somebody who is not the head."""
        row, other = self.finds(name), f"Vợ {name}"
        row.locator("details.opt summary", has_text=other).tap()
        self.presses(row.locator("details.opt", has_text=other).locator(".tog").nth(3), other, s4=2)

    def mistaken(self, name):
        """Press the wrong one, take it back, press the right one."""
        row = self.finds(name)
        press_of(row, "Chưa biết kỹ năng nào").tap()
        self.keeps()
        press_of(row, "Hoàn tác").tap()
        self.keeps(-1)
        self.presses(row.locator(".tog").nth(1), name, s2=2)

    def enters(self, *people):
        """Enter a new household, all of whom know everything."""
        self.page.get_by_role("link", name="Thêm hộ mới").tap()
        for number, name in enumerate(people):
            field = self.page.get_by_label("Họ tên chủ hộ" if number == 0 else "Họ tên người thứ")
            field.nth(max(number - 1, 0)).fill(name)
            self.page.locator(".for-all").nth(number).tap()
            self.paper.cells |= {(name, int(key[1:])): 2 for key in FIVE}
            self.paper.people[name] += 1
        self.page.get_by_role("button", name="Lưu hộ").tap()
        expect(self.page.locator("#saved")).to_contain_text(f"Đã lưu hộ {people[0]} trên máy này")
        self.keeps()
        self.paper.homes[people[0]] += 1
        self.page.get_by_role("link", name="Thôi").tap()

    # --- Back where the network is ---
    def sees_all_sent(self):
        self.page.goto("/mang-theo/#cho-gui")
        # A promise is no answer to `wait_for_function`.
        self.page.evaluate(NOTHING_WAITS)
        self.typed = 0

    def needs_a_person(self):
        """Return what the phone says that it could not settle, a line each."""
        self.page.goto("/mang-theo/#cho-gui")
        lines = self.page.locator("[data-group=person] [data-items] > li")
        expect(lines.first).to_be_visible()
        return lines.evaluate_all(TEXTS)


def press_of(row, words):
    return row.get_by_role("button", name=words).first
