"""Declared numbers of villages and communes: written, withdrawn, and what holds on a day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from households.declarations.actions import Said, declare, declare_many, withdraw_declaration
from households.models import Declaration
from rollup.counts import add_rows
from rollup.models import CommuneCount, VillageCount
from tests.factories import CommuneFactory, DeclarationFactory, VillageFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST_MONTH = TODAY - timedelta(days=30)


def holding(area, number="households"):
    row = Declaration.unscoped.filter(area=area).holding(number).first()
    return row and getattr(row, number)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("declaration_says_a_number", {"households": None, "villages": None}),
        ("declaration_has_a_source", {"source": ""}),
        ("declaration_possible", {"households": 100_001}),
        ("declaration_of_villages_possible", {"villages": 1_001}),
    ],
)
def test_what_cannot_be_declared(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DeclarationFactory(**fields)


def test_nobody_withdraws_without_a_time(world):
    row = DeclarationFactory()
    with pytest.raises(IntegrityError, match="withdrawn_at_a_time"), transaction.atomic():
        Declaration.unscoped.filter(pk=row.pk).update(withdrawn_by=world.root)


class TestDeclaring:
    def test_a_commune_declares_either_number_or_both(self, world):
        own = world.own
        declare(by=own.officer, area=own.area, households=2862, source="Xã")
        declare(by=own.officer, area=own.area, villages=12, source="Xã")
        assert (holding(own.area), holding(own.area, "villages")) == (2862, 12)
        declare(by=own.officer, area=own.area, households=2900, villages=13, source="Xã")
        assert (holding(own.area), holding(own.area, "villages")) == (2900, 13)

    def test_it_is_recounted_and_written_down(self, world):
        own = world.own
        before = CommuneCount.unscoped.get(pk=own.area.pk).version
        declare(by=own.officer, area=own.area, households=5, villages=2, source="Xã")
        assert CommuneCount.unscoped.get(pk=own.area.pk).version == before + 1
        entry = AuditEntry.unscoped.latest("pk")
        numbers = {"declared_households": [None, 5], "declared_villages": [None, 2]}
        assert entry.told == {**numbers, "source": [None, "Xã"]}
        assert (entry.place, entry.document, entry.actor) == (own.area.path, "", "can-bo-ta")

    @pytest.mark.parametrize(
        "fields",
        [{}, {"villages": 1}, {"households": -1}, {"households": 100_001}],
        ids=["nothing", "villages of a village", "under 0", "too many"],
    )
    def test_a_village_declares_its_households_only(self, world, fields):
        with pytest.raises(ValueError, match="no such number"):
            declare(by=world.root, area=world.own.village, source="Thôn", **fields)
        assert not Declaration.unscoped.exists()

    def test_a_province_declares_nothing_of_itself(self, world):
        with pytest.raises(ValueError, match="no such number"):
            declare(by=world.root, area=world.province, households=1, source="Tỉnh")

    def test_a_day_to_come_is_refused(self, world):
        with pytest.raises(ValueError, match="later than today"):
            declare(
                by=world.root,
                area=world.own.area,
                households=1,
                source="Xã",
                on=TODAY + timedelta(days=1),
            )


class TestWithdrawing:
    def test_the_number_before_it_holds_again(self, world):
        village, by = world.own.village, world.own.officer
        declare(by=by, area=village, households=40, source="Thôn", on=LAST_MONTH)
        wrong = declare(by=by, area=village, households=400, source="Thôn")
        assert VillageCount.unscoped.get(pk=village.pk).declared == 400
        withdraw_declaration(by=by, declaration=wrong)
        assert VillageCount.unscoped.get(pk=village.pk).declared == 40
        wrong.refresh_from_db()
        assert (wrong.households, wrong.withdrawn_by) == (400, by)
        entry = AuditEntry.unscoped.latest("pk")
        assert entry.told == {"declared_households": [400, None], "source": ["Thôn", None]}

    def test_twice_is_once(self, world):
        row = declare(by=world.root, area=world.own.area, villages=3, source="Xã")
        first = withdraw_declaration(by=world.own.officer, declaration=row)
        n = AuditEntry.unscoped.count()
        again = withdraw_declaration(by=world.root, declaration=row)
        assert (again.withdrawn_at, again.withdrawn_by) == (first.withdrawn_at, world.own.officer)
        assert AuditEntry.unscoped.count() == n

    def test_the_only_one_leaves_none(self, world):
        village = world.own.village
        row = declare(by=world.root, area=village, households=3, source="Thôn")
        withdraw_declaration(by=world.root, declaration=row)
        assert VillageCount.unscoped.get(pk=village.pk).declared is None


class TestMany:
    def rows(self, world, *numbers):
        areas = (world.own.area, world.sibling.area, world.foreign.area)
        return [Said(area, *pair) for area, pair in zip(areas, numbers, strict=False)]

    def test_a_province_declares_for_its_communes(self, world):
        taken = declare_many(
            by=world.committee,
            rows=self.rows(world, (2862, 12), (None, 7)),
            source="Tỉnh giao",
            on=LAST_MONTH,
        )
        assert [(row.households, row.villages) for row in taken.written] == [(2862, 12), (None, 7)]
        assert (holding(world.own.area), holding(world.sibling.area, "villages")) == (2862, 7)
        entries = AuditEntry.unscoped.order_by("-pk")[:2]
        assert {entry.place for entry in entries} == {
            world.own.area.path,
            world.sibling.area.path,
        }

    def test_unchanged_rows_write_nothing(self, world):
        rows = self.rows(world, (2862, 12), (300, 7))
        declare_many(by=world.committee, rows=rows, source="Tỉnh giao")
        n = AuditEntry.unscoped.count()
        taken = declare_many(
            by=world.committee,
            rows=[rows[0], Said(world.sibling.area, 300, 8)],
            source="Tỉnh giao lại",
        )
        assert [said.area for said in taken.unchanged] == [world.own.area]
        assert [row.villages for row in taken.written] == [8]
        assert AuditEntry.unscoped.count() == n + 1

    def test_nothing_said_is_nothing_done(self, world):
        taken = declare_many(by=world.committee, rows=self.rows(world, (None, None)), source="T")
        assert (taken.written, taken.unchanged, taken.refused) == ([], [], {})

    def test_a_row_is_refused_by_itself_with_its_reason(self, world):
        closed = CommuneFactory(parent=world.province, closed_on=LAST_MONTH)
        newer = CommuneFactory(parent=world.province)
        DeclarationFactory(area=newer, households=9, declared_on=TODAY)
        said = {
            world.own.area: "",
            world.foreign.area: "Không thuộc địa bàn",
            world.own.village: "Không thuộc địa bàn",
            closed: "đã kết thúc ngày",
            newer: "Đã có số mới hơn",
        }
        rows = [Said(area, 50) for area in said]
        taken = declare_many(by=world.committee, rows=rows, source="T", on=LAST_MONTH)
        assert [row.area for row in taken.written] == [world.own.area]
        assert taken.refused.keys() == {area.pk for area in said if said[area]}
        for area, words in said.items():
            assert words in taken.refused.get(area.pk, "")

    def test_its_statements_do_not_grow_with_what_is_asked(
        self, world, django_assert_max_num_queries
    ):
        communes = [CommuneFactory(parent=world.province) for _ in range(10)]
        add_rows(communes)
        with django_assert_max_num_queries(21):
            declare_many(
                by=world.committee, rows=[Said(one, 10, 1) for one in communes], source="T"
            )


def at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)


class TestAsOf:
    """D1 declared, then D2; each recorded on a day of its own."""

    D1, D2, D3 = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)

    def said(self, area, day, known_on=None, number="households"):
        row = Declaration.unscoped.filter(area=area).as_of(day, known_on, number).first()
        return row and getattr(row, number)

    @pytest.fixture
    def village(self):
        return VillageFactory()

    def make(self, area, n, on, recorded, withdrawn=None, **more):
        return DeclarationFactory(
            area=area,
            households=n,
            declared_on=on,
            recorded_at=at(recorded),
            withdrawn_at=withdrawn and at(withdrawn),
            **more,
        )

    def test_the_latest_of_the_day_holds(self, village):
        self.make(village, 40, self.D1, self.D1)
        self.make(village, 50, self.D2, self.D2)
        before = self.D1 - timedelta(days=1)
        found = [self.said(village, day) for day in (before, self.D1, self.D2, self.D3)]
        assert found == [None, 40, 50, 50]

    def test_of_one_day_the_later_row_holds(self, village):
        self.make(village, 40, self.D1, self.D1)
        self.make(village, 41, self.D1, self.D1)
        assert self.said(village, self.D1) == 41

    def test_a_back_dated_one_was_not_known_before_it_was_recorded(self, village):
        self.make(village, 40, self.D1, recorded=self.D3)
        assert self.said(village, self.D2, known_on=self.D2) is None
        assert self.said(village, self.D2, known_on=self.D3) == 40
        assert self.said(village, self.D2) == 40

    def test_a_withdrawn_one_held_until_it_was_withdrawn(self, village):
        self.make(village, 40, self.D1, self.D1)
        self.make(village, 400, self.D2, self.D2, withdrawn=self.D3)
        day_before = self.D3 - timedelta(days=1)
        assert self.said(village, self.D2, known_on=day_before) == 400
        assert self.said(village, self.D2, known_on=self.D3) == 40
        assert self.said(village, self.D2) == 40

    def test_each_number_holds_by_itself(self, village):
        commune = village.commune
        self.make(commune, 2862, self.D1, self.D1, villages=12)
        self.make(commune, None, self.D2, self.D2, villages=13)
        assert self.said(commune, self.D2) == 2862
        assert self.said(commune, self.D2, number="villages") == 13
        stands = Declaration.unscoped.stands_at([commune])[commune.pk]
        assert (stands["households"].households, stands["villages"].villages) == (2862, 13)

    def test_of_villages_leaves_their_communes_out(self, village):
        for area in (village, village.commune):
            self.make(area, 40, self.D1, self.D1)
        assert [row.area for row in Declaration.unscoped.of_villages()] == [village]
