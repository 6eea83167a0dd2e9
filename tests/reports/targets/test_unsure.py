"""Pages that show a target say neither "reached" nor "late" of a unit of which little is known."""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.roles import Role
from reports.meetings.actions import freeze
from reports.page_cache import CACHE
from tests.factories import (
    CountryFactory,
    ProvinceFactory,
    TargetFactory,
    UserFactory,
)
from tests.pages import signed_in
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    province = ProvinceFactory(parent=CountryFactory())
    due = date(timezone.localdate().year + 1, 12, 31)
    TargetFactory(area=province, indicator="ho-dat", level=70, due_on=due)
    return province


@pytest.fixture
def read(province):
    """Return the words of a page, as the committee reads it."""
    by = UserFactory(area=province, role=Role.COMMITTEE)
    reader = signed_in(by)

    def words(address):
        CACHE.clear()
        address = address or f"/hop/{freeze(by=by, area=province).uuid}/"
        page = reader.get(address)
        assert page.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())

    return words


def pages(province):
    """Return a dashboard, a page of targets and, as "", a page frozen for a meeting."""
    return (
        f"/tong-quan/{province.pk}/",
        f"/chi-tieu/{province.pk}/?nam={timezone.localdate().year + 1}",
        "",
    )


def test_one_commune_of_a_hundred_reaches_nothing_for_its_province(province, read):
    for _ in range(101):
        counted(province)
    counted(province, (48, 48))
    dashboard, targets, meeting = pages(province)
    assert "Chưa đủ số liệu Chỉ tiêu 70% đến" in read(dashboard)
    assert "48/48 hộ — Chưa đủ số liệu" in read(targets)
    for address in (dashboard, targets, meeting):
        said = read(address)
        assert "Đã đạt" not in said, address
        assert "0 hộ tới chỉ tiêu" not in said


def test_what_is_known_is_judged(province, read):
    counted(province, (100, 70))
    for address in pages(province):
        assert "Đã đạt" in read(address), address
