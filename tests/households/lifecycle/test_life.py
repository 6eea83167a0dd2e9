"""A household moves, leaves, comes back, changes its head: dated, counted, written down."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from audit.models import AuditEntry
from households.counts.checks import wrong_standings
from households.counts.contribution import MOVED
from households.counts.rollup import HOUSEHOLDS
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Resident
from households.register import actions as register_actions
from households.register.rules import UNSEEN, Clash, next_head_of, relation_after
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from tests.factories import VillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ALL = [2, 2, 2, 2, 2]


@pytest.fixture
def other(village):
    """Another village of the same commune."""
    return VillageFactory(parent=village.commune)


@pytest.fixture
def household(officer, village):
    household = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", birth_year=1950, results=ALL, on=day(-20)
    )
    for name, relation, born in (("Vũ An", "spouse", 1955), ("Lê Con", "child", 1980)):
        register_actions.add_resident(
            by=officer, household=household, full_name=name, relation=relation, birth_year=born
        )
    return fresh(household)


@pytest.fixture(autouse=True)
def everything_adds_up_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []
    moved = Movement.unscoped.order_by().values("village").annotate(n=Sum("households"))
    for row in moved:
        count = VillageCount.unscoped.get(area=row["village"])
        sums = Movement.unscoped.filter(village=row["village"]).order_by()
        found = sums.aggregate(**{f"n_{name}": Sum(name) for name in MOVED})
        assert {n: found[f"n_{n}"] for n in MOVED} == {n: getattr(count, n) for n in MOVED}


def day(days=0):
    return timezone.localdate() + timedelta(days)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def person(household, name):
    return Resident.unscoped.get(household=household, full_name=name)


def counted(village):
    return VillageCount.unscoped.filter(area=village).values_list("households", "covered").first()


def causes(village):
    # Of people alone others move, too: who came today is of no day before.
    rows = Movement.unscoped.filter(village=village).exclude(households=0, covered=0)
    return list(rows.values_list("cause", "households", "covered"))


def verbs(household):
    return list(AuditEntry.unscoped.about(household).values_list("verb", flat=True))


# --- To another village of the commune ---


def test_a_household_moves_with_its_people_and_figures(officer, household, village, other):
    lifecycle_actions.move_within(by=officer, household=household, village=other, on=day(-3))
    assert fresh(household).village == other
    assert (counted(village), counted(other)) == ((0, 0), (1, 1))
    assert causes(village)[-1] == ("moved_out", -1, -1)
    assert causes(other) == [("moved_in", 1, 1)]
    assert Assessment.unscoped.get().resident.household.village == other


def test_a_move_is_written_down_at_both_places(officer, household, village, other):
    lifecycle_actions.move_within(by=officer, household=household, village=other)
    entries = AuditEntry.unscoped.about(household).filter(verb__contains="thôn khác")
    assert {(e.verb, e.place) for e in entries} == {
        ("Chuyển sang thôn khác", village.path),
        ("Chuyển đến từ thôn khác", other.path),
    }
    assert entries[0].changes["village"] == [village.full_name, other.full_name]


def test_the_same_move_twice_is_made_once(officer, household, other):
    for _ in range(2):
        lifecycle_actions.move_within(by=officer, household=household, village=other)
    assert len(causes(other)) == 1


def test_a_household_moves_neither_to_another_commune_nor_to_a_closed_village(
    officer, household, other
):
    other.closed_on = day()
    other.save()
    for village in (VillageFactory(), other, other.commune):
        with pytest.raises(register_actions.Refused, match="cùng xã"):
            lifecycle_actions.move_within(by=officer, household=household, village=village)


@pytest.mark.parametrize("act", ["move_within", "move_out", "end"])
@pytest.mark.parametrize(("ago", "error"), [(-1, ValueError), (21, register_actions.Refused)])
def test_a_turn_is_not_before_the_entry_nor_after_today(officer, household, other, act, ago, error):
    where = {"village": other} if act == "move_within" else {}
    with pytest.raises(error):
        getattr(lifecycle_actions, act)(by=officer, household=household, on=day(-ago), **where)
    assert fresh(household).version == household.version


def test_a_turn_seen_at_an_older_version_is_a_conflict(officer, household, other):
    register_actions.change_household(
        by=officer, household=household, version=household.version, hamlet="Xóm 3"
    )
    for act in (lifecycle_actions.move_out, lifecycle_actions.end):
        with pytest.raises(register_actions.Conflict):
            act(by=officer, household=household, version=household.version)
    with pytest.raises(register_actions.Conflict):
        lifecycle_actions.move_within(
            by=officer, household=household, village=other, version=household.version
        )


# --- Out of the register, and back ---


@pytest.mark.parametrize(
    ("act", "status", "cause"),
    [("move_out", "moved_away", "moved_out"), ("end", "ended", "ended")],
)
def test_a_household_leaves_from_a_day_on(officer, household, village, act, status, cause):
    getattr(lifecycle_actions, act)(by=officer, household=household, on=day(-5))
    household = fresh(household)
    assert (household.status, household.closed_on) == (status, day(-5))
    assert household in Household.unscoped.on(day(-6))
    assert household not in Household.unscoped.on(day(-5))
    assert counted(village) == (0, 0)
    assert causes(village)[-1] == (cause, -1, -1)


def test_a_household_comes_back_with_its_history(officer, household, village):
    lifecycle_actions.move_out(by=officer, household=household, on=day(-5))
    lifecycle_actions.come_back(by=officer, household=household, on=day(-2))
    household = fresh(household)
    assert (household.status, household.closed_on, household.covered) == ("resident", None, True)
    assert causes(village)[-1] == ("moved_in", 1, 1)


def test_a_household_does_not_come_back_before_it_left(officer, household):
    lifecycle_actions.move_out(by=officer, household=household, on=day(-5))
    with pytest.raises(register_actions.Refused, match="trước ngày ra khỏi sổ"):
        lifecycle_actions.come_back(by=officer, household=household, on=day(-6))


def test_what_left_the_register_does_not_leave_again(officer, household, other):
    lifecycle_actions.end(by=officer, household=household)
    lifecycle_actions.end(by=officer, household=household)
    for act in (
        lambda: lifecycle_actions.move_out(by=officer, household=household),
        lambda: lifecycle_actions.move_within(by=officer, household=household, village=other),
        lambda: lifecycle_actions.split(by=officer, household=household, head_name="Lê Riêng"),
    ):
        with pytest.raises(register_actions.Refused, match="Trở lại sổ"):
            act()
    assert verbs(household).count("Đổi tình trạng hộ") == 1


def test_nobody_makes_a_household_merged_by_its_status(officer, household):
    with pytest.raises(register_actions.Refused):
        register_actions.set_status(by=officer, household=household, status="merged")


# --- The head ---


def test_when_the_head_leaves_the_oldest_adult_follows(officer, household):
    register_actions.leave(by=officer, resident=person(household, "Lê Lan"), on=day(-1))
    household = fresh(household)
    assert (household.head_name, household.search_key) == ("Vũ An", "vu an")
    assert person(household, "Vũ An").relation == "head"
    assert person(household, "Lê Con").relation == "child"
    assert person(household, "Lê Lan").left_on == day(-1)
    entry = AuditEntry.unscoped.about(household).first()
    assert entry.told["head_name"] == ["Lê Lan", "Vũ An"]


def test_when_the_head_leaves_whoever_is_named_follows(officer, household):
    child = person(household, "Lê Con")
    register_actions.leave(by=officer, resident=person(household, "Lê Lan"), next_head=child)
    assert fresh(household).head_name == "Lê Con"
    assert person(household, "Vũ An").relation == "parent"


def test_the_head_changes_and_the_one_before_stays(officer, household):
    register_actions.change_head(by=officer, household=household, head=person(household, "Lê Con"))
    assert fresh(household).head_name == "Lê Con"
    assert person(household, "Lê Lan").relation == "parent"
    assert [p.full_name for p in household.residents.filter(is_head=True)] == ["Lê Con"]
    assert verbs(household)[0] == "Đổi chủ hộ"


LAN, AN = "0905 111 111", "0905 222 222"


def numbered(officer, household, own=AN):
    """Give the head a number, which is the household's, and the spouse one of their own."""
    version = fresh(household).version
    register_actions.change_household(by=officer, household=household, version=version, phone=LAN)
    register_actions.change_resident(by=officer, resident=person(household, "Vũ An"), phone=own)
    return person(household, "Lê Lan"), person(household, "Vũ An")


def numbers(household, *people):
    return [fresh(one).phone for one in (household, *people)]


def test_the_next_head_brings_a_number_and_the_one_before_keeps_theirs(officer, household):
    lan, an = numbered(officer, household)
    register_actions.change_head(by=officer, household=household, head=an)
    assert numbers(household, lan, an) == [AN, LAN, ""]
    assert fresh(household).search_key.endswith(AN.replace(" ", ""))
    assert AuditEntry.unscoped.about(household).first().told["phone"] == [LAN, AN]
    register_actions.change_head(by=officer, household=household, head=lan)
    assert numbers(household, lan, an) == [LAN, "", AN]


def test_a_next_head_without_a_number_is_reached_by_that_of_the_one_before(officer, household):
    lan, an = numbered(officer, household, own="")
    register_actions.change_head(by=officer, household=household, head=an)
    assert numbers(household, lan, an) == [LAN, LAN, ""]


def test_a_head_who_leaves_takes_the_number_along(officer, household):
    lan, an = numbered(officer, household, own="")
    register_actions.leave(by=officer, resident=lan)
    assert numbers(household, lan, an) == ["", LAN, ""]


def test_a_head_who_is_reached_by_anothers_number_never_gets_it_as_their_own(officer, household):
    lan, an = numbered(officer, household, own="")
    register_actions.change_head(by=officer, household=household, head=an)
    register_actions.change_head(by=officer, household=household, head=lan)
    assert numbers(household, lan, an) == [LAN, "", ""]
    register_actions.change_head(by=officer, household=household, head=an)
    register_actions.leave(by=officer, resident=an, next_head=person(household, "Lê Con"))
    # Whoever is head next is reached by it as long as Lan lives there.
    assert numbers(household, lan, an) == [LAN, LAN, ""]


def test_the_number_leaves_the_household_with_whoever_has_it(officer, household):
    lan, an = numbered(officer, household, own="")
    register_actions.change_head(by=officer, household=household, head=an)
    register_actions.leave(by=officer, resident=lan)
    assert numbers(household, lan, an) == ["", LAN, ""]
    assert LAN.replace(" ", "") not in fresh(household).search_key
    assert AuditEntry.unscoped.about(household).first().told["phone"] == [LAN, ""]


def test_a_number_of_two_stays_when_one_of_them_leaves(officer, household):
    lan, _an = numbered(officer, household, own="")
    child = person(household, "Lê Con")
    register_actions.change_resident(by=officer, resident=child, phone=LAN)
    register_actions.change_head(by=officer, household=household, head=person(household, "Vũ An"))
    register_actions.change_resident(by=officer, resident=lan, phone=LAN)
    register_actions.leave(by=officer, resident=lan)
    assert numbers(household, child) == [LAN, LAN]


def test_a_number_of_the_head_and_another_stays_when_the_other_leaves(officer, household):
    """Nobody else was made head: it is the head's as much as theirs."""
    lan, an = numbered(officer, household, own=LAN)
    register_actions.leave(by=officer, resident=an)
    assert numbers(household, lan, an) == [LAN, "", LAN]


def test_a_head_who_shares_a_number_keeps_it_as_their_own(officer, household):
    lan, an = numbered(officer, household, own=LAN)
    register_actions.change_head(by=officer, household=household, head=an)
    assert numbers(household, lan, an) == [LAN, LAN, ""]


def test_a_number_that_stays_with_one_who_shares_it_leaves_with_them(officer, household):
    lan, an = numbered(officer, household, own=LAN)
    child = person(household, "Lê Con")
    register_actions.leave(by=officer, resident=lan, next_head=child)
    assert numbers(household, lan, an) == [LAN, LAN, LAN]
    register_actions.leave(by=officer, resident=an)
    assert numbers(household, lan, an) == ["", LAN, LAN]


@pytest.mark.parametrize("stays_head", [True, False])
def test_a_number_comes_back_with_its_owner(officer, household, stays_head):
    """They had left by mistake, as the head or after another was made head."""
    lan, an = numbered(officer, household, own="")
    if not stays_head:
        register_actions.change_head(by=officer, household=household, head=an)
    register_actions.leave(by=officer, resident=lan)
    assert numbers(household, lan) == ["", LAN]
    register_actions.change_resident(by=officer, resident=lan, left_on=None)
    assert numbers(household, lan) == [LAN, LAN]
    assert fresh(household).search_key.endswith(LAN.replace(" ", ""))
    assert AuditEntry.unscoped.about(household).first().told["phone"] == ["", LAN]


def test_a_number_given_meanwhile_stays_when_the_owner_of_the_one_before_comes_back(
    officer, household
):
    lan, _an = numbered(officer, household, own="")
    register_actions.leave(by=officer, resident=lan)
    version = fresh(household).version
    register_actions.change_household(by=officer, household=household, version=version, phone=AN)
    register_actions.change_resident(by=officer, resident=lan, left_on=None)
    assert numbers(household, lan) == [AN, LAN]


def test_a_stranger_does_not_become_head(officer, household, village):
    stranger = register_actions.add_household(by=officer, village=village, head_name="Người Lạ")
    with pytest.raises(register_actions.Refused):
        register_actions.change_head(by=officer, household=household, head=stranger.residents.get())


def test_a_former_head_who_comes_back_is_one_of_the_people(officer, household):
    head = person(household, "Lê Lan")
    register_actions.leave(by=officer, resident=head)
    register_actions.change_resident(by=officer, resident=head, left_on=None)
    assert (fresh(head).is_head, fresh(household).head_name) == (False, "Vũ An")


def test_the_last_one_does_not_leave_alone(officer, village):
    alone = register_actions.add_household(by=officer, village=village, head_name="Lê Một")
    with pytest.raises(register_actions.Refused, match="Chuyển đi"):
        register_actions.leave(by=officer, resident=alone.residents.get())


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ([1990, 1950, 1970], 1),
        ([None, 2000, 1999], 2),
        ([None, 2020, None], 0),
        ([2020, 2015], 1),
        ([], None),
    ],
)
def test_the_next_head_is_the_oldest_adult(born, expected):
    people = [Resident(pk=n, full_name="X", birth_year=year) for n, year in enumerate(born)]
    found = next_head_of(people, day())
    assert (found and found.pk) == expected


@pytest.mark.parametrize(
    ("head", "who", "becomes"),
    [
        ("spouse", "head", "spouse"),
        ("spouse", "child", "child"),
        ("spouse", "parent", "other"),
        ("child", "head", "parent"),
        ("child", "spouse", "parent"),
        ("child", "child", "other"),
        ("parent", "head", "child"),
        ("other", "child", "other"),
    ],
)
def test_what_people_are_to_the_next_head(head, who, becomes):
    assert relation_after(head, who) == becomes


# --- Two people at one person or status ---


def test_changes_of_two_people_to_one_person_go_together(officer, household):
    child = person(household, "Lê Con")
    was = {"full_name": "Lê Con", "birth_year": 1980, "sex": ""}
    one, two = {**was, "sex": "m"}, {**was, "birth_year": 1981}
    for said in (one, two):
        register_actions.change_resident(by=officer, resident=child, was=was, **said)
    child = fresh(child)
    assert (child.sex, child.birth_year) == ("m", 1981)
    with pytest.raises(Clash) as clash:
        register_actions.change_resident(
            by=officer, resident=child, was=was, **{**was, "birth_year": 1979}
        )
    assert (clash.value.mine, clash.value.theirs) == ({"birth_year": 1979}, {"birth_year": 1981})


def test_changes_of_two_people_to_one_household_go_together(officer, household):
    was = {"head_name": "Lê Lan", "hamlet": "", "phone": ""}
    register_actions.change_household(
        by=officer, household=household, was=was, **{**was, "hamlet": "A"}
    )
    register_actions.change_household(
        by=officer, household=household, was=was, **{**was, "phone": "0905"}
    )
    now = fresh(household)
    assert (now.hamlet, now.phone) == ("A", "0905")
    with pytest.raises(Clash):
        register_actions.change_household(by=officer, household=household, was=was, hamlet="B")
    with pytest.raises(Clash):
        register_actions.change_household(
            by=officer, household=household, was={"hamlet": UNSEEN}, hamlet="B"
        )


def test_a_status_that_changed_meanwhile_is_asked(officer, household):
    register_actions.set_status(by=officer, household=household, status="refused", was="resident")
    with pytest.raises(Clash):
        register_actions.set_status(
            by=officer, household=household, status="nobody_home", was="resident"
        )
    register_actions.set_status(by=officer, household=household, status="refused", was="resident")
    assert fresh(household).status == "refused"


def test_a_person_seen_at_an_older_version_is_a_conflict(officer, household):
    with pytest.raises(register_actions.Conflict):
        register_actions.change_resident(
            by=officer, resident=person(household, "Lê Con"), version=0, full_name="Lê Kha"
        )


def test_what_was_not_chosen_is_in_the_journal(officer, household):
    kept, unchosen = {"hamlet": "A", "phone": "1"}, {"hamlet": "B", "phone": "1"}
    register_actions.note_unchosen(by=officer, household=household, kept=kept, unchosen=unchosen)
    entry = AuditEntry.unscoped.about(household).first()
    assert (entry.verb, entry.told) == ("Không chọn", {"hamlet": ["B", "A"]})
