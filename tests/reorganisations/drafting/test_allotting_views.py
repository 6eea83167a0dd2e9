"""A commune is split on pages: into what, which village goes where, and what is left before it may be proposed."""

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.models import Area
from reorganisations.models import Allotment, Operation, Reorganisation, State
from tests.pages import signed_in
from tests.reorganisations.drafting.test_above import NEW, decided, page_of, said

pytestmark = pytest.mark.django_db

ROWS = {"kind": "xa", "name1": "Xã Đông", "name2": "Láng Giềng", "there2": "on", "teams": "2"}


@pytest.fixture
def split(world):
    """A draft of our province: our commune goes to a new one and to the one beside it; it has three villages."""
    add_village(by=world.own.officer, commune=world.own.area, kind="thon", name="Thôn Ba")
    name = {"name2": world.sibling.area.full_name}
    form = said("xa", "tach", [world.own.area], **{**ROWS, **name})
    answer = signed_in(world.administrator).post(NEW, form)
    assert answer.status_code == 302, answer.context["form"].errors
    operation = Operation.unscoped.get()
    assert answer.url.endswith(f"/viec/{operation.pk}/xep-don-vi/")
    return operation


def sent(world, split, **data):
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/xep-don-vi/"
    client = signed_in(world.administrator)
    answer = client.post(address, data, follow=True) if data else client.get(address)
    return answer.context


def sums(context):
    split = context["split"]
    return [units for _part, units, _homes in split.sums], [row.name for row in split.left]


def test_villages_are_given_by_tick_range_and_list_before_it_is_proposed_and_carried_out(
    world, split
):
    east, beside = split.parts.targets().order_by("pk")
    assert (east.name, beside.area, beside.takes_teams) == ("Đông", world.sibling.area, True)
    names = [one.full_name for one in (*world.own.villages, Area.unscoped.get(name="Thôn Ba"))]
    shown = sent(world, split)
    keys = [row.key for row, _where in shown["rows"]]
    assert sorted(row.name for row, _where in shown["rows"]) == sorted(names)
    assert "chưa rõ về đâu" in str(
        page_of(world.administrator, split.reorganisation).works[0].wrong
    )
    assert sums(sent(world, split, do="chon", dv=keys[:1], part=east.pk))[0] == [1, 0]
    assert sums(sent(world, split, do="den-het", tu=keys[1], den="", part=beside.pk)) == (
        [1, 2],
        [],
    )
    assert sums(sent(world, split, do="chon", dv=keys[:1], part="0")) == ([0, 2], [names_of(shown)])
    listed = sent(world, split, do="dan", lines=f"Không Có\n{names_of(shown)}", part=east.pk)
    assert (listed["unknown"], sums(listed)) == (["Không Có"], ([1, 2], []))
    (work,) = page_of(world.administrator, split.reorganisation).works
    homes = {line.label: (line.before, line.after) for line in work.preview.lines}["Hộ"]
    assert (work.wrong, homes, work.may_allot) == ([], (3, 3), True)
    # Written anew, what is called as before keeps its villages.
    more = {**ROWS, "name1": "Đông", "name2": world.sibling.area.full_name, "code1": "77"}
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/"
    form = said("xa", "tach", [world.own.area], **more)
    assert signed_in(world.administrator).post(address, form).status_code == 302
    assert sums(sent(world, split)) == ([1, 2], [])
    decision = decided(world, split.reorganisation)
    new = Area.unscoped.get(name="Đông", closed_on=None)
    assert (decision.state, new.code, new.children.count()) == (State.APPLIED, "77", 1)


def names_of(context):
    return context["rows"][0][0].name


def test_what_is_wrong_stands_at_its_field_and_on_the_page(world, split):
    east = split.parts.targets().order_by("pk")[0]
    keys = [row.key for row, _where in sent(world, split)["rows"]]
    for data, form, field in (
        ({"do": "chon", "part": east.pk}, "ticks", "dv"),
        ({"do": "chon", "part": east.pk, "dv": ["u1"]}, "ticks", "dv"),
        ({"do": "den-het", "part": east.pk, "tu": keys[1], "den": keys[0]}, "range", "den"),
        ({"do": "dan", "part": east.pk, "lines": " "}, "paste", "lines"),
    ):
        assert field in sent(world, split, **data)[form].errors
    assert not Allotment.unscoped.exists()
    for data, field in (
        ({"name2": ""}, "name2"),
        ({"name2": "Không Có"}, "name2"),
        ({"name2": "Đông", "there2": ""}, "name2"),
        ({"teams": "5"}, "teams"),
        ({"units": [world.own.area.pk, world.sibling.area.pk]}, "units"),
    ):
        name = {"name2": world.sibling.area.full_name}
        form = {**said("xa", "tach", [world.own.area], **{**ROWS, **name}), **data}
        Reorganisation.unscoped.exclude(pk=split.reorganisation_id).delete()
        answer = signed_in(world.administrator).post(NEW, form)
        assert field in answer.context["form"].errors, data


def test_nobody_else_gives_villages_and_a_household_left_in_a_cut_village_is_told(world, split):
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/xep-don-vi/"
    for who in (world.own.officer, world.reviewer, world.committee):
        assert signed_in(who).get(address).status_code == 404
    decision, client = split.reorganisation, signed_in(world.administrator)
    village = world.own.village
    day = f"{timezone.localdate():%d/%m/%Y}"
    cut = {"viec": "tach", "xa": world.own.area.pk, "village": village.pk, "kind": "thon"}
    cut |= {"name1": "Nửa Một", "name2": "Nửa Hai", "teams": "1", "number": "1/NQ"}
    client.post(f"/sap-xep/{decision.uuid}/them/", {**cut, "effective_on": day})
    halves = Operation.unscoped.latest("pk")
    # It is written after the split of its commune: that one is written anew, later.
    assert halves.kind == "split"
    form = {**said("xa", "tach", [world.own.area], **ROWS), "name2": world.sibling.area.full_name}
    client.post(f"/sap-xep/{decision.uuid}/viec/{split.pk}/bo/")
    client.post(f"/sap-xep/{decision.uuid}/them/", form)
    later = Operation.unscoped.latest("pk")
    names = [row.name for row, _where in sent(world, later)["rows"]]
    assert ("Thôn Nửa Một" in names, village.full_name in names) == (True, False)
    wrong = " ".join(page_of(world.administrator, decision).works[1].wrong)
    assert f"3 hộ của {village.full_name} chưa xếp về thôn nào" in wrong
