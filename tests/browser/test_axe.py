"""Every page for every role that may open it, at 360 and at 1280 px: axe, no sideways scroll, taps.

The pages come from `tests/pages.py`, which fails when a route has no sample.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PC, PHONE
from tests.pages import ROLES, pages_open_to, roles, samples, signed_in
from tests.proving import PROVING, share_of_today
from tests.world import PASSWORD

AXE = Axe().axe_script
# Only what is wrong comes back: all that is right takes longer to send than to find. What axe would
# load before it looks is for rules on sound and film.
LOOK = "() => axe.run({resultTypes: ['violations'], preload: false}).then(all => all.violations)"
BUSY = "() => !!document.querySelector('.htmx-request')"
# What a finger must hit, 44 px each way. A box inside a label is hit by its label, one that lies over its button by
# that; a link between words of a sentence may be as high as the sentence.
TOO_SMALL = """() => {
  const taps = 'a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button], [role=option]';
  function isInText(one) {
    if (one.tagName !== 'A' || getComputedStyle(one).display !== 'inline') { return false; }
    let block = one.parentElement;
    while (getComputedStyle(block).display === 'inline') { block = block.parentElement; }
    const rest = block.cloneNode(true);
    rest.querySelectorAll('a, button, summary').forEach(other => other.remove());
    return rest.textContent.replace(/[^\\p{L}]/gu, '').length > 2;
  }
  return [...document.querySelectorAll(taps)].map(one => {
    const label = /checkbox|radio|file/.test(one.type) && (one.closest('label, .file') || one.labels[0]);
    return [one, (label || one).getBoundingClientRect()];
  }).filter(([one, box]) => box.width > 1 && box.height > 1 && box.right > 0 && (box.height < 43.5 || box.width < 43.5)
    && one.checkVisibility() && !one.closest('.skip') && !isInText(one))
    .map(([one, box]) => `${one.tagName} "${(one.innerText || one.name).trim()}" ${box.width} × ${box.height} px`);
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page):
    """Look at the page open now at both widths; return what is wrong, one line each."""
    found = []
    if page.evaluate(BUSY):
        expect(page.locator(".htmx-request")).to_have_count(0)
    for size in (PHONE, PC):
        page.set_viewport_size(size)
        at = f"{page.url} at {size['width']} px"
        found += [f"{at}: {line}" for line in violations(page)]
        if wider := page.evaluate(SIDEWAYS):
            found.append(f"{at}: {wider} px wider than the screen")
        if size is PHONE:
            found += [f"{at}: {line}" for line in page.evaluate(TOO_SMALL)]
    return found


def violations(page):
    lines = []
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    for found in page.evaluate(LOOK):
        nodes = " | ".join(node["html"][:200] for node in found["nodes"][:3])
        lines.append(f"{found['impact']} {found['id']}: {nodes}")
    return lines


# An officer has most pages: two workers share them.
SHARES = [
    *((role, 0, 1) for role in ROLES if role != "officer"),
    *(("officer", n, 2) for n in (0, 1)),
]


@pytest.mark.parametrize(("role", "share", "of"), SHARES)
def test_every_page_of_a_role(world, visitors, role, share, of):
    page = visitors.open(roles(world)[role], PHONE)
    page.add_init_script(AXE)
    found, addresses = [], addresses_of_today(world, role, share, of)
    assert addresses
    for address in addresses:
        page.goto(address)
        found += faults(page)
    assert not found, "\n".join(found)


def addresses_of_today(world, role, share, of):
    """Return the pages of this share: all of them in the whole proof, else some, another part of them each day."""
    if PROVING or role == "nobody":
        return share_of_today(list(pages_open_to(world, role))[share::of], of=18)
    every = [address for all_ in samples(world).values() for address in all_]
    client = signed_in(roles(world)[role])
    some = share_of_today(every[share::of], of=18 if role == "officer" else 36)
    found = [address for address in some if client.get(address).status_code == 200]
    return found or [reverse("guide:index")]


def test_pages_that_refuse(world, visitors):
    visitors.expect("404 (Not Found)", "403 (Forbidden)")
    page = visitors.open(world.own.officer, PHONE)
    assert page.goto("/khong-co/").status == 404
    found = faults(page)
    page.goto(f"/ho/{world.own.household.uuid}/chuyen-di/")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Trang mở quá lâu").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_what_forms_and_taps_bring_up(world, visitors):
    """Error summaries, a conflict, an open household, the list under a search."""
    visitors.expect("409 (Conflict)")
    page = visitors.open(world.own.officer, PHONE)
    village, household = world.own.village, world.own.households[1]

    page.goto(f"/thon/{village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("123")
    page.get_by_role("button", name="Lưu hộ").click()
    page.get_by_role("alert").first.wait_for()
    found = faults(page)

    page.goto(f"/thon/{village.pk}/ho/")
    page.locator(f"#s-{household.pk}").click()
    page.locator(f"#k-{household.pk}-1").click()
    page.locator(f"#h-{household.pk}").get_by_role("button", name="Hoàn tác").wait_for()
    found += faults(page)

    page.goto(f"/dia-ban/{world.own.area.pk}/")
    page.get_by_role("combobox").press_sequentially("cua ta")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    found += faults(page)

    page.goto(f"/ho/{household.uuid}/")
    page.locator("#sua-ho > summary").click()
    page.get_by_label("Xóm, số nhà").fill("Xóm Khác")
    page.locator("[name=was_hamlet]").evaluate_all("all => all.forEach(one => one.value = 'Cũ')")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("heading", name="Hộ này vừa được người khác sửa").wait_for()
    found += faults(page)

    page.goto("/tai-khoan/moi/")
    page.locator("form.card").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Mời").click()
    page.get_by_role("alert").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_signing_in_refused_and_locked(world, visitors):
    visitors.expect("429 (Too Many Requests)")
    page = visitors.open(size=PHONE)
    found = []
    for tries in range(5):
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(world.own.officer.username)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD[::-1])
        page.get_by_role("button", name="Đăng nhập").click()
        if tries == 0:
            page.get_by_role("alert").wait_for()
            found += faults(page)
    page.get_by_role("heading", name="Tạm khóa đăng nhập").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_django_admin_is_looked_at(world, visitors):
    visitors.expect("404 (Not Found)")  # it has no icon
    page = visitors.open(world.administrator, PC)
    lines = []
    for address in ("", "households/household/", "skills/localplatform/add/"):
        assert page.goto(f"/quan-tri/{address}").status == 200
        lines += [f"/quan-tri/{address}: {line}" for line in violations(page)]
    assert not lines, "\n".join(lines)
