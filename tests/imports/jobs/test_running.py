"""A confirmed file is written chunk by chunk, once, whoever dies in between; and taken back."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from figures.as_of import as_of_one
from households.counts.checks import wrong_movements, wrong_standings
from households.counts.contribution import MOVED
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Household, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from imports.jobs import actions
from imports.jobs.actions import running
from imports.kinds import KINDS
from imports.models import Import, RowResult, State
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from tests.factories import ImportFactory, ImportRowFactory, UserFactory
from tests.pages import signed_in
from tests.world import ALL, NOTHING

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
FIRST = 2


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    change_kind(monkeypatch, chunk=3)


def change_kind(monkeypatch, **parts):
    """Let the rows of households be dealt with otherwise."""
    monkeypatch.setitem(KINDS, "households", replace(KINDS["households"], **parts))


def incoming(world, *rows):
    """Return a checked file of our commune with these rows, each a dict of columns of ImportRow."""
    own = world.own
    source = ImportFactory(commune=own.area, added_by=own.officer, to_write=len(rows))
    for number, row in enumerate(rows, start=FIRST):
        ImportRowFactory(source=source, number=number, **{"village": own.village, **row})
    return source


def sums(world, day):
    """Return what a commune's households came to at the end of a day."""
    figures = as_of_one(world.own.area, day)
    return {name: getattr(figures, name) for name in MOVED}


def new(name="Lê Thị Mới", **values):
    return {"values": {"name": name, **values}}


def written(world, *rows):
    source = incoming(world, *rows)
    actions.confirm(by=world.own.officer, source=source)
    source.refresh_from_db()
    return source


class TestWriting:
    def test_a_household_with_its_people_and_what_they_know(self, world):
        head = new("Lê Thị Mới", results=ALL, birth_year=1980, hamlet="Xóm 2", on="2026-03-01")
        son = {**new("Lê Con", relation="child", results=None), "group": FIRST}
        source = written(world, head, son)
        household = Household.unscoped.get(head_name="Lê Thị Mới")
        assert (household.covered, household.hamlet, household.version) == (True, "Xóm 2", 1)
        assert f"{household.surveyed_on}" == "2026-03-01"
        assert [p.relation for p in household.residents.order_by("pk")] == ["head", "child"]
        assert (source.state, source.done, source.position) == (State.DONE, 2, FIRST)
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []

    def test_skill_5_goes_by_the_day_of_the_row(self, world):
        ended = timezone.localdate() - timedelta(9)
        world.platform.valid_to = ended
        world.platform.save()
        rows = [new(f"Lê {n}", results=ALL, on=f"{ended - timedelta(n)}") for n in (0, 1)]
        written(world, *rows)
        found = Resident.unscoped.filter(full_name__startswith="Lê ").order_by("full_name")
        assert [one.results[4] for one in found] == [None, 2]

    def test_a_household_is_never_cut_in_two(self, world):
        people = [{**new(f"Người {n}", relation="child"), "group": FIRST + 1} for n in range(9)]
        written(world, new("Đầu"), new("Hộ Đông"), *people)
        assert Household.unscoped.get(head_name="Hộ Đông").residents.count() == 10

    def test_nobody_is_passed_over_who_stands_far_from_his_head(self, world):
        child = {**new("Con Xa", relation="child"), "group": FIRST}
        source = written(world, new("Đầu"), new("Hộ Hai"), new("Hộ Ba"), child, new("Hộ Tư"))
        assert (source.done, RowResult.unscoped.filter(outcome="written").count()) == (5, 5)
        assert Household.unscoped.get(head_name="Đầu").residents.count() == 2

    def test_somebody_far_behind_his_head_comes_into_the_same_household(self, world):
        far = [new(f"Hộ {n}") for n in range(7)]
        late = {**new("Con Muộn", relation="child"), "group": FIRST}
        source = written(world, new("Đầu"), *far, late)
        home = Household.unscoped.get(head_name="Đầu")
        assert home.residents.filter(full_name="Con Muộn", is_head=False).exists()
        actions.undo(by=world.own.officer, source=source)
        home.refresh_from_db()
        assert home.status == "ended"
        assert not RowResult.unscoped.exclude(outcome="undone").exists()

    def test_many_chunks_are_one_file(self, world):
        source = written(world, *(new(f"Hộ {n:02}", results=NOTHING) for n in range(10)))
        assert RowResult.unscoped.filter(outcome="written").count() == 10
        assert source.after["households"] == source.before["households"] + 10
        assert CommuneCount.unscoped.get(pk=world.own.area.pk).households == 13

    def test_what_changes_goes_by_the_same_rules(self, world):
        household = world.own.households[1]
        head = household.residents.get(is_head=True)
        row = {
            "verdict": "changes",
            "household": household,
            "resident": head,
            "values": {"name": head.full_name},
            "changes": {
                "home": {"hamlet": [household.hamlet, "Xóm Mới"]},
                "fields": {"birth_year": [1980, 1981]},
                "results": [NOTHING, [2, None, None, None, None]],
            },
        }
        written(world, row)
        head.refresh_from_db()
        fresh = Household.unscoped.get(pk=household.pk)
        assert (fresh.hamlet, fresh.version) == ("Xóm Mới", household.version + 1)
        assert (head.birth_year, head.results) == (1981, [2, 0, 0, 0, 0])
        assert fresh.search_key.split()[-3:-1] == ["xom", "moi"]
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []

    def test_what_somebody_wrote_since_is_not_overwritten(self, world):
        household = world.own.households[1]
        head = household.residents.get(is_head=True)
        change = {"results": [NOTHING, [2, 2, 2, 2, 2]]}
        row = {"verdict": "changes", "household": household, "resident": head, "changes": change}
        source = incoming(world, row)
        survey_actions.assess(by=world.own.officer, resident=head, results=[1, 0, 0, 0, 0])
        actions.confirm(by=world.own.officer, source=source)
        result = RowResult.unscoped.get()
        assert (result.outcome, result.why, result.household) == ("refused", "clash", None)
        assert Resident.unscoped.get(pk=head.pk).results == [1, 0, 0, 0, 0]

    def test_a_person_is_added_to_a_household(self, world):
        household = world.own.household
        row = {**new("Con Út", relation="child"), "verdict": "changes", "household": household}
        written(world, row)
        assert household.residents.filter(full_name="Con Út", relation="child").exists()
        assert AuditEntry.unscoped.about(household).filter(verb="Thêm người trong hộ").exists()

    def test_a_village_that_ended_takes_nobody(self, world):
        source = incoming(world, new())
        world.own.village.closed_on = timezone.localdate()
        world.own.village.save()
        actions.confirm(by=world.own.officer, source=source)
        assert RowResult.unscoped.get().why == "village"

    def test_every_household_is_in_the_journal_in_the_name_of_who_confirmed(self, world):
        source = written(world, new())
        entries = AuditEntry.unscoped.filter(actor=world.own.officer.username)
        assert entries.filter(verb="Thêm hộ", subject_key=Household.unscoped.latest("pk").pk)
        assert [e.verb for e in AuditEntry.unscoped.about(source)] == [
            "Nhập từ tệp: xong",
            "Nhập từ tệp: xác nhận",
        ]


class TestOnce:
    def test_confirmed_twice_it_is_written_once(self, world):
        source = written(world, new())
        actions.confirm(by=world.own.officer, source=source)
        assert Household.unscoped.filter(head_name="Lê Thị Mới").count() == 1

    def test_one_file_of_a_commune_at_a_time(self, world):
        source = incoming(world, new())
        ImportFactory(commune=world.own.area, state="running", confirmed_by=world.own.officer)
        with pytest.raises(actions.Busy):
            actions.confirm(by=world.own.officer, source=source)

    def test_a_file_that_a_living_worker_has_is_left_alone(self, world):
        source = incoming(world, new())
        Import.unscoped.filter(pk=source.pk).update(
            state="running", confirmed_by=world.own.officer, beat_at=timezone.now()
        )
        actions.write_file.call(source.uuid)
        assert not RowResult.unscoped.exists()
        Import.unscoped.filter(pk=source.pk).update(
            beat_at=timezone.now() - running.LEASE - timedelta(seconds=1)
        )
        assert Import.unscoped.active().get() == source
        actions.write_file.call(source.uuid)
        assert RowResult.unscoped.count() == 1

    def test_a_worker_that_was_taken_over_from_writes_no_more(self, world, monkeypatch):
        source = incoming(world, *(new(f"Hộ {n}") for n in range(9)))
        real = running._chunk

        def lost(*given):
            found = real(*given)
            Import.unscoped.filter(pk=source.pk).update(worker=None)
            return found

        monkeypatch.setattr(running, "_chunk", lost)
        actions.confirm(by=world.own.officer, source=source)
        assert RowResult.unscoped.count() == 3

    @pytest.mark.expected_errors
    def test_what_ends_early_says_so_without_names_and_can_go_on(self, world, monkeypatch, caplog):
        source = incoming(world, new("Tên Người"))
        real = KINDS["households"].write

        def broken(source, rows):
            raise ValueError(rows[0].values["name"])

        change_kind(monkeypatch, write=broken)
        actions.confirm(by=world.own.officer, source=source)
        source.refresh_from_db()
        assert source.state == State.FAILED
        assert "Tên Người" not in caplog.text
        change_kind(monkeypatch, write=real)
        actions.confirm(by=world.own.officer, source=source)
        assert Household.unscoped.filter(head_name="Tên Người").count() == 1


class TestStopping:
    def test_nothing_more_is_written(self, world, monkeypatch):
        source = incoming(world, *(new(f"Hộ {n}") for n in range(9)))
        real = KINDS["households"].write

        def stopped(source, rows):
            found = real(source, rows)
            actions.stop(by=world.own.officer, source=source)
            return found

        change_kind(monkeypatch, write=stopped)
        actions.confirm(by=world.own.officer, source=source)
        source.refresh_from_db()
        assert (source.state, source.done) == (State.CANCELLED, 3)
        monkeypatch.undo()
        actions.confirm(by=world.own.officer, source=source)
        assert RowResult.unscoped.count() == 9


def no_longer(monkeypatch, world, call, **facts):
    """Let the officer's account change in the midst of the second chunk of a file, or of its undoing."""
    real, calls = getattr(KINDS["households"], call), []

    def change(*args):
        calls.append(args)
        if len(calls) == 2:
            User.unscoped.filter(pk=world.own.officer.pk).update(**facts)
        return real(*args)

    change_kind(monkeypatch, chunk=3, **{call: change})


class TestWhoseAccountChanged:
    @pytest.mark.parametrize(
        "facts", [{"is_active": False, "stopped_at": timezone.now()}, {"role": "committee"}]
    )
    def test_nothing_more_is_written_in_the_name_of_who_may_not_any_more(
        self, world, monkeypatch, facts
    ):
        no_longer(monkeypatch, world, "write", **facts)
        source = written(world, *(new(f"Hộ {n:02}") for n in range(10)))
        assert (source.state, source.done, source.worker) == (State.CANCELLED, 6, None)
        assert Household.unscoped.filter(head_name__startswith="Hộ 0").count() == 6

    def test_nor_of_who_works_elsewhere_by_now(self, world, monkeypatch):
        no_longer(monkeypatch, world, "write", area=world.sibling.area)
        assert written(world, *(new(f"Hộ {n:02}") for n in range(10))).done == 6

    def test_a_colleague_lets_it_go_on(self, world, monkeypatch):
        colleague = UserFactory(area=world.own.area, role="officer")
        no_longer(monkeypatch, world, "write", is_active=False, stopped_at=timezone.now())
        source = written(world, *(new(f"Hộ {n:02}") for n in range(10)))
        page = signed_in(colleague).get(f"/nhap-excel/{source.uuid}/")
        assert "tài khoản đã xác nhận tệp nay ngừng dùng" in page.content.decode()
        actions.confirm(by=colleague, source=source)
        source.refresh_from_db()
        assert (source.state, source.done) == (State.DONE, 10)
        assert "ended" not in source.layout

    def test_taking_back_stops_too_and_can_be_asked_again(self, world, monkeypatch):
        colleague = UserFactory(area=world.own.area, role="officer")
        source = written(world, *(new(f"Hộ {n:02}") for n in range(10)))
        with monkeypatch.context() as patch:
            no_longer(patch, world, "undo", is_active=False, stopped_at=timezone.now())
            actions.undo(by=world.own.officer, source=source)
        source.refresh_from_db()
        assert (source.state, source.undone) == (State.DONE, 6)
        actions.undo(by=colleague, source=source)
        source.refresh_from_db()
        assert (source.state, source.undone) == (State.UNDONE, 10)


class TestUndoing:
    def test_everything_is_as_before(self, world):
        household = world.own.households[1]
        head = household.residents.get(is_head=True)
        change = {
            "home": {"hamlet": [household.hamlet, "Xóm Mới"]},
            "results": [NOTHING, [2, 2, 2, 2, 2]],
        }
        row = {"verdict": "changes", "household": household, "resident": head, "changes": change}
        child = {**new("Con Út"), "verdict": "changes", "household": household, "group": FIRST}
        source = written(world, row, child, new(results=ALL))
        actions.undo(by=world.own.officer, source=source)
        source.refresh_from_db()
        assert (source.state, source.undone) == (State.UNDONE, 3)
        fresh = Household.unscoped.get(pk=household.pk)
        assert (fresh.hamlet, fresh.covered) == (household.hamlet, False)
        assert fresh.residents.living_here().count() == 2
        assert Household.unscoped.get(head_name="Lê Thị Mới").status == "ended"
        assert Assessment.unscoped.filter(withdrawn_by=world.own.officer).count() == 1
        assert CommuneCount.unscoped.get(pk=world.own.area.pk).households == 3
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []

    def test_the_days_of_which_the_file_spoke_are_as_before(self, world):
        today = timezone.localdate()
        days = [today - timedelta(ago) for ago in (31, 30, 21, 20, 9, 1, 0)]
        household = register_actions.add_household(
            by=world.root,
            village=world.own.village,
            head_name="Lê Có Sẵn",
            on=today - timedelta(99),
        )
        before = [sums(world, day) for day in days]
        row = {"verdict": "changes", "household": household, "group": FIRST}
        late = {"results": ALL, "on": f"{days[3]}"}
        added = {**new("Con Út", **late), **row}
        whole = new("Hộ Ba Mươi", results=ALL, on=f"{days[1]}")
        own = {**new("Con Ruột", **late), "group": FIRST + 1}
        source = written(world, added, whole, own)
        came = [
            tuple(now[n] - then[n] for n in ("households", "covered"))
            for then, now in zip(before, (sums(world, day) for day in days), strict=True)
        ]
        assert came == [(0, 0), *[(1, 1)] * 2, *[(1, 2)] * 4]
        actions.undo(by=world.own.officer, source=source)
        assert [sums(world, day) for day in days] == before
        assert not Assessment.unscoped.filter(
            resident__full_name="Con Út", withdrawn_at=None
        ).exists()
        for wrong in (partial(wrong_rows, of=[HOUSEHOLDS]), wrong_standings, wrong_movements):
            assert wrong()[1] == []

    def test_what_was_built_upon_stays_and_says_why(self, world):
        source = written(world, new("Hộ Một"), new("Hộ Hai"))
        later = Household.unscoped.get(head_name="Hộ Một")
        survey_actions.set_result(by=world.own.officer, household=later, number=1, result=2)
        actions.undo(by=world.own.officer, source=source)
        found = {one.household.head_name: one for one in RowResult.unscoped.all()}
        assert (found["Hộ Một"].outcome, found["Hộ Một"].why) == ("kept", "changed")
        assert found["Hộ Hai"].outcome == "undone"
        assert Household.unscoped.get(pk=later.pk).closed_on is None

    def test_somebody_away_is_away_again(self, world):
        household = world.own.households[2]
        register_actions.set_status(by=world.own.officer, household=household, status="nobody_home")
        head = household.residents.get(is_head=True)
        change = {"results": [[None] * 5, [2, 2, 2, 2, 2]]}
        row = {"verdict": "changes", "household": household, "resident": head, "changes": change}
        source = written(world, row)
        assert Household.unscoped.get(pk=household.pk).status == "resident"
        actions.undo(by=world.own.officer, source=source)
        fresh = Household.unscoped.get(pk=household.pk)
        assert (fresh.status, fresh.surveyed_on) == ("nobody_home", None)

    def test_after_its_days_nothing_is_taken_back(self, world):
        source = written(world, new())
        Import.unscoped.filter(pk=source.pk).update(finished_at=timezone.now() - timedelta(days=8))
        source.refresh_from_db()
        with pytest.raises(actions.TooLate):
            actions.undo(by=world.own.officer, source=source)

    @pytest.mark.expected_errors
    def test_what_ends_early_can_be_asked_again(self, world, monkeypatch):
        source = written(world, new())

        def broken(source, results):
            raise ValueError

        change_kind(monkeypatch, undo=broken)
        actions.undo(by=world.own.officer, source=source)
        monkeypatch.undo()
        source.refresh_from_db()
        assert source.state == State.DONE
        actions.undo(by=world.own.officer, source=source)
        assert RowResult.unscoped.get().outcome == "undone"


class TestClearing:
    def test_bytes_and_rows_go_and_the_file_stays_known(self, world):
        source = written(world, new())
        assert actions.clear() == 0
        Import.unscoped.filter(pk=source.pk).update(added_at=timezone.now() - timedelta(days=91))
        assert (actions.clear(), actions.clear()) == (1, 0)
        source.refresh_from_db()
        assert (source.rows.count(), source.done, source.can_undo) == (0, 1, False)
        assert Household.unscoped.filter(head_name="Lê Thị Mới").exists()
