"""A register is complete: said with a reason where little is there, undone, confirmed from above."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from households.declarations import actions as declarations_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Completion
from households.register import actions as register_actions
from rollup.models import CommuneCount, VillageCount
from tests.factories import CompletionFactory, DeclarationFactory, VillageFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST_MONTH = TODAY - timedelta(days=30)
NOW = timezone.now()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("completion_of_few_has_a_reason", {"needs_confirmation": True}),
        ("completion_undone_from_a_day", {"undone_at": NOW}),
        ("completion_undone_from_a_day", {"undone_on": TODAY}),
        (
            "completion_undone_from_a_day",
            {"from_day": TODAY, "undone_at": NOW, "undone_on": LAST_MONTH},
        ),
        ("completion_asked_with_a_question", {"asked_at": NOW}),
        ("completion_asked_with_a_question", {"question": "Vì sao?"}),
    ],
)
def test_what_cannot_be(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CompletionFactory(**fields)


def test_one_act_stands_at_a_place():
    row = CompletionFactory()
    # SQLite names the column, PostgreSQL the constraint.
    refused = pytest.raises(IntegrityError, match=r"completion_one_stands|\.area_id")
    with refused, transaction.atomic():
        CompletionFactory(area=row.area)
    declarations_actions.undo_complete(by=None, completion=row)
    CompletionFactory(area=row.area)


class TestDeclaringComplete:
    def test_a_full_register_needs_no_reason(self, world):
        own = world.own
        declarations_actions.declare(by=own.officer, area=own.village, households=3, source="Thôn")
        before = VillageCount.unscoped.get(pk=own.village.pk).version
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.village, from_day=LAST_MONTH
        )
        assert (row.kind, row.registered, row.declared) == ("register", 3, 3)
        assert (row.from_day, row.needs_confirmation) == (LAST_MONTH, False)
        assert VillageCount.unscoped.get(pk=own.village.pk).version == before + 1
        entry = AuditEntry.unscoped.latest("pk")
        assert (entry.place, entry.changes) == (own.village.path, {"complete": [False, True]})

    def test_under_nine_tenths_it_needs_one_and_waits(self, world):
        own = world.own
        declarations_actions.declare(by=own.officer, area=own.village, households=4, source="Thôn")
        with pytest.raises(declarations_actions.NeedsReason) as caught:
            declarations_actions.declare_complete(by=own.officer, area=own.village)
        (measure,) = caught.value.short
        assert (measure.registered, measure.declared) == (3, 4)
        assert not Completion.unscoped.exists()
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.village, reason="Đã chuyển đi"
        )
        assert row.is_waiting
        assert list(Completion.unscoped.waiting()) == [row]

    @pytest.mark.parametrize(("declared", "needed"), [(None, True), (0, False), (1, True)])
    def test_an_empty_register(self, world, declared, needed):
        village = world.own.villages[1]
        if declared is not None:
            declarations_actions.declare(
                by=world.root, area=village, households=declared, source="Thôn"
            )
        if needed:
            with pytest.raises(declarations_actions.NeedsReason):
                declarations_actions.declare_complete(by=world.root, area=village)
        row = declarations_actions.declare_complete(
            by=world.root, area=village, reason="Thôn đã giải tỏa" if needed else ""
        )
        assert row.needs_confirmation is needed

    def test_a_commune_says_it_of_its_villages(self, world):
        commune = world.own.area
        declarations_actions.declare(by=world.root, area=commune, villages=3, source="Xã")
        with pytest.raises(declarations_actions.NeedsReason) as caught:
            declarations_actions.declare_complete(by=world.root, area=commune)
        (measure,) = caught.value.short
        assert (measure.registered, measure.declared) == (2, 3)
        declarations_actions.declare(by=world.root, area=commune, villages=2, source="Xã")
        before = CommuneCount.unscoped.get(pk=commune.pk).version
        row = declarations_actions.declare_complete(by=world.root, area=commune)
        assert (row.kind, row.registered, row.declared) == ("villages", 2, 2)
        assert CommuneCount.unscoped.get(pk=commune.pk).version == before + 1

    def test_closed_households_and_villages_are_not_registered(self, world):
        village = world.own.village
        lifecycle_actions.end(by=world.root, household=world.own.household, on=TODAY)
        VillageFactory(parent=world.own.area, closed_on=TODAY)
        assert declarations_actions.own_measure(village).registered == 2
        assert declarations_actions.own_measure(world.own.area).registered == 2

    def test_it_is_said_once(self, world):
        declarations_actions.declare_complete(by=world.root, area=world.own.village)
        with pytest.raises(declarations_actions.AlreadyComplete):
            declarations_actions.declare_complete(by=world.root, area=world.own.village)

    def test_a_day_to_come_is_refused(self, world):
        with pytest.raises(ValueError, match="later than today"):
            declarations_actions.declare_complete(
                by=world.root, area=world.own.village, from_day=TODAY + timedelta(days=1)
            )

    def test_a_province_has_no_register(self, world):
        with pytest.raises(ValueError, match="a register stands in a village"):
            declarations_actions.declare_complete(by=world.root, area=world.province, reason="Đủ")


class TestUndoing:
    def test_it_ends_on_a_day_with_its_author(self, world):
        own = world.own
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.village, from_day=LAST_MONTH
        )
        declarations_actions.undo_complete(by=world.root, completion=row, on=TODAY, reason="Sót hộ")
        row.refresh_from_db()
        assert (row.undone_on, row.undone_reason, row.undone_by) == (TODAY, "Sót hộ", world.root)
        assert not Completion.unscoped.standing().exists()
        entry = AuditEntry.unscoped.latest("pk")
        assert entry.told == {"complete": [True, False], "reason": [None, "Sót hộ"]}
        assert "Sót hộ" not in f"{entry.changes} {entry.document}"

    def test_twice_is_once(self, world):
        row = declarations_actions.declare_complete(by=world.root, area=world.own.village)
        declarations_actions.undo_complete(by=world.own.officer, completion=row)
        again = declarations_actions.undo_complete(by=world.root, completion=row, reason="Khác")
        assert (again.undone_by, again.undone_reason) == (world.own.officer, "")

    @pytest.mark.parametrize("days", [-1, 1])
    def test_not_before_it_began_nor_in_the_future(self, world, days):
        row = declarations_actions.declare_complete(by=world.root, area=world.own.village)
        with pytest.raises(ValueError, match=r"begins|later"):
            declarations_actions.undo_complete(
                by=world.root, completion=row, on=TODAY + timedelta(days=days)
            )

    def test_it_no_longer_waits(self, world):
        row = declarations_actions.declare_complete(
            by=world.root, area=world.own.villages[1], reason="Đủ"
        )
        declarations_actions.undo_complete(by=world.root, completion=row)
        assert not Completion.unscoped.waiting().exists()


class TestConfirming:
    @pytest.fixture
    def waiting(self, world):
        return declarations_actions.declare_complete(
            by=world.own.officer, area=world.own.villages[1], reason="Giải tỏa"
        )

    def test_the_upper_level_confirms(self, world, waiting):
        declarations_actions.confirm_complete(by=world.reviewer, completion=waiting)
        waiting.refresh_from_db()
        assert waiting.confirmed_by == world.reviewer
        assert not waiting.is_waiting
        assert AuditEntry.unscoped.latest("pk").changes == {"confirmed": [False, True]}

    def test_the_upper_level_asks_back_and_it_still_waits(self, world, waiting):
        declarations_actions.ask_back(
            by=world.reviewer, completion=waiting, question="Bao nhiêu hộ?"
        )
        waiting.refresh_from_db()
        assert (waiting.question, waiting.asked_by) == ("Bao nhiêu hộ?", world.reviewer)
        assert list(Completion.unscoped.waiting()) == [waiting]

    def test_what_does_not_wait_is_left_alone(self, world):
        row = declarations_actions.declare_complete(by=world.root, area=world.own.village)
        n = AuditEntry.unscoped.count()
        declarations_actions.confirm_complete(by=world.reviewer, completion=row)
        declarations_actions.ask_back(by=world.reviewer, completion=row, question="Sao?")
        row.refresh_from_db()
        assert (row.confirmed_at, row.question) == (None, "")
        assert AuditEntry.unscoped.count() == n


def at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)


class TestAsOf:
    D1, D2, D3, D4 = (date(2026, month, 1) for month in (3, 5, 7, 9))

    def holds(self, row, day, known_on=None):
        return Completion.unscoped.as_of(day, known_on).filter(pk=row.pk).exists()

    def make(self, from_day, recorded, undone_on=None, undone=None):
        return CompletionFactory(
            from_day=from_day,
            recorded_at=at(recorded),
            undone_on=undone_on,
            undone_at=undone and at(undone),
        )

    def test_from_its_day_on(self):
        row = self.make(self.D2, self.D2)
        found = [self.holds(row, day) for day in (self.D1, self.D2, self.D3)]
        assert found == [False, True, True]

    def test_a_back_dated_one_was_not_known_before(self):
        row = self.make(self.D1, recorded=self.D3)
        assert not self.holds(row, self.D2, known_on=self.D2)
        assert self.holds(row, self.D2, known_on=self.D3)
        assert self.holds(row, self.D2)

    def test_undone_from_a_day_on_it_held_before(self):
        row = self.make(self.D1, self.D1, undone_on=self.D3, undone=self.D3)
        found = [self.holds(row, day) for day in (self.D1, self.D2, self.D3, self.D4)]
        assert found == [True, True, False, False]

    def test_undone_from_its_own_day_it_never_held(self):
        row = self.make(self.D1, self.D1, undone_on=self.D1, undone=self.D3)
        assert not self.holds(row, self.D1)
        assert not self.holds(row, self.D4)

    def test_an_undoing_was_not_known_before_it_was_recorded(self):
        row = self.make(self.D1, self.D1, undone_on=self.D2, undone=self.D4)
        assert self.holds(row, self.D3, known_on=self.D3)
        assert not self.holds(row, self.D3, known_on=self.D4)
        assert not self.holds(row, self.D3)

    def test_registers_and_lists_are_told_apart(self):
        register = CompletionFactory()
        listed = CompletionFactory(area=register.area.commune)
        assert list(Completion.unscoped.registers()) == [register]
        assert list(Completion.unscoped.lists()) == [listed]


def test_a_later_household_is_counted_and_the_act_stands(world):
    row = declarations_actions.declare_complete(by=world.root, area=world.own.village)
    register_actions.add_household(by=world.root, village=world.own.village, head_name="Hộ Mới")
    assert VillageCount.unscoped.get(pk=world.own.village.pk).households == 4
    assert Completion.unscoped.standing().get() == row


def test_what_was_declared_is_measured_as_it_stands(world):
    DeclarationFactory(area=world.own.village, households=3, withdrawn_at=NOW)
    assert declarations_actions.own_measure(world.own.village) == declarations_actions.Measure(
        3, None
    )


class TestWhatACommuneDeclared:
    """The last act that a commune lacks is measured by the households it declared."""

    @pytest.fixture
    def own(self, world):
        declarations_actions.declare(
            by=world.root, area=world.own.area, households=10, villages=2, source="Xã"
        )
        declarations_actions.declare(
            by=world.root, area=world.own.villages[1], households=0, source="Thôn"
        )
        declarations_actions.declare_complete(by=world.root, area=world.own.villages[1])
        return world.own

    @pytest.mark.parametrize("first", ["village", "area"])
    def test_the_last_act_needs_a_reason_whichever_it_is(self, own, first):
        last = "area" if first == "village" else "village"
        assert not declarations_actions.declare_complete(
            by=None, area=getattr(own, first)
        ).needs_confirmation
        with pytest.raises(declarations_actions.NeedsReason) as caught:
            declarations_actions.declare_complete(by=None, area=getattr(own, last))
        assert caught.value.short == [declarations_actions.Measure(3, 10, of_commune=True)]
        row = declarations_actions.declare_complete(
            by=None, area=getattr(own, last), reason="Đã chuyển đi"
        )
        assert (row.commune_registered, row.commune_declared, row.is_waiting) == (3, 10, True)
        counted = CommuneCount.unscoped.get(pk=own.area.pk)
        assert (counted.expected, counted.unattributed, counted.waiting) == (3, 0, 1)

    def test_its_own_short_number_does_not_hide_that_of_the_commune(self, own):
        declarations_actions.declare(by=None, area=own.village, households=5, source="Thôn")
        declarations_actions.declare_complete(by=None, area=own.area)
        row = declarations_actions.declare_complete(by=None, area=own.village, reason="Chuyển đi")
        assert tuple(row.numbers.values()) == (3, 5, 3, 10)
        assert row.is_waiting

    def test_nor_does_an_empty_last_village(self, own):
        empty = VillageFactory(parent=own.area)
        for area in (own.village, own.area):
            declarations_actions.declare_complete(by=None, area=area)
        row = declarations_actions.declare_complete(by=None, area=empty, reason="Giải tỏa")
        assert tuple(row.numbers.values()) == (0, None, 3, 10)
        declarations_actions.declare(by=None, area=empty, households=40, source="Thôn")
        row.refresh_from_db()
        assert tuple(row.numbers.values()) == (0, 40, 3, 10)
        assert row.is_waiting

    def test_nine_tenths_need_none(self, own):
        declarations_actions.declare(by=None, area=own.area, households=3, source="Xã")
        for area in (own.village, own.area):
            assert not declarations_actions.declare_complete(by=None, area=area).needs_confirmation


class TestMeasuredAgain:
    """What is declared after the act, or taken back, never makes it right in silence."""

    def test_a_number_declared_later_makes_it_wait(self, world):
        own = world.own
        row = declarations_actions.declare_complete(by=own.officer, area=own.village)
        declarations_actions.declare(by=own.officer, area=own.village, households=96, source="Thôn")
        row.refresh_from_db()
        assert (row.is_waiting, row.registered, row.declared) == (True, 3, 96)
        assert VillageCount.unscoped.get(pk=own.village.pk).waiting == 1
        entry = AuditEntry.unscoped.latest("pk")
        assert entry.verb == "Sổ đã đủ phải xác nhận lại"

    def test_what_was_confirmed_on_other_numbers_waits_again(self, world):
        own = world.own
        declarations_actions.declare(by=own.officer, area=own.village, households=50, source="Thôn")
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.village, reason="Chuyển đi"
        )
        declarations_actions.confirm_complete(by=world.committee, completion=row)
        declarations_actions.declare(by=own.officer, area=own.village, households=50, source="Thôn")
        row.refresh_from_db()
        assert not row.is_waiting
        declarations_actions.declare(by=own.officer, area=own.village, households=96, source="Thôn")
        row.refresh_from_db()
        assert (row.undone_on, row.confirmed_by) == (TODAY, world.committee)
        again = Completion.unscoped.waiting().get()
        assert (again.from_day, again.recorded_by) == (TODAY, own.officer)
        assert (again.registered, again.declared, again.reason) == (3, 96, "Chuyển đi")
        counted = VillageCount.unscoped.get(pk=own.village.pk)
        assert (counted.complete, counted.waiting) == (1, 1)

    def test_a_number_taken_back_confirms_nothing(self, world):
        own = world.own
        said = declarations_actions.declare(
            by=own.officer, area=own.village, households=50, source="Thôn"
        )
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.village, reason="Chuyển đi"
        )
        declarations_actions.withdraw_declaration(by=own.officer, declaration=said)
        row.refresh_from_db()
        assert row.is_waiting

    def test_a_province_that_declares_for_all_makes_a_whole_commune_wait(self, world):
        own = world.own
        declarations_actions.declare(
            by=world.root, area=own.villages[1], households=0, source="Thôn"
        )
        for area in (*own.villages[:2], own.area):
            declarations_actions.declare_complete(by=own.officer, area=area)
        assert not Completion.unscoped.waiting().exists()
        said = [declarations_actions.Said(own.area, households=900)]
        declarations_actions.declare_many(by=world.root, rows=said, source="Sở")
        row = Completion.unscoped.waiting().get()
        assert (row.area, row.commune_declared) == (own.area, 900)

    def test_what_a_village_declares_rightly_asks_nothing_of_its_commune_again(self, world):
        own = world.own
        declarations_actions.declare(
            by=world.root, area=own.area, households=900, villages=2, source="Xã"
        )
        declarations_actions.declare(
            by=world.root, area=own.villages[1], households=0, source="Thôn"
        )
        for area in own.villages[:2]:
            declarations_actions.declare_complete(by=own.officer, area=area)
        row = declarations_actions.declare_complete(
            by=own.officer, area=own.area, reason="Đã chuyển đi"
        )
        declarations_actions.confirm_complete(by=world.committee, completion=row)
        declarations_actions.declare(by=own.officer, area=own.village, households=3, source="Thôn")
        assert not Completion.unscoped.waiting().exists()

    def confirmed_of_commune(self, own, by):
        """Let a commune of nine hundred declared households be complete with three, confirmed."""
        declarations_actions.declare(by=by, area=own.area, households=900, villages=2, source="Xã")
        declarations_actions.declare(by=by, area=own.villages[1], households=0, source="Thôn")
        acts = [
            declarations_actions.declare_complete(by=by, area=area, reason="Đã chuyển đi")
            for area in (own.area, own.villages[1], own.village)
        ]
        declarations_actions.confirm_complete(by=None, completion=acts[-1])
        assert not Completion.unscoped.waiting().exists()

    @pytest.mark.parametrize("said", [{"households": 900}, {"villages": 2}, {"villages": 1}])
    def test_what_was_confirmed_of_a_commune_is_not_asked_again(self, world, said):
        self.confirmed_of_commune(world.own, world.root)
        declarations_actions.declare(by=world.root, area=world.own.area, source="Sở", **said)
        assert not Completion.unscoped.waiting().exists()

    def test_nor_is_it_where_another_number_was_taken_back(self, world):
        self.confirmed_of_commune(world.own, world.root)
        said = declarations_actions.declare(
            by=world.root, area=world.own.area, villages=1, source="Sở"
        )
        declarations_actions.withdraw_declaration(by=world.root, declaration=said)
        assert not Completion.unscoped.waiting().exists()

    def test_another_number_of_the_commune_is(self, world):
        self.confirmed_of_commune(world.own, world.root)
        declarations_actions.declare(
            by=world.root, area=world.own.area, households=950, source="Sở"
        )
        row = Completion.unscoped.waiting().get()
        assert (row.area, row.commune_declared) == (world.own.area, 950)

    def test_so_is_one_of_its_last_village(self, world):
        self.confirmed_of_commune(world.own, world.root)
        declarations_actions.declare(
            by=world.root, area=world.own.village, households=50, source="Thôn"
        )
        row = Completion.unscoped.waiting().get()
        assert (row.area, row.declared, row.commune_declared) == (world.own.village, 50, 900)


class TestUndoingWhatBeganAnew:
    """A confirmed act that another number made wait again is one register with the act before it."""

    FIRST, RAISED, UNDONE = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)

    @pytest.fixture
    def acts(self, world):
        """Return the confirmed act of March, and the one that goes on from May."""
        village = world.own.village
        with time_machine.travel(at(self.FIRST), tick=False) as clock:
            declarations_actions.declare(by=None, area=village, households=50, source="Thôn")
            first = declarations_actions.declare_complete(by=None, area=village, reason="Ít hộ")
            declarations_actions.confirm_complete(by=world.committee, completion=first)
            clock.move_to(at(self.RAISED))
            declarations_actions.declare(by=None, area=village, households=60, source="Thôn")
            clock.move_to(at(self.UNDONE))
            yield first, Completion.unscoped.standing().get()

    def held(self, known_on=None):
        days = [self.FIRST, date(2026, 4, 1), self.RAISED, date(2026, 6, 1), self.UNDONE]
        return [Completion.unscoped.as_of(day, known_on).exists() for day in days]

    @pytest.mark.parametrize(
        ("on", "held"),
        [
            (date(2026, 3, 1), [False] * 5),
            (date(2026, 4, 1), [True] + [False] * 4),
            (date(2026, 6, 1), [True] * 3 + [False] * 2),
            (None, [True] * 4 + [False]),
        ],
    )
    def test_it_is_undone_from_any_day_since_the_first(self, acts, on, held):
        first, again = acts
        assert (again.from_day, again.since, again.renews) == (self.RAISED, self.FIRST, first)
        declarations_actions.undo_complete(by=None, completion=again, on=on, reason="Sót hộ")
        assert self.held() == held

    def test_what_was_known_before_stands(self, acts):
        before = self.held(self.RAISED)
        declarations_actions.undo_complete(by=None, completion=acts[-1], on=self.FIRST)
        assert self.held(self.RAISED) == before == [True] * 5

    def test_not_before_the_first(self, acts):
        with pytest.raises(ValueError, match="begins"):
            declarations_actions.undo_complete(
                by=None, completion=acts[-1], on=self.FIRST - timedelta(days=1)
            )
