"""The notice is open to everybody, is of the commune that is asked for, and says what the settings are."""

import pytest
from django.test import Client

from tests.factories import HelpContactFactory, ProcessingNoticeFactory
from tests.pages import roles, signed_in, words

pytestmark = pytest.mark.django_db

NOTICE = "/quyen-rieng-tu/"


def text_of(address=NOTICE, person=None):
    response = signed_in(person).get(address)
    assert response.status_code == 200
    return words(response)


def test_anybody_reads_what_is_kept_why_how_long_and_what_they_may_ask(world):
    text = text_of()
    for said in (
        "Không ghi số căn cước, ảnh giấy tờ, số tài khoản ngân hàng, mật khẩu.",
        "91/2025/QH15, điểm c khoản 1 Điều 19",
        "Ai đã xem tên: 12 tháng.",
        "đến khi có yêu cầu xóa",
        "Xem, xin bản sao 10 ngày làm việc",
        "Hạn chế, phản đối, rút lại đồng ý 15 ngày làm việc",
        "Xóa 20 ngày làm việc, trừ trường hợp luật cho giữ",
        "Trong 2 ngày làm việc có trả lời đã nhận.",
    ):
        assert said in text, said


def test_periods_and_days_are_those_of_the_settings(world, settings):
    settings.CLOSED_HOUSEHOLD_MONTHS, settings.JOURNAL_KEEP_MONTHS = 24, 18
    settings.BACKUP_KEEP_DAYS, settings.READING_KEEP_MONTHS = 60, 13
    settings.REQUEST_DAYS = {**settings.REQUEST_DAYS, "erasure": 7}
    text = text_of()
    assert "24 tháng sau khi ra khỏi sổ" in text
    assert "Ai đã xem tên: 13 tháng. Nhật ký ai sửa gì: 18 tháng. Bản sao lưu: 60 ngày." in text
    assert "Xóa 7 ngày làm việc" in text


def test_a_commune_is_named_with_what_its_province_says(world):
    ProcessingNoticeFactory(province=world.province)
    ProcessingNoticeFactory(province=world.other_province, purpose="Vì nơi khác")
    text = text_of(f"{NOTICE}?xa={world.own.area.pk}")
    assert "Ủy ban nhân dân xã Của Ta." in text
    assert "Lập danh sách hộ cần hướng dẫn" in text
    assert "Sở Khoa học và Công nghệ: 0257 300 0114." in text
    assert "Chủ tịch Ủy ban nhân dân xã Của Ta." in text
    assert "Bản 1, áp dụng từ 02/03/2026" in text
    assert "Vì nơi khác" not in text


def test_without_a_place_no_province_is_named(world):
    ProcessingNoticeFactory(province=world.province)
    text = text_of()
    assert "Ủy ban nhân dân xã, phường nơi cư trú." in text
    assert "0257 300 0114" not in text


def test_the_contact_of_colleagues_is_not_published(world):
    """Whom officers ask is for officers; residents are told whom the province names for them."""
    HelpContactFactory(province=world.province, phone="0257 399 9999")
    assert "0257 399 9999" not in text_of(f"{NOTICE}?xa={world.own.area.pk}")


@pytest.mark.parametrize("wanted", ["0", "abc", "9" * 40])
def test_what_is_no_open_commune_is_not_there(world, wanted):
    assert Client().get(f"{NOTICE}?xa={wanted}").status_code == 404


def test_a_village_and_a_closed_commune_are_not_there(world):
    assert Client().get(f"{NOTICE}?xa={world.own.village.pk}").status_code == 404
    area = world.sibling.area
    type(area).unscoped.filter(pk=area.pk).update(closed_on="2026-01-01")
    assert Client().get(f"{NOTICE}?xa={area.pk}").status_code == 404


def test_who_is_signed_in_reads_that_of_their_own_place(world):
    assert "Ủy ban nhân dân xã Của Ta." in text_of(person=world.own.officer)
    assert "Ủy ban nhân dân xã Của Ta." in text_of(person=world.own.member)
    assert "nơi cư trú" in text_of(person=world.committee)
    assert "nơi cư trú" in text_of(person=world.root)


def test_only_who_may_change_it_is_led_to_it(world):
    for role, person in roles(world).items():
        led = (
            "/quan-tri/privacy/processingnotice/" in signed_in(person).get(NOTICE).content.decode()
        )
        assert led == (role == "administrator"), role


def test_every_page_leads_to_it(world):
    at = f'href="{NOTICE}"'
    assert at in Client().get("/dang-nhap/").content.decode()
    assert at in signed_in(world.own.officer).get("/viec/").content.decode()


def test_a_printed_sheet_says_where_it_is(world):
    sheet = signed_in(world.own.officer).get(f"/phieu/{world.own.sheet.uuid}/")
    assert "Dữ liệu cá nhân: testserver/quyen-rieng-tu/" in words(sheet)


def test_it_is_whole_in_english(world):
    client = Client()
    client.cookies["django_language"] = "en"
    text = words(client.get(f"{NOTICE}?xa={world.own.area.pk}"))
    assert "Notice on personal data" in text
    for word in ("Không", "Quyền", "ngày", "Giữ"):
        assert word not in text.split("Community digital")[-1].replace("Tiếng Việt", ""), word
