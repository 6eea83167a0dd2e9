"""A province begins in a browser: from its first steps to cards for its communes, counted by presses."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import CardSheet, User
from imports.kinds import kinds_for
from imports.models import Import
from tests.imports.province import book, play
from tests.imports.province.truth import SMALL, province_of, registered

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("hand", [book.tidy, book.messy])
def test_from_first_steps_to_cards_in_eight_presses(visitors, counted, hand):
    _province, officer = registered(SMALL)
    kinds = [key for key, _words in kinds_for(officer)]
    truth, page = province_of(SMALL), visitors.open(officer)
    wanted = play.rows_of(book.tidy(truth, kinds))
    before = play.counted(kinds)
    # A press that reads or writes the file is answered once that is done.
    page.set_default_timeout(120_000)
    page.goto("/bat-dau/")
    hands = counted(page, f"province from one workbook, {hand.__name__}")
    hands.click(page.get_by_role("link", name=re.compile(r"Nhập từ Excel\s*: Tài khoản")))
    # To choose a file is two presses: the button, and the file.
    hands.clicks += 2
    content = hand(truth, kinds)
    named = {"name": "tinh.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Tệp Excel hoặc .csv").set_input_files(named)
    hands.click(page.get_by_role("button", name="Xem trước"))
    total = sum(wanted.values())
    go = page.get_by_role("button", name=f"Nhập {total} dòng")
    expect(go).to_be_visible()
    assert play.counted(kinds) == before
    hands.click(go)
    hands.click(page.get_by_role("link", name="Giấy mời"))
    assert {kind: play.counted(kinds)[kind] - before[kind] for kind in kinds} == wanted
    with page.expect_download() as sheet:
        hands.click(page.get_by_role("button", name="In giấy mời (PDF)"))
    assert sheet.value.suggested_filename.endswith(".pdf")
    hands.done(clicks=8, keys=0, loads=8)
    invited = User.unscoped.filter(role="officer", is_active=True).count()
    assert CardSheet.unscoped.get().cards == invited > 0
    page.goto(f"/nhap-excel/{Import.unscoped.get().uuid}/")
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible()
    assert play.counted(kinds) == before
