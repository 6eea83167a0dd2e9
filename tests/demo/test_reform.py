"""The second scene of the demo: the reform of 2025 played over the map of 2024."""

import pytest
from django.core.management import CommandError

from accounts.models import User
from areas.kinds import Level
from areas.loading import REFORM
from areas.models import Area, Succession
from figures.models import Snapshot
from figures.restated import Restated
from figures.standing import Reading
from households.models import Household
from reorganisations.models import Reorganisation, State
from rollup.counts import wrong_rows
from tests.demo.conftest import build_demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_demo"), pytest.mark.slow]
AFTER = {"Xã An Ninh Tây", "Xã An Ninh Đông", "Xã An Thạch"}


def test_the_reform_is_not_played_over_the_map_of_after_it():
    with pytest.raises(CommandError, match="bản đồ 2024"):
        build_demo(map=2025, reform=True)
    assert not Household.unscoped.exists()


@pytest.mark.long
def test_the_scene_of_the_reform(demo):
    printed = demo(reform=True)
    assert wrong_rows()[1] == []
    new = Area.unscoped.get(name="Tuy An Đông")
    lines = Succession.unscoped.filter(successor=new, on=REFORM).select_related("predecessor")
    assert {one.predecessor.full_name for one in lines} == AFTER
    villages = Area.unscoped.villages().filter(commune=new)
    homes = Household.unscoped.open().filter(village__in=villages).count()
    assert homes == sum(one.households for one in lines) > 0
    assert new.province.full_name == "Tỉnh Đắk Lắk"
    # Before the day the copies are of what stood, since then of what stands; today's units have both.
    months = Snapshot.unscoped.order_by("month").values_list("month", flat=True)
    kept = {one.area.full_name: one.month for one in Snapshot.unscoped.filter(month=months[0])}
    assert kept.keys() > AFTER
    assert Snapshot.unscoped.filter(area=new, month__gte=REFORM).exists()
    assert Restated(new.province, months[0], Reading.NOW).is_offered

    people = {one.username: one.area for one in User.unscoped.select_related("area")}
    assert people["canbo"] == new
    assert people["tinh"] == people["so"] == new.province
    # Whoever stands in a district that is no more waits for the level above.
    assert people["huyen"].closed_on == REFORM
    assert people["bo"].level == Level.COUNTRY
    assert "Lâm Gia Khánh" in printed

    states = list(Reorganisation.unscoped.values_list("state", flat=True))
    assert (
        states.count(State.APPLIED)
        == Reorganisation.unscoped.filter(effective_on__lte=REFORM)
        .exclude(state=State.DRAFT)
        .count()
        > 0
    )
    assert states.count(State.PROPOSED) == 1
    drafts = Reorganisation.unscoped.filter(state=State.DRAFT)
    assert {one.area for one in drafts} <= {new.province}
    # It is shown as it is, and not taken for the demo without the reform.
    assert "không dựng lại" in build_demo(reform=True)
    with pytest.raises(CommandError, match="đã sắp xếp đơn vị"):
        build_demo(households=400)
