"""Which decisions on units above the village are refused, what follows, and what leads back."""

import pytest

from areas.actions import rename
from areas.models import BEFORE_RECORDS, Area, Placement
from audit.actions import record
from households.register.actions import add_household
from privacy.models import SubjectRequest
from reorganisations.applying import actions
from reorganisations.applying.queries.below import names_twice
from reorganisations.applying.queries.checks import Wrong
from reorganisations.applying.queries.following_above import to_decide_above
from reorganisations.applying.queries.renewed import WORDS, laid_down
from reorganisations.applying.queries.since import done_since
from reorganisations.applying.rules.registry import Rule, columns_of
from reorganisations.drafting.actions import Unit, reverse, write
from reorganisations.models import Operation
from teams.models import SupportPolicy
from tests.factories import (
    CommuneFactory,
    LocalPlatformFactory,
    SentOperationFactory,
    SubjectRequestFactory,
    SupportTopUpFactory,
    TeamFactory,
)
from tests.reorganisations.above import ago, check, done, join, new_one
from tests.reorganisations.plays import carried, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
Kind = Operation.Kind


def decided(operation):
    """Return what somebody has to decide of an operation, in words."""
    return "\n".join(words for words, _where in to_decide_above(operation))


@pytest.fixture
def pair(world):
    """Our commune and the one beside it."""
    return [world.own.area, world.sibling.area]


def test_what_never_can_be_is_refused_in_words(world, pair):
    """Whoever decides must stand above all of it, levels must fit, and nothing may be left in what ends."""
    own, province, district = world.own.area, world.province, world.district
    far = world.other_province
    xa = {"kind": "xa", "name": "Nào Đó"}
    wrong = [
        (Kind.END, [own], [], province, "còn đơn vị"),
        (Kind.MERGE, pair, [Unit(**xa, parent=own)], province, "không đứng dưới"),
        (Kind.MERGE, [own, district], [Unit(**xa, parent=province)], province, "cùng cấp"),
        (Kind.MERGE, pair, [Unit(kind="huyen", name="Nào", parent=province)], province, "cùng cấp"),
        (Kind.MERGE, pair, [Unit(**xa, parent=province)], own, "quyết định của tỉnh"),
        (Kind.MOVE, [own], [Unit(**xa, parent=far, area=own)], province, "nằm ngoài"),
        (
            Kind.MERGE,
            [province, far],
            [Unit(kind="tinh", name="Nào", parent=world.country)],
            province,
            "cả nước",
        ),
        (Kind.MERGE, pair, [], province, "Ghi đơn vị mới"),
        (Kind.MERGE, [own], [Unit(**xa, parent=province)], province, "hai đơn vị"),
    ]
    for kind, sources, units, area, words in wrong:
        decision = drafted(area, kind, sources, units)
        with pytest.raises(Wrong, match=words):
            carried(decision, proposer=world.reviewer, approver=world.root)


def test_the_next_of_a_code_or_a_name_is_told(world, pair):
    own = world.foreign.area
    Area.unscoped.filter(pk=own.pk).update(code="22111")
    unit = Unit(kind="xa", name="Mới", code="22111", parent=world.district)
    with pytest.raises(Wrong, match="22111"):
        done(world, Kind.MERGE, pair, [unit])


def test_two_of_one_name_that_would_meet_are_listed(world, pair):
    beside = Area.unscoped.villages().filter(commune=pair[1])[0]
    Area.unscoped.filter(pk=beside.pk).update(name=world.own.village.name)
    unit = Unit(kind="xa", name="Hợp Nhất", parent=world.district)
    operation = drafted(world.province, Kind.MERGE, pair, [unit]).operations.get()
    assert names_twice(operation) == [
        (
            world.own.village.full_name,
            sorted([world.own.village, beside], key=lambda one: (one.sort_key, one.pk)),
        )
    ]
    where = f"{pair[0].full_name}, {pair[1].full_name}"
    assert f"{world.own.village.full_name} ({where})" in decided(operation)
    # What stands in one unit is counted, not named again.
    third = Area.unscoped.villages().filter(commune=pair[1]).exclude(pk=beside.pk)
    third.update(name=world.own.village.name)
    assert f"({where}: {1 + third.count()})" in decided(operation)
    Area.unscoped.filter(commune=pair[1]).update(name="Khác")
    assert names_twice(operation)[0][0] == "Thôn Khác"


def test_what_units_laid_down_themselves_is_named_before_they_end(world, pair):
    """Each kind of it has its words; what lives on keeps its own."""
    assert WORDS.keys() == {label for label, _field in columns_of(Rule.RENEWED)}
    unit = Unit(kind="xa", name="Hợp Nhất", parent=world.district)
    operation = drafted(world.province, Kind.MERGE, pair, [unit]).operations.get()
    assert "Quy định riêng" not in decided(operation)
    SupportTopUpFactory(commune=pair[1])
    assert "đơn vị mới đặt lại: mức hỗ trợ thêm của xã." in decided(operation)
    kept = Unit(kind="xa", name="Hợp Nhất", parent=world.district, area=pair[1])
    operation = drafted(world.province, Kind.MERGE, pair, [kept]).operations.get()
    assert "Quy định riêng" not in decided(operation)
    assert laid_down([world.province.pk]) == ["mức hỗ trợ"]
    # What is over already is nothing to lay down anew.
    SupportPolicy.unscoped.update(last_on=ago(1))
    assert laid_down([world.province.pk]) == []


def test_a_save_that_waited_while_its_village_went_elsewhere_is_counted_there(world, pair):
    village = Area.unscoped.select_related("commune").get(pk=world.own.village.pk)
    unit = Unit(kind="xa", name="Lập", parent=world.district)
    done(world, Kind.FORM, [world.own.village], [unit])
    add_household(by=world.own.officer, village=village, head_name="Lê Lan")
    assert village.commune == new_one("Lập")
    check()


class TestSince:
    def test_what_is_recorded_anywhere_below_stands_against_taking_it_back(self, world, pair):
        decision = join(world, pair)
        assert not done_since(decision).exists()
        village = Area.unscoped.get(pk=world.own.village.pk)
        record(world.root, "Sửa", village, place=village.path)
        assert done_since(decision).count() == 1
        with pytest.raises(actions.BuiltOn):
            actions.undo(by=world.root, reorganisation=decision)

    def test_of_a_district_that_ended_its_communes_tell(self, world):
        decision = done(world, Kind.END, [world.district], [])
        record(world.root, "Sửa", world.foreign.village, place=world.foreign.village.path)
        assert not done_since(decision).exists()
        village = Area.unscoped.get(pk=world.own.village.pk)
        record(world.root, "Sửa", village, place=village.path)
        assert done_since(decision).exists()


class TestFollowing:
    """What is open and names a commune or province is of the one that follows; what two of them laid down is not."""

    def test_requests_of_residents_follow_their_village_wherever_it_goes(self, world):
        village = world.own.village
        SubjectRequestFactory(commune=world.own.area, household=world.own.household)
        waits = SentOperationFactory(village=village, state="waiting", why="closed")
        over = SentOperationFactory(village=village)
        unit = Unit(kind=village.kind, name=village.name, parent=world.sibling.area, area=village)
        decision = drafted(world.own.area, Kind.MOVE, [village], [unit])
        carried(decision, proposer=world.own.officer, approver=world.reviewer)
        asked = SubjectRequest.unscoped.filter(household=world.own.household, decision="")
        assert {one.commune for one in asked} == {world.sibling.area}
        # What a member of the village sent and waits for an officer goes along, too; what is over stays.
        for row, commune in ((waits, world.sibling.area), (over, world.own.area)):
            row.refresh_from_db()
            assert row.commune == commune
        actions.undo(by=world.reviewer, reorganisation=decision)
        assert {one.commune for one in asked.all()} == {world.own.area}

    def test_open_ones_follow_into_one_and_their_like_stay(self, world, pair):
        own, beside = pair
        for name, area in (("Chung", own), ("Chung", beside), ("Riêng", own)):
            LocalPlatformFactory(name=name, area=area)
        team = TeamFactory(area=own, tier="commune")
        days = {"done_on": ago(0), "acknowledged_on": ago(0)}
        answered = SubjectRequestFactory(commune=own, decision="done", **days)
        waiting = SubjectRequestFactory(commune=own)
        decision = join(world, pair)
        new = new_one()
        assert sorted(new.platforms.values_list("name", flat=True)) == ["Chung", "Riêng"]
        for row, commune in ((answered, own), (waiting, new)):
            row.refresh_from_db()
            assert row.commune == commune
        team.refresh_from_db()
        assert team.area == new
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert own.platforms.count() == 2
        team.refresh_from_db()
        assert team.area == own


class TestTheOtherWayRound:
    """Where something was recorded since, a draft leads back; whoever writes it finds everything assigned."""

    def back(self, world, decision):
        decision.refresh_from_db()
        draft = reverse(by=world.root, decision=decision)
        facts = {"number": "2", "signed_on": ago(0), "effective_on": ago(0)}
        write(by=world.root, decision=draft, **facts)
        return carried(draft, proposer=world.reviewer, approver=world.root)

    def where(self):
        """Return by village the names of what it stands in."""
        rows = Area.unscoped.villages().filter(closed_on=None)
        names = ("pk", "commune__name", "commune__district__name", "commune__province__name")
        return {pk: names for pk, *names in rows.values_list(*names)}

    @pytest.mark.parametrize("lives_on", [False, True])
    def test_of_a_merger(self, world, pair, lives_on):
        before = self.where()
        living = {"area": pair[1]} if lives_on else {}
        self.back(world, join(world, pair, **living))
        assert self.where() == before
        check()

    def test_of_a_district_that_ended(self, world):
        before = self.where()
        self.back(world, done(world, Kind.END, [world.district], [], on=ago(3)))
        assert self.where() == before

    def test_of_a_commune_made_of_villages(self, world, pair):
        before = self.where()
        some = [world.own.villages[0], Area.unscoped.villages().filter(commune=pair[1])[0]]
        unit = Unit(kind="xa", name="Lập", parent=world.district)
        self.back(world, done(world, Kind.FORM, some, [unit], on=ago(3)))
        assert self.where() == before
        check()


def test_a_name_is_taken_by_whoever_bears_it_today_marks_and_all(world, pair):
    """Provinces have "Cẩm Giang" beside "Cẩm Giàng"; what was called so once gave the name back."""
    other = CommuneFactory(parent=world.district, name="Cẩm Giàng")
    Placement.of(other, BEFORE_RECORDS).save()
    decision = drafted(
        world.province, Kind.MERGE, pair, [Unit("xa", "CẨM GIÀNG", world.district)], on=ago(10)
    )
    with pytest.raises(Wrong, match="đã có Xã CẨM GIÀNG"):
        carried(decision, proposer=world.reviewer, approver=world.root)
    unit = Unit("xa", "Cẩm Giang", world.district)
    done(world, Kind.MERGE, pair, [unit], on=ago(10))
    rename(by=None, area=other, kind="xa", name="Đổi Rồi", on=ago(9), document="1/NQ")
    # Two that stood side by side before are no matter of what is called otherwise than both.
    new = new_one("Cẩm Giang")
    named = Unit(kind="phuong", name="Cẩm Giàng", parent=world.district, area=new)
    done(world, Kind.CHANGE, [new], [named], on=ago(2))
    CommuneFactory(parent=world.district, name="Cẩm Giàng", kind="phuong")
    moved = Unit(kind="phuong", name="Cẩm Giàng", parent=world.district, area=new)
    third = CommuneFactory(parent=world.district, name="Nhập Vào")
    Placement.of(third, BEFORE_RECORDS).save()
    done(world, Kind.MERGE, [third, new], [moved], on=ago(1))
