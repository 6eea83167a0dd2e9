"""A resident or a household is erased from the register: no name, number or hamlet; every sum as it was."""

from datetime import date

import pytest

from areas.actions import recount_villages
from audit.models import AuditEntry
from households.counts.checks import wrong_movements, wrong_standings
from households.duplicates.actions import merge
from households.erasing.actions import erase_household, erase_resident
from households.erasing.queries import erased_among
from households.erasing.rules import coarse_year
from households.lifecycle import actions as lifecycle_actions
from households.models import Erased, Household, Movement, Regrouping, Resident
from households.register import actions as register_actions
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from tests import scanning
from tests.factories import VillageFactory, today

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NAME, PHONE, HAMLET = "Zquỳnh Phướcx Đặngw", "0905 987 123", "Ngõ Wjkỡq"
WIFE, WIFES = "Hzoàng Thịx Mwậnq", "0905 987 456"
# What may hold a name of the register.
REGISTER = (
    "households_household",
    "households_resident",
    "households_regrouping",
    "audit_auditentry",
    "audit_personalvalue",
)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


@pytest.fixture
def household(officer, village):
    recount_villages(village.commune)
    return register_actions.add_household(
        by=officer,
        village=village,
        head_name=NAME,
        hamlet=HAMLET,
        phone=PHONE,
        birth_year=1967,
        results=[2, 2, 2, 2, 2],
        people=[
            register_actions.NewPerson(
                WIFE, relation="spouse", birth_year=1969, phone=WIFES, sex="f"
            ),
            register_actions.NewPerson("Con Út", birth_year=today().year - 13, sex="m"),
        ],
    )


@pytest.fixture
def head(household):
    return household.residents.get(is_head=True)


@pytest.fixture
def wife(household):
    return household.residents.get(relation="spouse")


def left_of(*texts):
    return scanning.in_columns(*texts, tables=REGISTER)


def sums():
    """Return all that is counted of households, today and by movements."""
    moving = {"saved_at"}
    rows = [list(m.unscoped.order_by("pk").values()) for m in (VillageCount, CommuneCount)]
    counts = [{k: row[k] for k in row.keys() - moving} for all_ in rows for row in all_]
    return counts, list(Movement.unscoped.order_by("pk").values())


def everything_adds_up():
    for wrong in (wrong_rows, wrong_standings, wrong_movements):
        compared, differ = wrong()
        assert (differ, compared > 0) == ([], True)


def test_a_head_is_erased_with_the_name_and_number_of_the_household(officer, household, head):
    erase_resident(by=officer, resident=head)
    assert left_of(NAME, PHONE) == {}
    home = fresh(household)
    assert home.head_name == fresh(head).full_name == f"(đã xóa tên) {head.code}"
    assert (home.phone, home.hamlet) == ("", HAMLET)
    assert home.version == household.version + 1


def test_what_counts_stays_as_it_was(officer, household, head):
    before, kept = sums(), fresh(head)
    erase_resident(by=officer, resident=head)
    assert sums() == before
    everything_adds_up()
    person = fresh(head)
    assert (person.results, person.sex, person.assessed_on) == ([2] * 5, "", kept.assessed_on)
    assert fresh(household).saved_at == household.saved_at


def test_somebody_else_is_erased_and_the_household_keeps_its_name(officer, household, wife):
    erase_resident(by=officer, resident=wife)
    assert left_of(WIFE, WIFES) == {}
    assert (fresh(household).head_name, fresh(household).phone) == (NAME, PHONE)
    assert (fresh(wife).sex, fresh(wife).relation) == ("f", "spouse")


def test_a_household_is_erased_with_all_its_people(officer, household):
    before = sums()
    erase_household(by=officer, household=household)
    assert left_of(NAME, PHONE, HAMLET, WIFE, WIFES, "Con Út") == {}
    assert sums() == before
    everything_adds_up()
    assert Erased.unscoped.count() == 4


def test_a_grown_person_keeps_their_group_and_decade_of_birth_and_a_child_the_year(
    officer, household
):
    born = list(household.residents.order_by("pk").values_list("birth_year", flat=True))
    erase_household(by=officer, household=household)
    years = household.residents.order_by("pk").values_list("birth_year", flat=True)
    assert list(years) == [*(coarse_year(year, today(), today()) for year in born[:2]), born[2]]


@pytest.mark.parametrize(
    ("born", "first", "kept"),
    [
        # The first of the decade, or of those of its years that are of the same group.
        (1958, 2026, 1950),
        (1969, 2026, 1967),
        (1994, 2026, 1991),
        (1988, 2026, 1980),
        # Who came into another group while they were counted is known by the year alone.
        (1989, 2023, 1989),
        (1966, 2024, 1966),
        # Not grown on the first day, and not known.
        (2010, 2026, 2010),
        (None, 2026, None),
    ],
)
def test_the_year_that_is_kept_is_of_the_same_group_on_every_day(born, first, kept):
    assert coarse_year(born, date(first, 3, 1), date(2026, 11, 1)) == kept


def test_an_erasure_twice_is_one(officer, household, head):
    first = erase_resident(by=officer, resident=head)
    version = fresh(household).version
    assert erase_resident(by=officer, resident=head) == first
    assert fresh(household).version == version
    whole = erase_household(by=officer, household=household)
    assert erase_household(by=officer, household=household) == whole
    assert AuditEntry.unscoped.filter(verb="Xóa dữ liệu cá nhân").count() == 2


def test_the_journal_says_that_it_was_done_by_a_code_alone(officer, household, head):
    erase_resident(by=officer, resident=head, request="Y0000007")
    entry = AuditEntry.unscoped.first()
    assert (entry.verb, entry.subject_key) == ("Xóa dữ liệu cá nhân", str(household.pk))
    assert (entry.changes, entry.document) == ({"erased": [None, head.code]}, "Y0000007")


def test_a_number_that_a_former_head_lends_goes_with_them(officer, household, head, wife):
    register_actions.change_resident(by=officer, resident=wife, phone="")
    register_actions.change_head(by=officer, household=household, head=wife)
    assert fresh(household).phone_of_id == head.pk
    erase_resident(by=officer, resident=head)
    assert left_of(NAME, PHONE) == {}
    assert (fresh(household).head_name, fresh(household).phone_of_id) == (WIFE, None)


def test_the_number_of_another_stays_with_a_household_whose_head_is_erased(
    officer, household, head, wife
):
    register_actions.change_resident(by=officer, resident=wife, phone="")
    register_actions.change_head(by=officer, household=household, head=wife)
    erase_resident(by=officer, resident=wife)
    assert (fresh(household).phone, fresh(household).phone_of_id) == (PHONE, head.pk)


def test_a_person_who_left_is_erased_too(officer, household, wife):
    register_actions.leave(by=officer, resident=wife)
    erase_resident(by=officer, resident=wife)
    assert left_of(WIFE, WIFES) == {}


def test_a_person_is_erased_in_every_household_that_was_merged(officer, village, household, head):
    twin = register_actions.add_household(
        by=officer, village=village, head_name=NAME.upper(), phone=PHONE.replace(" ", "")
    )
    merge(by=officer, keep=household, duplicate=twin)
    erase_resident(by=officer, resident=head)
    assert left_of(NAME, PHONE) == {}
    assert Erased.unscoped.count() == 2


def test_a_household_without_a_head_of_its_own_any_more_loses_the_name(officer, village, household):
    """Its head moved into the household that it was merged with."""
    other = register_actions.add_household(
        by=officer, village=village, head_name="Yxên Wạnh Zhò", phone="0905 987 789"
    )
    merge(by=officer, keep=household, duplicate=other)
    person = household.residents.get(full_name="Yxên Wạnh Zhò")
    erase_resident(by=officer, resident=person)
    assert left_of("Yxên Wạnh Zhò", "0905 987 789") == {}


def test_what_a_split_noted_brings_nothing_back(officer, household, head, wife):
    new = lifecycle_actions.split(by=officer, household=household, residents=[head], head=head)
    assert left_of(NAME) == {
        "households_household.head_name": 1,
        "households_household.search_key": 1,
        "households_household.sort_key": 1,
        "households_resident.full_name": 1,
        "households_regrouping.before": 1,
        "audit_personalvalue.after": 2,
    }
    erase_resident(by=officer, resident=fresh(head))
    assert left_of(NAME, PHONE) == {}
    assert fresh(household).head_name == WIFE
    with pytest.raises(register_actions.Refused):
        lifecycle_actions.undo_regrouping(by=officer, regrouping=Regrouping.unscoped.get())
    assert fresh(new).head_name.startswith("(đã xóa tên)")


def test_names_that_come_in_again_are_told_in_their_commune_alone(officer, household, head):
    commune, other = household.village.commune, VillageFactory().commune
    assert erased_among(commune, [NAME]) == set()
    erase_resident(by=officer, resident=head)
    names = ["Zquynh  PHƯỚCX đặngw", "Ai Khác", WIFE]
    assert erased_among(commune, names) == {"Zquynh  PHƯỚCX đặngw"}
    assert erased_among(other, names) == set()


def test_the_list_of_the_erased_holds_no_name_and_cannot_be_read_without_the_key(
    officer, household, head, settings
):
    erase_resident(by=officer, resident=head)
    assert scanning.in_columns(NAME, PHONE, tables=["households_erased"]) == {}
    commune = household.village.commune
    before, settings.SECRET_KEY = settings.SECRET_KEY, "a key of tomorrow"
    assert erased_among(commune, [NAME]) == set()
    settings.SECRET_KEY_FALLBACKS = [before]
    assert erased_among(commune, [NAME]) == {NAME}


def test_two_who_were_erased_are_not_one_person(officer, village):
    one, other = (
        register_actions.add_household(by=officer, village=village, head_name=f"Hộ Số {word}")
        for word in ("Một", "Hai")
    )
    for home in (one, other):
        erase_household(by=officer, household=home)
    merge(by=officer, keep=one, duplicate=other)
    assert Resident.unscoped.filter(household=one).count() == 2
    assert Household.unscoped.filter(head_name=fresh(one).head_name).count() == 1
