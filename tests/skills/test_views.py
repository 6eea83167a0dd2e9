"""The public page on how figures are made, and the platforms that skill 5 means."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from households.entry.views import TERMS
from skills.catalogue import SKILLS, Result
from skills.definitions import BY_KEY
from skills.models import LocalPlatform
from tests.books import listed
from tests.pages import signed_in
from tests.proving import share_of_today

pytestmark = pytest.mark.django_db
TEMPLATES = settings.BASE_DIR / "templates"


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def page(world):
    return f"/nen-tang/{world.own.area.pk}/"


def errors(response):
    return response.context["form"].errors


def meant(client, page):
    return [platform.name for platform in client.get(page).context["meant"]]


def test_method_explains_the_five_skills_to_anybody(client, only_reads):
    with only_reads():
        response = client.get("/cach-tinh/")
    text = response.content.decode()
    assert response.status_code == 200
    assert [str(s.name) in text for s in SKILLS] == [True] * 5
    assert [
        one.key
        for one in BY_KEY.values()
        if f'<dt id="{one.key}"><a href="#{one.key}">{one.term}</a></dt>' not in text
    ] == []
    for said in (
        "90 ngày",
        "từ 15 trở lên",
        "365 ngày",
        "dưới 30 hộ",
        "ít nhất 3 người",
        "chỉ ghi 100% khi",
        "mẫu số bằng 0, hoặc chưa biết gì nên khoảng là từ 0 đến 100%, thì ghi “—”",
    ):
        assert said in text


def test_every_term_is_linked_from_where_it_is_used():
    read = "".join(page.read_text() for page in TEMPLATES.rglob("*.html"))
    linked = {*re.findall(r'{% term "([\w-]+)" %}', read), *(one.key for one in TERMS)}
    assert set(BY_KEY) - linked == set()


def test_every_number_of_a_definition_is_that_of_the_settings(client, settings):
    settings.STATUS_OLD_DAYS, settings.SMALL_UNIT_HOUSEHOLDS, settings.SKILL_THRESHOLD = 200, 7, 1
    text = client.get("/cach-tinh/").content.decode()
    assert "200 ngày" in text
    assert "dưới 7 hộ" in text
    assert f"Từ mức “{Result.WITH_HELP.label}” là biết" in text


@pytest.mark.parametrize("role", share_of_today(["officer", "committee"], of=2))
def test_every_link_to_a_term_leads_to_a_term_that_is_explained(pages_of, role):
    pages = pages_of(role).values()
    linked = {key for page in pages for key in re.findall(r'href="/cach-tinh/#([\w-]+)"', page)}
    assert linked <= BY_KEY.keys()
    needed = {
        "cu",
        "mau-so",
        "khoang",
        "dang-hoat-dong",
        "it-ho",
        "da-tap-huan",
        "nhip",
        "ngay-tinh",
    }
    assert needed <= linked


def test_platforms_of_the_province_are_meant_until_the_commune_names_its_own(officer, page):
    assert meant(officer, page) == ["Nền tảng của tỉnh"]
    response = officer.post(page, {"name": "Nền tảng của xã", "document": "1/QĐ"})
    assert response.headers["Location"] == page
    assert meant(officer, page) == ["Nền tảng của xã"]


@pytest.mark.parametrize("name", ["Nền tảng của xã", "Nền  tảng của\u200b xã "])
def test_a_platform_is_named_once(officer, page, name):
    officer.post(page, {"name": "Nền tảng của xã"})
    assert errors(officer.post(page, {"name": name})) == {
        "name": ["Nền tảng này đã có trong danh sách."]
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "\u200b"), ("name", "a\x00"), ("document", "a\x00")],
)
def test_a_platform_says_which_field_is_wrong(officer, page, field, value):
    assert list(errors(officer.post(page, {"name": "Của xã", field: value}))) == [field]


def test_a_platform_that_ends_says_so_and_offers_no_second_end(officer, page):
    officer.post(page, {"name": "Nhầm"})
    end = f"/nen-tang/{LocalPlatform.unscoped.get(name='Nhầm').pk}/thoi/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert end in officer.get(page).content.decode()
    after = officer.post(end, follow=True).content.decode()
    assert (end in after, f"ngừng từ {tomorrow:%d/%m/%Y}" in after) == (False, True)


def test_a_platform_that_ended_is_not_ended_again(officer, page):
    officer.post(page, {"name": "Nhầm"})
    platform = LocalPlatform.unscoped.get(name="Nhầm")
    answers = [officer.post(f"/nen-tang/{platform.pk}/thoi/").status_code for _ in range(2)]
    assert answers == [302, 404]


def test_platforms_of_a_village_are_none(world, officer):
    assert officer.get(f"/nen-tang/{world.own.village.pk}/").status_code == 404


def test_the_platforms_in_use_are_a_workbook_too(world):
    address = f"/nen-tang/{world.own.area.pk}/?tep=excel"
    answer = signed_in(world.own.officer).get(address)
    (row,) = listed(answer).rows
    assert row[:3] == ["Nền tảng của tỉnh", world.province.full_name, world.platform.valid_from]
    # A form that is sent to that address is a form, and nothing is taken in silence.
    answer = signed_in(world.commune_administrator).post(address, {"name": ""})
    assert answer["Content-Type"].startswith("text/html")
