"""The reform of 2025 over a register of the map of 2024: what went whole goes along, the rest waits for people."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.roles import Role
from areas.kinds import Level
from areas.loading import REFORM
from areas.management.commands.load_units import load
from areas.maps import Selection
from areas.models import Area, Succession
from audit.models import AuditEntry
from figures.as_of import as_of_one
from figures.live import figures_of_one
from figures.standing import Reading
from households.models import Household
from reorganisations.drafting.actions import allot
from reorganisations.models import Operation, Reorganisation, State
from rollup.counts import recount
from tests.factories import HouseholdFactory, PlacementFactory, UserFactory, VillageFactory
from tests.reorganisations.above import check
from tests.reorganisations.plays import carried

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def villages():
    """Phú Yên of 2024 with a village, and a household, in each of some communes; "Sơn Nguyên" was divided."""
    load(Selection.of(map_year=2024, province="Phú Yên"), lambda _text: None)
    some = Area.unscoped.communes().filter(name__in=["An Ninh Tây", "An Ninh Đông", "An Thạch"])
    parted = _divided()
    made = [VillageFactory(parent=one, name="Phú Hội") for one in [*some, parted, parted]]
    for village in made:
        PlacementFactory(area=village)
        HouseholdFactory(village=village)
    recount(*made)
    return made


def _divided():
    """Return a commune of Phú Yên that went into several."""
    whole = Selection.of(map_year=2025, province="Phú Yên")
    links = [one for one in whole.lineage if one.level == Level.COMMUNE]
    olds = [one.old for one in links]
    names = {one.code: one.name for one in whole.before if one.level == Level.COMMUNE}
    code = next(one for one in sorted(olds) if olds.count(one) > 1)
    return Area.unscoped.communes().get(code=code, name=names[code])


def applied(*args):
    out = StringIO()
    call_command("apply_reform", "2025", "--province", "Phú Yên", *args, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_a_register_of_2024_goes_on_in_the_communes_of_2025(villages):
    assert "units to be taken along, 1 to be divided" in applied()
    country = Area.unscoped.get(level=Level.COUNTRY)
    one, other = (UserFactory(role=Role.ADMINISTRATOR, area=country) for _n in range(2))
    people = ("--proposer", one.username, "--approver", other.username)
    homes = dict(Household.unscoped.values_list("pk", "village"))
    assert applied(*people).startswith("3 units taken along by 1 decisions; 1 drafts")
    new = Area.unscoped.get(name="Tuy An Đông")
    assert {one.pk for one in Area.unscoped.villages().filter(commune=new)} == {
        one.pk for one in villages[:3]
    }
    assert new.province.name == "Đắk Lắk"
    # Nothing was written of the households, and the line of the lists says how many they are.
    assert dict(Household.unscoped.values_list("pk", "village")) == homes
    lines = Succession.unscoped.filter(successor=new, on=REFORM)
    assert set(lines.values_list("households", flat=True)) == {1}
    check()
    # What is left in the divided commune counts in the province that all of it went to, and did not before.
    today, before = timezone.localdate(), REFORM - timedelta(1)
    assert figures_of_one(new.province, today).households == 5
    for day in (before, REFORM, today):
        now = as_of_one(new.province, day, old=False, reading=Reading.NOW)
        assert (now.villages, now.households) == (5, 5), day
    old = Area.unscoped.get(name="Phú Yên", level=Level.PROVINCE)
    assert as_of_one(old, before, old=False).villages == 5
    assert as_of_one(old, REFORM, old=False).villages == 0
    # It stood there before the decision that it would else keep from being taken back.
    taken_in = AuditEntry.unscoped.get(verb="Tính vào tỉnh mới, chờ chia")
    assert not Operation.unscoped.filter(applied_at__lt=taken_in.at).exists()
    assert applied(*people).startswith("0 units taken along by 0 decisions; 0 drafts")

    draft = Reorganisation.unscoped.get(state=State.DRAFT)
    assert (draft.area, draft.effective_on) == (new.province, REFORM)
    operation = draft.operations.get()
    parts = list(operation.parts.targets())
    for village, part in zip(villages[3:], parts, strict=False):
        allot(by=one, operation=operation, part=part, areas=[village.pk])
    Reorganisation.unscoped.filter(pk=draft.pk).update(number="1", signed_on=REFORM)
    draft.refresh_from_db()
    assert carried(draft, proposer=one, approver=other).state == State.APPLIED
    assert not Area.unscoped.villages().open().exclude(commune__closed_on=None).exists()
    assert not Operation.unscoped.filter(applied_at=None).exists()
    check()


def test_two_who_may_decide_for_the_country_answer_for_it(villages):
    with pytest.raises(CommandError, match="no account of the country"):
        applied("--proposer", "ai")
