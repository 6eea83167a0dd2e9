"""A sheet of changes is sent, mended on its page, written as drafts, proposed and carried out."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.sandbox import run
from reorganisations.drafting import actions
from reorganisations.models import Operation, Reorganisation, State
from tests.imports.sheets import workbook
from tests.pages import signed_in
from tests.reorganisations.sheet.papers import HEAD

pytestmark = pytest.mark.django_db

SHEET = "/sap-xep/bang/"
PAPER = ("58/NQ-HĐND", "02/11/2026")


def sheet(*rows):
    return SimpleUploadedFile("bang.xlsx", workbook(*rows, head=list(HEAD)))


def row(old, new, *, commune="Của Ta", day="01/06/2028", **more):
    return [commune, old, new, more.get("kind"), more.get("to"), *PAPER, day]


def sent(user, *rows):
    """Send a sheet; return the browser and the page."""
    browser = signed_in(user)
    return browser, browser.post(SHEET, {"file": sheet(*rows)})


def fields(page):
    """Return what the page's form sends as it stands."""
    text = page.content.decode()
    found = re.findall(r'name="rows" value="([^"]*)"', text)
    return {"rows": html.unescape(found[0])}, re.findall(r'<select name="([^"]*)"', text)


def test_a_merger_of_a_sheet_is_shown_with_equal_sums_and_becomes_a_draft(world):
    first, second = (one.full_name for one in world.own.villages[:2])
    browser, page = sent(world.own.officer, row(first, "Hợp Nhất"), row(second, "Hợp Nhất"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "1 việc mới; 2 thôn trước, 1 thôn sau" in text
    assert "3 hộ trước, 3 hộ sau" in text
    assert "Bằng nhau" in text
    assert not Reorganisation.unscoped.exists()
    data, _names = fields(page)
    answer = browser.post(f"{SHEET}soan/", data, follow=True)
    assert "Đã soạn 1 quyết định" in answer.content.decode()
    decision = Reorganisation.unscoped.get()
    assert (decision.number, decision.area, decision.state) == (PAPER[0], world.own.area, "draft")
    operation = decision.operations.get()
    assert operation.kind == Operation.Kind.MERGE
    assert {one.area for one in operation.parts.sources()} == set(world.own.villages[:2])
    assert operation.parts.targets().get().name == "Hợp Nhất"
    # Sent again, as a form or as a file, it is there once, and the page says so.
    browser.post(f"{SHEET}soan/", data)
    assert Reorganisation.unscoped.get() == decision
    text = sent(world.own.officer, row(first, "Hợp Nhất"), row(second, "Hợp Nhất"))[
        1
    ].content.decode()
    assert "Bảng này đã gửi trước đây" in text
    assert "Soạn 1 quyết định" not in text
    # Put right meanwhile, it does something else: nobody is told that it is written.
    text = sent(world.own.officer, row(first, "Tên Khác"), row(second, "Tên Khác"))[
        1
    ].content.decode()
    assert "Bảng này đã gửi trước đây" not in text
    assert "đang đứng trong quyết định 58/NQ-HĐND chưa thực hiện" in text
    # Withdrawn, it is no draft of the sheet any more: the same sheet writes another one.
    actions.withdraw(by=world.own.officer, decision=decision)
    browser.post(f"{SHEET}soan/", data)
    new = Reorganisation.unscoped.latest("pk")
    assert (new.state, new.operations.count(), new != decision) == ("draft", 1, True)
    actions.propose(by=world.own.officer, decision=new)


def test_the_teams_of_a_split_stay_for_the_village_that_goes_on(world):
    old = world.own.villages[0]
    browser, page = sent(
        world.own.officer, row(old.full_name, "Tân Hai"), row(old.full_name, old.name.lower())
    )
    browser.post(f"{SHEET}soan/", fields(page)[0])
    new, kept = Operation.unscoped.get().parts.targets().order_by("pk")
    assert (new.area, new.takes_teams) == (None, False)
    assert (kept.area, kept.takes_teams) == (old, True)


def test_what_is_typed_amiss_stays_to_be_mended(world):
    browser, page = sent(world.own.officer, row(world.own.villages[0].full_name, None))
    data, [name] = fields(page)
    page = browser.post(f"{SHEET}sua/", {**data, f"{name}-ghi": "Dài " * 50})
    assert "Dài Dài" in page.content.decode()
    assert page.context["mending"].errors


def test_what_is_wrong_is_mended_on_the_page_and_the_rest_may_go_on(world):
    first, second = (one.full_name for one in world.own.villages[:2])
    browser, page = sent(world.own.officer, row("Thôn Lạ Hoắc", "Hợp Nhất"), row(second, "Đổi Tên"))
    text = page.content.decode()
    assert "không có thôn nào tên “Thôn Lạ Hoắc”" in text
    assert re.search(r"Soạn 1 quyết định,\s+bỏ qua 1 dòng", text)
    data, [name] = fields(page)
    value = f"\x1f{world.own.villages[0].pk}"
    # Pressed with a choice that the page did not count, nothing is written yet.
    page = browser.post(f"{SHEET}soan/", {**data, name: value})
    assert not Reorganisation.unscoped.exists()
    assert "Xem lại sau khi sửa" in page.content.decode()
    page = browser.post(f"{SHEET}sua/", {**data, name: value})
    assert "2 việc mới" in page.content.decode()
    browser.post(f"{SHEET}soan/", fields(page)[0])
    assert Reorganisation.unscoped.get().operations.count() == 2
    assert first in page.content.decode()


def test_no_unit_elsewhere_is_named_chosen_or_taken_from_what_somebody_else_was_sent(world):
    foreign = world.foreign.villages[0]
    browser, page = sent(world.own.officer, row("Thôn Lạ Hoắc", "Hợp Nhất"))
    data, [name] = fields(page)
    assert foreign.name not in page.content.decode()
    page = browser.post(f"{SHEET}sua/", {**data, name: f"\x1f{foreign.pk}"})
    assert foreign.name not in page.content.decode()
    assert "Soạn 1 quyết định" not in page.content.decode()
    page = sent(world.own.officer, row(foreign.full_name, "A", commune=world.foreign.area.name))[1]
    assert "việc mới; 0 thôn trước" in page.content.decode()
    answer = signed_in(world.reviewer).post(f"{SHEET}soan/", data, follow=True)
    assert "Gửi lại tệp" in answer.content.decode()
    assert signed_in(world.own.member).get(SHEET).status_code == 404


def test_a_province_sends_one_sheet_of_several_communes_and_each_has_its_decision(world):
    ours, theirs = world.own.villages[0], world.sibling.villages[0]
    rows = [
        row(ours.full_name, "Tên Một", commune=world.own.area.full_name),
        row(theirs.full_name, "Tên Hai", commune=world.sibling.area.full_name),
    ]
    browser, page = sent(world.reviewer, *rows)
    assert "2 việc mới" in page.content.decode()
    browser.post(f"{SHEET}soan/", fields(page)[0])
    found = Reorganisation.unscoped.order_by("pk")
    assert {one.area for one in found} == {world.own.area, world.sibling.area}
    assert {one.state for one in found} == {State.DRAFT}


def test_files_that_cannot_be_read_are_refused_in_words_and_the_template_is_read_back(world):
    browser = signed_in(world.own.officer)
    for data in (b"%PDF-1.4 no sheet", workbook(["a", "b"], head=["Xã", "Ghi chú"]), b""):
        file = SimpleUploadedFile("bang.xlsx", data)
        answer = browser.post(SHEET, {"file": file})
        assert answer.status_code == 422
        assert "Chưa xem trước được tệp" in answer.content.decode()
    content = b"".join(browser.get(f"{SHEET}mau/").streaming_content)
    first = run.read_bytes(content).sheets[0].rows[0]
    assert list(first.cells)[:3] == ["Xã", "Thôn cũ", "Thôn mới"]
