"""A household of which no village is known is read only; what the law asks waits for no village."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from areas.actions import holder_of
from households.bulk.actions import Kept, RowChange, Written, change_many, take_back_many
from households.counts.rollup import HOUSEHOLDS
from households.duplicates import actions as duplicates_actions
from households.erasing import actions as erasing_actions
from households.lifecycle import actions as lifecycle_actions
from households.lifecycle.actions.rehoming import rehome
from households.models import Household
from households.register import actions as register_actions
from households.register.actions import Refused, restricting
from households.survey import actions as survey_actions
from households.survey.actions import Unsaved
from rollup.counts import recount, wrong_rows
from skills.coverage import ages_passed

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
LONG_AGO = date(2026, 1, 1)
ALL = [2, 2, 2, 2, 2]


@pytest.fixture
def homes(officer, village):
    """Give two households of which no village is known, and one of the village."""
    homes = [
        register_actions.add_household(
            by=officer,
            village=village,
            head_name=name,
            birth_year=1950,
            results=ALL,
            on=some_days_ago(),
        )
        for name in ("Lê Lan", "Vũ An", "Hà Mai")
    ]
    holder = holder_of(by=officer, commune=village.commune, since=LONG_AGO)
    keys = {one.pk for one in homes[:2]}
    rehome(old=village, new=holder, on=LONG_AGO, at=timezone.now(), keys=keys)
    recount(village, holder)
    return [fresh(one) for one in homes]


def some_days_ago():
    return timezone.localdate() - timedelta(20)


def fresh(row):
    return Household.unscoped.select_related("village__commune").get(pk=row.pk)


def test_nothing_is_written_of_it(officer, homes):
    home, twin, other = homes
    person = home.residents.get()
    village = other.village
    writes = [
        lambda: register_actions.change_household(by=officer, household=home, hamlet="Xóm 2"),
        lambda: register_actions.add_resident(by=officer, household=home, full_name="Lê Con"),
        lambda: register_actions.set_status(by=officer, household=home, status="nobody_home"),
        lambda: survey_actions.assess(by=officer, resident=person, results=ALL),
        lambda: lifecycle_actions.move_within(by=officer, household=home, village=village),
        lambda: lifecycle_actions.move_out(by=officer, household=home),
        lambda: lifecycle_actions.end(by=officer, household=home),
        lambda: lifecycle_actions.split(by=officer, household=home, head_name="Lê Con"),
        lambda: duplicates_actions.merge(by=officer, keep=other, duplicate=twin),
        lambda: register_actions.add_household(by=officer, village=home.village, head_name="Mới"),
    ]
    for write in writes:
        with pytest.raises(Refused, match="chưa phân về thôn nào"):
            write()
    (confirmed,) = survey_actions.confirm(by=officer, households=[home, other])
    assert confirmed.household == other


def test_no_household_moves_there_by_hand(officer, homes):
    holder, other = homes[0].village, homes[2]
    with pytest.raises(Refused, match="thôn đang có"):
        lifecycle_actions.move_within(by=officer, household=other, village=holder)


def test_what_a_file_brought_is_not_taken_back_there(officer, homes):
    home, village = homes[0], homes[2].village
    row = Written(key=1, village=village, household=home.pk, version=home.version, is_new=True)
    assert take_back_many(by=officer, rows=[row]) == {1: Kept.GONE}


def test_no_row_of_a_file_or_of_a_sheet_changes_it(officer, homes):
    home = homes[0]
    rows = [
        RowChange(1, home.village, home.pk, home.residents.get().pk, home={"hamlet": ("", "X")})
    ]
    assert change_many(by=officer, rows=rows).refused == {1: Unsaved.GONE}
    assert fresh(home).hamlet == ""


def test_what_the_law_asks_is_done_there(officer, homes):
    home, twin, _other = homes
    assert restricting.restrict_use(by=officer, household=home, on=LONG_AGO).restricted_on
    erasing_actions.erase_household(by=officer, household=twin)
    assert fresh(twin).head_name != "Vũ An"


def test_people_come_of_age_there(officer, homes):
    home = homes[0]
    day = date(timezone.localdate().year + 1, 1, 2)
    home.residents.update(birth_year=day.year - ages_passed()[0])
    assert lifecycle_actions.come_of_age(day=day) == 1
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
