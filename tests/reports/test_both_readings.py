"""Pages and files agree with each other in both readings: what a table adds up to, a line, a comparison, an explanation."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from areas.actions import open_area
from areas.dated import last_day, month_of
from areas.kinds import Level
from figures.as_of import as_of_one
from figures.indicators import COVERED, TEAMS
from figures.standing import Reading
from households.lifecycle.actions import end
from households.register.actions import add_household
from households.survey.actions import assess
from reorganisations.drafting.actions import Unit, allot, assign
from reorganisations.models import Operation
from rollup.counts import recount_villages
from tests.books import figured, sheets
from tests.pages import signed_in
from tests.proving import PROVING
from tests.reorganisations.above import ago, done, join, new_one
from tests.reorganisations.plays import carried, drafted
from tests.world import ALL

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Kind = Operation.Kind
NAMES = ("villages", "with_team", "active", "households", "expected", "surveyed", "covered")


def numbers(figures):
    return {name: getattr(figures, name) for name in NAMES} if figures else None


def added(parts):
    return {name: sum(getattr(one, name) for one in parts) for name in NAMES}


@pytest.fixture
def changed(world, settings):
    """Two villages of our commune are merged, one next door is parted, one of ours goes abroad; months lie between."""
    # Else villages of so few households stay where they were, for who reads no names.
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    with time_machine.travel(timezone.now(), tick=False) as clock:
        began = timezone.localdate()
        own, other, foreign = world.own.area, world.sibling.area, world.foreign.area

        def homes(villages):
            for village in villages:
                home = add_household(by=world.root, village=village, head_name="Chủ Hộ")
                assess(by=world.root, resident=home.residents.get(is_head=True), results=ALL)
            clock.shift(timedelta(32))

        def decide(commune, kind, sources, *units):
            on = timezone.localdate() - timedelta(1)
            decision = drafted(commune, kind, sources, units, on=on)
            decision.refresh_from_db()
            for part in decision.operations.get().parts.targets() if kind == Kind.SPLIT else ():
                keys = list(sources[0].households.order_by("pk").values_list("pk", flat=True))
                some = keys[:1] if part.name == "Tách Một" else keys[1:]
                assign(by=None, operation=part.operation, households=some, part=part)
            carried(decision, proposer=world.root, approver=world.reviewer)

        def new(commune, name, area=None):
            return Unit(kind="thon", name=name, parent=commune, area=area)

        one, two = world.sibling.villages
        homes([*world.own.villages, one, two])
        decide(other, Kind.MOVE, [two], new(foreign, two.name, two))
        homes([one, two])
        decide(own, Kind.MERGE, list(world.own.villages[:2]), new(own, "Chung"))
        decide(other, Kind.SPLIT, [one], new(other, "Tách Một"), new(other, "Tách Hai"))
        homes([two])
        call_command("snapshot")
        world.began = began
        yield world


class Reader:
    """Somebody who reads a unit in one reading, on every page that has months."""

    def __init__(self, world, area, reading, client):
        self.world, self.area, self.reading, self.client = world, area, reading, client
        self.asked = f"theo={reading}" if reading is Reading.THEN else ""

    def get(self, page, query=""):
        address = f"/tong-quan/{self.area.pk}/{page}?{query}&{self.asked}"
        return self.client.get(address)

    def board(self, month):
        """Return what the dashboard of a month says of the whole; its table adds up to that, as its workbook does."""
        query = f"thang={month:%Y-%m}"
        page = self.get("", query)
        board = page.context["board"]
        then = f"/tong-quan/{self.area.pk}/vi-sao/?theo=luc-do" in page.content.decode()
        assert then is (board.reading is Reading.THEN)
        below = board.below
        rows = [*below.children, *below.sums()[:-1]]
        assert added([one.figures for one in rows]) == numbers(board.figures), (self, month)
        self.book(query, board)
        return numbers(board.figures)

    def book(self, query, board):
        found = sheets(self.get("excel/", query).content)
        book, head = figured(found["Các đơn vị"]), str(found["Các đơn vị"][:6])
        words = "lúc đó" if board.reading is Reading.THEN else "hiện nay"
        assert (f"theo các đơn vị {words}" in head) is board.changed
        assert [row[0] for row in book.rows] == [one.full_name for one in board.units.children]
        assert str(board.figures.covered) in [
            str(int(cell)) for cell in book.foot[-1] if isinstance(cell, float)
        ]

    def lines(self):
        """Return what the line of trends says, month by month."""
        page = self.get("dien-bien/")
        return {one.month: numbers(one.figures) for one in page.context["points"]}

    def compared(self, month):
        side = self.get("so-sanh/", f"voi={month:%Y-%m}").context["comparison"].left
        return numbers(side.figures)

    def explored(self):
        """Return the ends of months, how many are covered of how many; the table of the units below adds up to that."""
        level = Level.VILLAGE if self.area.is_commune else Level.COMMUNE
        asked = f"dia-ban={self.area.pk}&cap={level}&chi-tieu={COVERED.key}&{self.asked}"
        context = self.client.get(f"/tra-cuu/?{asked}").context
        found = context["answer"]
        sums = [
            tuple(sum(getattr(one, name) for one in some if one) for name in ("n", "of"))
            for some in zip(*(row.cells for row in (*found.rows, *found.former)), strict=True)
        ]
        whole = [(one.n, one.of) if one else (0, 0) for one in found.whole.cells]
        # Of today a commune has what no village is known of, too.
        assert sums[:-1] == whole[:-1], (self, sums, whole)
        return dict(zip(context["months"], whole, strict=True))

    def explained(self, month, key):
        """Return the end from which an explanation goes on; it adds up."""
        query = f"tu={last_day(month)}&den={timezone.localdate()}&chi-tieu={key}"
        why = self.get("vi-sao/", query).context.get("why")
        if why is None:
            # So few moved that who reads no names is told nothing.
            return None
        assert why.closes
        return (why.start.n, why.start.of)

    def __repr__(self):
        return f"{self.area} {self.reading}"


def months_since(day):
    """Return the months that are over, from that of a day on."""
    today = timezone.localdate()
    return [month for back in (5, 4, 3, 2, 1) if (month := month_of(today, back)) >= month_of(day)]


def agreeing(world, areas, months, officers):
    """See that all pages of units agree; return the units of which a month differs between the readings."""
    differ = set()
    for area in areas:
        client, said = signed_in(officers.get(area.pk, world.root)), {}
        for reading in Reading:
            reader = Reader(world, area, reading, client)
            lines, table = reader.lines(), reader.explored() if area != world.country else {}
            # Before its day a unit has figures by the units of today alone.
            first = date.min if reading is Reading.NOW else area.opened_on
            for month in [one for one in months if last_day(one) >= first]:
                said[reading, month] = one = reader.board(month)
                day, where = last_day(month), (reader, month)
                assert one == numbers(as_of_one(area, day, old=False, reading=reading)), where
                assert lines[month] == reader.compared(month) == one, where
                if month in table:
                    assert table[month] == (one["covered"], one["expected"]), where
                homes, teams = (reader.explained(month, key) for key in (COVERED.key, TEAMS.key))
                assert homes in (None, (one["covered"], one["expected"])), where
                assert homes or officers.get(area.pk) is None, where
                assert teams == (one["with_team"], one["villages"]), where
        differ |= {
            area.pk for m in months[:1] if said.get((Reading.THEN, m)) != said[Reading.NOW, m]
        }
    return differ


@pytest.mark.by_turns(2)
def test_all_pages_of_a_unit_agree_in_both_readings(changed):
    communes = (changed.own, changed.sibling, changed.foreign)
    officers = {one.area.pk: one.officer for one in communes}
    areas = [changed.sibling.area, changed.province]
    if PROVING:
        areas += [changed.own.area, changed.foreign.area, changed.district, changed.country]
    months = months_since(changed.began)
    differ = agreeing(changed, areas, months if PROVING else months[:3:2], officers)
    # A merger is another number of villages; a village that moved is other households, too.
    changes = communes if PROVING else [changed.sibling]
    assert {one.area.pk for one in changes} <= differ


@pytest.mark.long
def test_all_pages_agree_where_communes_were_merged_and_one_was_divided(world, settings):
    """Our commune and a new one become one; a village of ours had ended before; the one beside it is divided, its rest stays."""
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    district, own = world.district, world.own.area
    with time_machine.travel(timezone.now(), tick=False) as clock:
        began = timezone.localdate()
        other = open_area(parent=district, level=Level.COMMUNE, **named_now("xa", "Bên", began))
        gone, stays = (
            open_area(parent=one, level=Level.VILLAGE, **named_now("thon", "Xưa", began))
            for one in (own, other)
        )
        for commune in (own, other):
            recount_villages(commune)
        for village in (*world.own.villages, *world.sibling.villages, gone, stays):
            home = add_household(by=world.root, village=village, head_name="Chủ Hộ")
            assess(by=world.root, resident=home.residents.get(is_head=True), results=ALL)
        clock.shift(timedelta(32))
        end(by=world.root, household=gone.households.get())
        clock.shift(timedelta(1))
        done(world, Kind.END, [gone], [], area=own, on=timezone.localdate())
        clock.shift(timedelta(32))
        join(world, [own, other])
        parts = [Unit(kind="xa", name=name, parent=district) for name in ("Một", "Hai")]
        split = drafted(world.province, Kind.SPLIT, [world.sibling.area], parts, on=ago(10))
        to = list(split.operations.get().parts.targets().order_by("pk"))
        for part, village in zip(to * 2, world.sibling.villages, strict=False):
            allot(by=None, operation=part.operation, part=part, areas=[village.pk])
        carried(split, proposer=world.reviewer, approver=world.root)
        clock.shift(timedelta(32))
        call_command("snapshot")
        areas = [new_one(), new_one("Một"), district, world.province, world.country]
        # Whoever reads no names has whole months of a commune alone.
        officers = {areas[0].pk: world.own.officer, areas[1].pk: world.sibling.officer}
        for pk, officer in officers.items():
            User.unscoped.filter(pk=officer.pk).update(area=pk)
            officer.refresh_from_db()
        agreeing(world, areas, months_since(began), officers)


def named_now(kind, name, on):
    return {"kind": kind, "name": name, "code": "", "document": "", "opened_on": on}
