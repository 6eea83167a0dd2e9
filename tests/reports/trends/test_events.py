"""Marks on lines: what people noted at the unit or above it, and mergers."""

from datetime import date

import pytest

from areas.models import Area
from audit.models import AuditEntry
from reports.trends.actions import Changed, change_event, mark_event
from reports.trends.queries import Mark, marks_of
from tests.factories import (
    CommuneFactory,
    EventFactory,
    PlacementFactory,
    SuccessionFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 1, 1), date(2026, 11, 26)


@pytest.fixture
def village(db):
    return VillageFactory()


def titles(area, first=FIRST, last=LAST):
    return [mark.title for mark in marks_of(area, first, last)]


def test_a_unit_is_marked_with_its_own_events_and_those_above(village):
    country = Area.unscoped.get(level=0)
    for area in (village, village.commune, village.province, country):
        EventFactory(area=area, title=f"Mốc {area.level}")
    assert sorted(titles(village)) == ["Mốc 0", "Mốc 1", "Mốc 3", "Mốc 4"]
    assert titles(country) == ["Mốc 0"]


def test_a_unit_is_not_marked_with_the_events_of_others(village):
    EventFactory(area=CommuneFactory(parent=village.province))
    EventFactory(area=VillageFactory(parent=village.commune))
    assert titles(village.commune) == []


def test_only_days_of_the_line_are_marked(village):
    for day in (date(2024, 12, 31), FIRST, LAST, date(2026, 11, 27)):
        EventFactory(area=village, on=day, title=f"{day:%d/%m}")
    assert titles(village) == ["01/01", "26/11"]


def test_a_merger_names_what_the_unit_came_from(village):
    commune = village.commune
    for name in ("An Ninh Đông", "An Ninh Tây"):
        SuccessionFactory(predecessor=CommuneFactory(name=name), successor=commune)
    mark = Mark(date(2025, 7, 1), "Sắp xếp đơn vị, từ xã An Ninh Đông, xã An Ninh Tây")
    assert marks_of(commune, FIRST, LAST) == [mark]


def test_many_mergers_below_are_one_mark_a_day(village):
    for _ in range(5):
        SuccessionFactory(successor=village.commune)
    SuccessionFactory(successor=CommuneFactory(parent=village.province), on=date(2026, 1, 1))
    assert titles(village.province) == [
        "Sắp xếp đơn vị, từ 5 đơn vị cũ",
        "Sắp xếp đơn vị, từ 1 đơn vị cũ",
    ]
    assert titles(village.commune) == ["Sắp xếp đơn vị, từ 5 đơn vị cũ"]


def test_marks_stand_in_the_order_of_days(village):
    SuccessionFactory(successor=village.commune)
    EventFactory(area=village.commune, on=date(2026, 2, 1), title="Sau")
    EventFactory(area=village.province, on=date(2025, 2, 1), title="Trước")
    assert titles(village.commune)[::2] == ["Trước", "Sau"]


def test_many_villages_that_went_at_once_are_one_mark(village):
    day, other = date(2026, 3, 1), CommuneFactory(parent=village.province)
    for n in range(5):
        moved = VillageFactory(parent=village.commune)
        PlacementFactory(area=moved, parent=village.commune, valid_to=day)
        PlacementFactory(area=moved, parent=other, valid_from=day)
        expected = n + 1 if n < 3 else 1
        assert len(titles(other)) == len(titles(village.commune)) == expected
    assert titles(other) == ["5 thôn chuyển đến"]
    assert titles(village.commune) == ["5 thôn chuyển đi"]
    assert titles(village.province) == []


# Writing them down


def test_an_event_is_marked_and_written_in_the_journal(village):
    event = mark_event(by=None, area=village, on=FIRST, title="Ra quân", document="45/KH")
    entry = AuditEntry.unscoped.get()
    assert (entry.verb, entry.place, entry.document) == (
        "Ghi mốc trên biểu đồ",
        village.path,
        "45/KH",
    )
    assert titles(village) == [event.title]


def test_an_event_is_put_right(village):
    event = EventFactory(area=village)
    change_event(by=None, event=event, version=1, title="Khác", on=LAST)
    event.refresh_from_db()
    assert (event.title, event.on, event.version) == ("Khác", LAST, 2)
    assert AuditEntry.unscoped.get().changes["title"][1] == "Khác"


def test_an_event_changed_by_somebody_else_is_left_alone(village):
    event = EventFactory(area=village)
    change_event(by=None, event=event, version=1, title="Khác")
    with pytest.raises(Changed):
        change_event(by=None, event=event, version=1, title="Nữa")
    event.refresh_from_db()
    assert event.title == "Khác"
