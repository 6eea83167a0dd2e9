"""Households of a split: assigned by hamlet, ticked, by a list; and what is written of splits and of villages that live on."""

from dataclasses import replace

import pytest
from django.utils import timezone

from areas.actions import add_village
from audit.models import AuditEntry
from households.models import Household
from households.register.actions import add_household
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.queries.page import page_of_decision
from reorganisations.models import Allotment, Assignment, Operation, Reorganisation, State
from tests.pages import signed_in
from tests.reorganisations.plays import drafted

pytestmark = pytest.mark.django_db

SPLIT = {"viec": "tach", "kind": "thon", "teams": "2", "number": "9/NQ", "signed_on": "02/11/2026"}
SPLIT |= {"name1": "Thôn Tân Một", "name2": "Tân Hai", "effective_on": "01/06/2028"}


@pytest.fixture
def split(world):
    """Write a split of our first village, in which seven households live in two hamlets and along a street."""
    own = world.own
    for n, hamlet in enumerate(["Xóm Bến", "Xóm Bến", "Số 4, Đường Chợ", "Số 20, Đường Chợ"]):
        add_household(by=own.officer, village=own.village, head_name=f"Hộ Mới {n}", hamlet=hamlet)
    signed_in(own.officer).post("/sap-xep/moi/", {**SPLIT, "village": str(own.village.pk)})
    return Operation.unscoped.get()


def page(world, split, **data):
    """Send something to the page of a split, or open it; return what it shows."""
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/xep-ho/"
    client = signed_in(world.own.officer)
    answer = client.post(address, data, follow=True) if data else client.get(address)
    return answer.context


def sums(context):
    return {part.name: n for part, n in context["split"].sums}, len(context["split"].left)


def test_split_is_written_with_the_part_that_takes_the_teams(world, split):
    one, two = split.parts.filter(side="to").order_by("pk")
    assert (one.name, one.takes_teams, two.name, two.takes_teams) == (
        *("Tân Một", False),
        *("Tân Hai", True),
    )
    assert sums(page(world, split)) == ({"Tân Một": 0, "Tân Hai": 0}, 7)


def test_a_whole_hamlet_goes_by_one_choice_and_what_was_merged_goes_along(world, split):
    one = split.parts.filter(name="Tân Một").get()
    shown = page(world, split)
    names = [street.name for street, _field in shown["streets"].rows()]
    assert names == ["Xóm", "Đường Chợ", "Xóm Bến"]
    twin = Household.unscoped.get(head_name="Hộ Mới 1")
    Household.unscoped.filter(pk=world.own.household.pk).update(
        status="merged", merged_into=twin, closed_on=timezone.localdate()
    )
    field = field_of_street(shown, "Xóm Bến")
    assert sums(page(world, split, do="xom", **{field: one.pk})) == (
        {"Tân Một": 2, "Tân Hai": 0},
        4,
    )
    assert Assignment.unscoped.filter(household=world.own.household, part=one).exists()
    # Chosen once more it is as it is; taken back it is nobody's.
    page(world, split, do="xom", **{field: "0", f"initial-{field}": one.pk})
    assert not Assignment.unscoped.exists()


def field_of_street(context, name):
    """Return the name of the field in which a hamlet is given to a part."""
    return next(field.html_name for one, field in context["streets"].rows() if one.name == name)


def test_a_hamlet_is_the_one_that_stood_on_the_page_and_only_what_was_changed_there_is(
    world, split
):
    """Others write households and assign them meanwhile: the hamlets stand in another order by then."""
    one, two = split.parts.filter(side="to").order_by("pk")
    field = field_of_street(page(world, split), "Xóm Bến")
    for n in range(5):
        facts = {"village": world.own.village, "hamlet": "Xóm Mới"}
        add_household(by=world.own.officer, head_name=f"Hộ Nữa {n}", **facts)
    moved = page(world, split, do="xom", **{field: one.pk})
    assert field_of_street(moved, "Xóm Bến") == field
    assert {row.household.hamlet for row in Assignment.unscoped.all()} == {"Xóm Bến"}
    # A second page that shows the hamlet with the first part says nothing new of it.
    actions.assign(
        by=world.own.officer,
        operation=split,
        part=two,
        households=Household.unscoped.filter(hamlet="Xóm Bến").values_list("pk", flat=True),
    )
    page(world, split, do="xom", **{field: one.pk, f"initial-{field}": one.pk})
    assert {row.part for row in Assignment.unscoped.all()} == {two}


def test_all_are_those_that_stood_on_the_page(world, split):
    one = split.parts.get(name="Tân Một")
    shown = page(world, split, do="ho", q="hộ mới")
    assert shown["n"] == 4
    # The words were changed and nobody looked: all would be others than were counted.
    wrong = page(world, split, do="ho", q="", n=shown["n"], tat_ca="1", part=one.pk)
    assert wrong["ticks"].errors["ho"] == ["Danh sách vừa đổi. Xem lại rồi bấm lần nữa."]
    assert not Assignment.unscoped.exists()
    page(world, split, do="ho", q="hộ mới", n=shown["n"], tat_ca="1", part=one.pk)
    assert Assignment.unscoped.count() == 4
    # No key is longer than the database takes.
    page(world, split, do="ho", ho=["9" * 30], part=one.pk)


def test_who_decides_looks_again_when_households_were_assigned_meanwhile(world, split):
    one = split.parts.get(name="Tân Một")
    decision = split.reorganisation
    actions.propose(by=world.own.officer, decision=decision)
    seen = Reorganisation.unscoped.get()
    page(world, split, do="ho", ho=[world.own.household.pk], part=one.pk)
    with pytest.raises(actions.Stale):
        actions.approve(by=world.reviewer, decision=seen, version=seen.version)
    entry = AuditEntry.unscoped.get(verb="Xếp lại hộ khi đã trình")
    assert (entry.changes, entry.actor) == ({"households": [None, 1]}, world.own.officer.username)


def test_those_ticked_or_all_between_two_numbers_go_to_a_part(world, split):
    one, two = split.parts.filter(side="to").order_by("pk")
    found = page(world, split, xom="Đường Chợ", tu="1", den="10", do="ho")
    assert [home.hamlet for home, _where in found["rows"]] == ["Số 4, Đường Chợ"]
    page(world, split, xom="Đường Chợ", tu="10", den="", do="ho", tat_ca="1", part=two.pk)
    assert Assignment.unscoped.get().household.hamlet == "Số 20, Đường Chợ"
    page(world, split, do="ho", ho=[world.own.household.pk], part=one.pk)
    # No household of another village, and none without a tick.
    page(world, split, do="ho", ho=[world.sibling.household.pk], part=one.pk)
    wrong = page(world, split, do="ho", part=one.pk)
    assert wrong["ticks"].errors["ho"] == ["Chọn ít nhất một hộ."]
    assert sums(page(world, split)) == ({"Tân Một": 1, "Tân Hai": 1}, 5)


def test_a_list_is_read_by_names_and_codes_and_what_is_unclear_is_asked(world, split):
    one = split.parts.filter(name="Tân Một").get()
    own = world.own
    for hamlet in ("Xóm Bến", "Xóm Trên"):
        add_household(by=own.officer, village=own.village, head_name="Lê Văn A", hamlet=hamlet)
    lines = f"{own.household}\nho moi 0\nLê Văn A\nLê Văn A\tXóm Trên\nKhông Có Ai"
    shown = page(world, split, do="dan", lines=lines, part=one.pk)
    assert shown["unknown"] == ["Không Có Ai"]
    ((line, homes),) = shown["unclear"]
    assert (line, [home.hamlet for home in homes]) == ("Lê Văn A", ["Xóm Bến", "Xóm Trên"])
    assert sums(shown)[0]["Tân Một"] == 3
    assert Assignment.unscoped.filter(household__hamlet="Xóm Trên").exists()
    # The line that nobody was found for is not lost while the other one is told apart.
    shown = page(world, split, do="ho", ho=[homes[0].pk], part=one.pk, lines="Không Có Ai")
    assert shown["paste"]["lines"].value() == "Không Có Ai"
    assert "Đã xếp 1 hộ" in str(next(iter(shown["messages"])))
    assert sums(shown)[0]["Tân Một"] == 4
    assert "Dán danh sách" in str(page(world, split, do="dan", part=one.pk)["paste"].errors)


def test_what_was_assigned_stays_when_the_split_is_written_anew_and_is_shown_before_anything(
    world, split
):
    one, two = split.parts.filter(side="to").order_by("pk")
    page(world, split, do="ho", ho=[world.own.household.pk], part=one.pk)
    page(world, split, do="ho", ho=[world.own.households[1].pk], part=two.pk)
    client = signed_in(world.own.officer)
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/"
    # One is called otherwise, and the other stands elsewhere: whose households they are is known.
    said = {**SPLIT, "village": str(world.own.village.pk)}
    client.post(address, {**said, "name2": "Tân Ba"})
    assert [row.part.name for row in Assignment.unscoped.order_by("pk")] == ["Tân Một", "Tân Ba"]
    client.post(address, {**said, "name1": "Tân Ba", "name2": "Tân Một", "name3": "Tân Tư"})
    assert {row.part.name for row in Assignment.unscoped.all()} == {"Tân Một", "Tân Ba"}
    # One that is there no more has none.
    client.post(address, {**said, "name1": "Tân Một", "name2": "Tân Tư"})
    new = Operation.unscoped.get()
    assert new == split
    assert [row.part.name for row in Assignment.unscoped.all()] == ["Tân Một"]
    (work,) = client.get(f"/sap-xep/{new.reorganisation.uuid}/").context["page"].works
    boxes = [(box.name, box.households) for box in work.preview.after]
    assert (boxes, work.preview.undecided) == ([("Thôn Tân Một", 1), ("Thôn Tân Tư", 0)], 6)
    assert work.preview.is_equal
    assert "6 hộ chưa rõ về thôn nào" in work.to_decide[0][0]


def test_units_that_were_given_to_a_part_stay_with_it_and_those_to_come_with_where_they_go(world):
    """A commune is split, and before that a village of it that is cut; then both are written anew."""
    own, by = world.own, world.reviewer
    halves = [Unit(kind="thon", name=name, parent=own.area) for name in ("Một", "Hai")]
    decision = drafted(world.province, "split", [own.villages[0]], halves, by=by)
    units = [Unit(kind="xa", name=name, parent=world.district) for name in ("Đông", "Tây")]
    facts = {"by": by, "decision": decision, "kind": "split"}
    split = actions.add_operation(**facts, sources=[own.area], units=units)
    cut = decision.operations.earliest("pk")
    east, west = split.parts.targets().order_by("pk")
    one = cut.parts.get(name="Một")
    actions.allot(by=by, operation=split, part=east, areas=[own.villages[1].pk])
    actions.allot(by=by, operation=split, part=west, to_come=[one.pk])
    for operation, changed in ((cut, halves), (split, units)):
        source = operation.parts.sources().get().area
        names = [replace(changed[0], name=f"{changed[0].name} Mới"), changed[1]]
        change = actions.Change("split", [source], names)
        actions.rewrite_operation(by=by, operation=operation, change=change)
    found = Allotment.unscoped.order_by("pk")
    assert [(row.part.name, str(row.area or row.to_come)) for row in found] == [
        ("Đông Mới", own.villages[1].full_name),
        ("Tây", "Thôn Một Mới"),
    ]


def test_the_old_village_may_be_one_of_them_and_is_carried_out(world, split):
    client, own = signed_in(world.own.officer), world.own
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/"
    said = {**SPLIT, "village": str(own.village.pk), "name1": own.village.name, "stays": "on"}
    client.post(address, {**said, "teams": "1", "effective_on": "30/11/2026"})
    new = Operation.unscoped.get()
    parts = {part.name: part for part in new.parts.filter(side="to")}
    assert parts[own.village.name].area == own.village
    page(world, new, do="ho", tat_ca="1", part=parts[own.village.name].pk)
    page(world, new, do="ho", ho=[own.household.pk], part=parts["Tân Hai"].pk)
    key = new.reorganisation.uuid
    client.post(f"/sap-xep/{key}/trinh/", {})
    signed_in(world.reviewer).post(f"/sap-xep/{key}/duyet/", {})
    assert Reorganisation.unscoped.get().state == State.APPLIED
    own.household.refresh_from_db()
    assert (own.household.village.name, own.village.households.count()) == ("Tân Hai", 6)
    assert client.get(f"{address}xep-ho/").status_code == 404


def test_nobody_assigns_who_reads_no_names_or_writes_no_decision(world, split):
    address = f"/sap-xep/{split.reorganisation.uuid}/viec/{split.pk}/xep-ho/"
    seen = {
        person.username: signed_in(person).get(address).status_code
        for person in (world.reviewer, world.committee, world.own.member, world.sibling.officer)
    }
    assert set(seen.values()) == {404}


def test_what_is_wrong_with_a_split_stands_at_its_field(world):
    client, own = signed_in(world.own.officer), world.own
    said = {**SPLIT, "village": str(own.village.pk)}
    for data, field in (
        ({"name2": "", "teams": "1"}, "name2"),
        ({"name2": "tân  một"}, "name2"),
        ({"name2": own.villages[1].name}, "name2"),
        ({"stays": "on", "name1": "", "name3": "Ba"}, "name1"),
        ({"teams": "5"}, "teams"),
    ):
        answer = client.post("/sap-xep/moi/", {**said, **data})
        assert list(answer.context["form"].errors) == [field], data


def test_villages_end_move_and_are_called_otherwise(world):
    client, own = signed_in(world.own.officer), world.own
    days = {"number": "9/NQ", "signed_on": "02/11/2026", "effective_on": "30/11/2026"}
    empty = add_village(by=own.officer, commune=own.area, kind="thon", name="Trống")
    keys = [str(one.pk) for one in own.villages]

    def sent(what, **data):
        return client.post("/sap-xep/moi/", {"viec": what, **days, **data})

    assert list(sent("doi", villages=keys, kind="").context["form"].errors) == ["kind"]
    assert list(sent("doi", villages=keys, name="X").context["form"].errors) == ["name"]
    assert list(sent("chuyen", villages=keys).context["form"].errors) == ["to"]
    assert "to" in sent("chuyen", villages=keys, to=world.foreign.area.pk).context["form"].errors
    sent("doi", villages=keys, kind="to_dan_pho")
    decision = Reorganisation.unscoped.get()
    address = f"/sap-xep/{decision.uuid}/them/"
    client.post(address, {"viec": "ket-thuc", **days, "villages": [str(empty.pk)]})
    assert decision.operations.count() == 2
    client.post(f"/sap-xep/{decision.uuid}/trinh/", {})
    signed_in(world.reviewer).post(f"/sap-xep/{decision.uuid}/duyet/", {})
    for one in (*own.villages, empty):
        one.refresh_from_db()
    assert [one.kind for one in own.villages] == ["to_dan_pho"] * 2
    assert empty.closed_on
    sent("chuyen", villages=keys[:1], to=world.sibling.area.pk)
    move = Reorganisation.unscoped.latest("pk").operations.get()
    assert (move.kind, move.parts.get(side="to").parent) == ("move", world.sibling.area)


def test_country_alone_lets_a_village_go_to_a_commune_of_another_province(world):
    own, there, days = world.own, world.foreign.area, {"effective_on": "30/11/2026"}
    facts = {"viec": "chuyen", "xa": str(own.area.pk), **days, "villages": [str(own.village.pk)]}
    far = {"province": str(world.other_province.pk)}
    # A province has no such field, and a key that is sent all the same opens nothing.
    near = signed_in(world.administrator).post("/sap-xep/moi/", {**facts, **far, "to": there.pk})
    assert ("to" in near.context["form"].errors, "province" in near.context["form"].fields) == (
        True,
        False,
    )
    client = signed_in(world.root)
    shown = client.post("/sap-xep/moi/", {**facts, **far, "tim": "1"}).context["form"]
    # To look for communes keeps what was typed, and writes nothing.
    assert (shown.errors, shown["villages"].value()) == ({}, facts["villages"])
    assert list(shown.fields["to"].queryset) == [there]
    answer = client.post("/sap-xep/moi/", {**facts, **far, "to": there.pk}, follow=True)
    assert f"sang {there.full_name}, {world.other_province.full_name}" in answer.content.decode()
    (work,) = page_of_decision(world.root, answer.context["decision"]).works
    assert (list(work.wrong), work.operation.parts.get(side="to").parent) == ([], there)
    again = client.get(f"/sap-xep/{answer.context['decision'].uuid}/viec/{work.operation.pk}/")
    assert again.context["form"]["to"].value() == there.pk
    assert again.context["form"]["province"].value() == world.other_province.pk
