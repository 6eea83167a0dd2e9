"""The page for everybody: off by default, sums only, nothing that speaks of somebody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from figures.rates import Rate
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from reports.models import PublishedCount
from reports.public.actions import publish
from reports.public.queries import public_page_of, words_of
from reports.public.rules import Counts, is_due
from rollup.models import CommuneCount
from tests.factories import CountryFactory, DistrictFactory, ProvinceFactory
from tests.reorganisations.above import done
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return ProvinceFactory(parent=CountryFactory())


def today():
    return timezone.localdate()


def page_of(area, day=None):
    """Publish a day and read what is said of a unit."""
    publish(by=None, today=day or today())
    return public_page_of(area, day or today())


@pytest.mark.parametrize(("households", "few"), [(0, True), (29, True), (30, False), (400, False)])
def test_fewer_households_than_the_setting_are_few(households, few):
    assert Counts(households, 0, 0).is_few is few


def test_counts_are_rounded_down_to_five():
    assert Counts(104, 100, 4).published == (100, 100, 0)


@pytest.mark.parametrize(
    ("now", "due"),
    [((100, 80, 50), False), ((104, 84, 54), False), ((100, 85, 51), True), ((95, 80, 50), True)],
)
def test_what_is_published_stays_until_five_households_changed(now, due):
    assert is_due(Counts(100, 80, 50), Counts(*now)) is due


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(45, 100), "45/100 · 45,0%"),
        (Rate(0, 100), "rất ít/100"),
        (Rate(0, 100, 100), "chưa rõ/100"),
        (Rate(0, 100, 90), "rất ít/100 · 0,0–90,0%"),
        (Rate(100, 100), "hầu hết/100"),
        (Rate(45, 100, is_said=False), "45/100"),
    ],
)
def test_none_and_all_are_words(rate, words):
    assert words_of(rate) == words


def test_a_sum_is_the_sum_of_what_is_published(province):
    for households, covered in ((104, 52), (203, 101), (20, 3)):
        counted(province, (households, covered))
    found = page_of(province)
    assert [line.covered for line in found.lines if not line.is_hidden] == [
        "50/100 · 50,0%",
        "100/200 · 50,0%",
    ]
    assert [line.is_hidden for line in found.lines] == [False, False, True]
    assert found.whole.covered == "150/300 · 50,0%"
    assert "<b>3/3</b> thôn có tổ" in found.lede


def test_a_district_of_few_households_is_hidden_on_its_own_page_too(province):
    district = DistrictFactory(parent=province)
    counted(district, (20, 3))
    counted(province, (200, 50))
    found, own = page_of(province), public_page_of(district, today())
    assert [line.is_hidden for line in found.lines] == [True, False]
    assert own.whole.is_hidden
    assert "năm kỹ năng" not in own.lede


def test_what_a_commune_saves_is_not_there_before_the_next_day_and_five_households(province):
    pk = counted(province, (100, 50)).pk
    assert page_of(province).whole.covered == "50/100 · 50,0%"
    row = CommuneCount.unscoped.filter(pk=pk)
    row.update(covered=70)
    assert publish(by=None, today=today()) == 0
    assert page_of(province).whole.covered == "50/100 · 50,0%"
    row.update(covered=54)
    assert page_of(province, today() + timedelta(1)).whole.covered == "50/100 · 50,0%"
    row.update(covered=55)
    assert page_of(province, today() + timedelta(2)).whole.covered == "55/100 · 55,0%"
    kept = PublishedCount.unscoped.get(pk=pk)
    assert kept.taken_on == kept.published_on == today() + timedelta(2)


def test_a_commune_that_has_not_begun_is_named_so(province):
    counted(province)
    counted(province, (100, 50))
    found = page_of(province)
    assert sorted(line.has_begun for line in found.lines) == [False, True]
    assert "<b>1/2 xã chưa bắt đầu</b>" in found.lede


def test_is_not_there_unless_switched_on(world):
    assert Client().get("/cong-khai/").status_code == 404
    assert Client().get(f"/cong-khai/{world.province.pk}/").status_code == 404
    call_command("snapshot")
    assert not PublishedCount.unscoped.exists()


class TestSwitchedOn:
    @pytest.fixture(autouse=True)
    def on(self, settings):
        settings.PUBLIC_PAGE = True

    def test_says_so_before_anything_was_published(self, world):
        text = Client().get("/cong-khai/").content.decode()
        assert "Chưa công bố số liệu" in text
        assert "Tỉnh Nhà" not in text

    def test_anybody_reads_sums_down_to_the_commune(self, world):
        call_command("snapshot")
        assert AuditEntry.unscoped.filter(verb="Công bố số liệu").count() == 1
        page = Client().get("/cong-khai/")
        assert page.status_code == 200
        assert "Tỉnh Nhà" in page.content.decode()
        district = Client().get(f"/cong-khai/{world.district.pk}/").content.decode()
        assert "Xã Của Ta" in district
        assert "ít hộ, không công bố" in district

    def test_nobody_reads_a_commune_from_inside_or_a_name(self, world):
        publish(by=None, today=today())
        assert Client().get(f"/cong-khai/{world.own.area.pk}/").status_code == 404
        assert Client().get(f"/cong-khai/{world.own.village.pk}/").status_code == 404
        text = Client().get(f"/cong-khai/{world.district.pk}/").content.decode()
        for word in ("Chủ Hộ", "Của Ta 01", "Tổ Trưởng", "0900"):
            assert word not in text


def test_what_was_published_of_a_commune_that_ended_is_read_where_it_went(world):
    """Until the night publishes anew, no page has lost it, none has it twice, and what was of two provinces is of one."""
    country, province, other = world.country, world.province, world.other_province
    before = page_of(country)
    pair = [world.own.area, world.foreign.area]
    unit = Unit(kind="xa", name="Hợp Nhất", parent=other)
    done(world, Operation.Kind.MERGE, pair, [unit], area=country, on=today() - timedelta(days=9))
    after = public_page_of(country, today())
    assert after.whole.figures == before.whole.figures
    villages = {line.pk: line.figures.villages for line in after.lines}
    assert villages == {province.pk: 2, other.pk: 4}
    for area in (province, other):
        page = public_page_of(area, today())
        assert page.whole.figures.villages == villages[area.pk]
        assert sum(line.figures.villages for line in page.lines) == villages[area.pk]
