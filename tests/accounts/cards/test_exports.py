"""The sheet: eight cards on A4 with all that is on a card, the code in the QR code behind "#"."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from accounts.cards.exports import pdf_of
from accounts.codes.actions import Issued
from accounts.codes.exports import Card
from accounts.models import Code, User
from areas.models import Area
from tests.pdf_text import words_of_pdf

PAGE = "https://toso.daklak.example/moi/"


def card(number=1, name="Nguyễn Thị Lan", by="Lê Minh Quân", village=False):
    area = Area(kind="xa", name="Tuy An Đông", level=3)
    if village:
        area = Area(
            kind="thon", name="Hội Phú", level=4, commune=Area(pk=7, kind="xa", name="Tuy An Đông")
        )
    maker = User(full_name=by, phone="0262 300 0100")
    person = User(username=f"lan.tuyandong{number}", full_name=name, role="officer", area=area)
    until = timezone.now().replace(year=2027, month=1, day=9) + timedelta(hours=1)
    return Card(Issued(person, Code(expires_at=until, made_by=maker), "K7M4-2Q9X"), PAGE)


def test_a_card_says_all_it_must():
    words = words_of_pdf(pdf_of([card()], "Tờ số 1"))
    for part in (
        "Tổ công nghệ số · xã Tuy An Đông",
        "Nguyễn Thị Lan",
        "Công chức xã",
        "lan.tuyandong1",
        "K7M4-2Q9X",
        "1. Quét mã hoặc mở toso.daklak.example/moi",
        "2. Nhập mã dùng một lần",
        "3. Tự đặt mật khẩu",
        "Hết hạn",
        "hỏi Lê Minh Quân, 0262 300 0100.",
    ):
        assert part in words


def test_a_card_of_a_village_names_village_and_commune():
    one = card(village=True)
    assert (one.unit, one.work) == ("xã Tuy An Đông", "Công chức xã, thôn Hội Phú")


@pytest.mark.parametrize(("cards", "pages"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_cards_stand_on_a_page_of_a4(cards, pages):
    data = pdf_of([card(n) for n in range(cards)], "Tờ")
    with pikepdf.open(BytesIO(data)) as book:
        assert len(book.pages) == pages
        assert [round(float(x)) for x in book.pages[0].MediaBox] == [0, 0, 595, 842]
    assert words_of_pdf(data).count("K7M4-2Q9X") == cards


def test_in_the_address_the_code_stands_behind_the_number_sign_alone():
    before, behind = card().address.split("#")
    assert before == f"{PAGE}?ten=lan.tuyandong1"
    assert behind == "K7M42Q9X"


def test_a_long_name_stays_inside_its_card():
    long = "Nguyễn Phúc Hoàng Trần Bảo Ngọc Công Tằng Tôn Nữ Thị Thiên Hương Giang"
    words = words_of_pdf(pdf_of([card(name=long)], "Tờ"))
    assert "K7M4-2Q9X" in words


def test_the_text_holds_name_address_code_and_whom_to_ask():
    text = card().text
    for part in (
        "Nguyễn Thị Lan",
        f"{PAGE}?ten=lan.tuyandong1#K7M42Q9X",
        "K7M4-2Q9X",
        "Lê Minh Quân",
    ):
        assert part in text
