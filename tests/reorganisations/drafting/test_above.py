"""Decisions on communes, districts and provinces on pages: written, shown before, approved above, taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.models import Area
from reorganisations.drafting.actions import Unit, add_operation
from reorganisations.drafting.queries.units import SHOWN, choices_of, units_in
from reorganisations.models import Operation, Reorganisation, State
from rollup.models import VillageCount
from tests.factories import CommuneFactory
from tests.pages import signed_in
from tests.reorganisations.plays import drafted

pytestmark = pytest.mark.django_db

NEW = "/sap-xep/moi/"
PAPER = {"number": "1660/NQ", "signed_on": "02/11/2026"}


def said(cap, what, units, **more):
    """Return what the form of one change says, of today."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    facts = {"cap": cap, "viec": what, "units": [one.pk for one in units]}
    return {**PAPER, "effective_on": day, **facts, **more}


def page_of(user, decision):
    return signed_in(user).get(f"/sap-xep/{decision.uuid}/").context["page"]


def decided(world, decision, by=None):
    """Propose it as our province, approve it as the country."""
    address = f"/sap-xep/{decision.uuid}/"
    signed_in(by or world.administrator).post(f"{address}trinh/", {})
    signed_in(world.root).post(f"{address}duyet/", {})
    decision.refresh_from_db()
    return decision


def test_two_communes_become_one_are_shown_before_and_are_taken_back(world):
    pair = [world.own.area, world.sibling.area]
    client = signed_in(world.administrator)
    form = said("xa", "nhap", pair, kind="xa", name="Xã Hợp Nhất", code="22999")
    # A search keeps what was typed and writes nothing.
    shown = client.post(NEW, {**form, "q": "láng", "tim": "1"}).context["form"]
    assert ([one.area for one, ticked in shown.rows if ticked], shown.errors) == (pair, {})
    assert shown["name"].value() == "Xã Hợp Nhất"
    client.post(NEW, form)
    decision = Reorganisation.unscoped.get()
    part = decision.operations.get().parts.get(side="to")
    assert (part.name, part.code, part.parent) == ("Hợp Nhất", "22999", world.district)
    assert decision.area == world.province
    (work,) = page_of(world.administrator, decision).works
    assert [box.name for box in work.preview.before] == [one.full_name for one in pair]
    assert work.preview.is_equal
    assert "Đơn vị: trước 2, sau 1. 4 thôn" in work.preview.sentence
    assert any("tài khoản của đơn vị cũ" in words for words, _url in work.to_decide)
    homes = {line.label: line.after for line in work.preview.lines}["Hộ"]
    VillageCount.unscoped.filter(area=world.own.village).update(households=0)
    assert not page_of(world.administrator, decision).works[0].preview.is_equal
    VillageCount.unscoped.filter(area=world.own.village).update(
        households=world.own.village.households.open().count()
    )
    assert decided(world, decision).state == State.APPLIED
    new = Area.unscoped.get(name="Hợp Nhất", closed_on=None)
    assert sum(one.households.count() for one in new.children.all()) == homes
    result = page_of(world.root, decision).result
    assert result.may_undo
    assert any("tài khoản của đơn vị cũ" in words for words, _url in result.left)
    signed_in(world.root).post(f"/sap-xep/{decision.uuid}/hoan-tac/")
    decision.refresh_from_db()
    assert decision.state == State.UNDONE
    assert not Area.unscoped.filter(pk__in=[one.pk for one in pair], closed_on=None).count() < 2


def test_each_change_is_written_and_written_anew_by_whoever_it_is_of(world):
    """One row: who writes, of which level, which change, of what, what else is said; what comes of it and where."""
    own, district, province = world.own.area, world.district, world.province
    near, far = world.administrator, world.root
    rows = [
        (near, "xa", "chuyen", [own], {"parent": province.pk}, ("Của Ta", province)),
        (near, "xa", "doi", [own], {"kind": "phuong", "code": "9"}, ("Của Ta", district)),
        (near, "huyen", "ket-thuc", [district], {}, None),
        (near, "huyen", "lap", [own], {"name": "Lập", "kind": "huyen"}, ("Lập", province)),
        (near, "xa", "lap", world.own.villages, {"name": "Lập", "kind": "xa"}, ("Lập", district)),
        (
            *(far, "tinh", "nhap", [province, world.other_province]),
            *({"keeps": province.pk, "kind": "tinh"}, (province.name, world.country)),
        ),
        (
            *(far, "xa", "chuyen", [own], {"parent": world.other_province.pk}),
            ("Của Ta", world.other_province),
        ),
    ]
    for who, cap, what, units, more, comes in rows:
        client, form = signed_in(who), said(cap, what, units, **more)
        answer = client.post(NEW, form)
        assert answer.status_code == 302, answer.context["form"].errors
        decision = Reorganisation.unscoped.latest("pk")
        operation = decision.operations.get()
        parts = [(one.name, one.parent) for one in operation.parts.filter(side="to")]
        assert (parts, decision.area) == ([comes] if comes else [], who.area)
        (work,) = page_of(who, decision).works
        assert (work.wrong, work.preview.is_equal) == ([], True), (cap, what)
        again = client.get(f"/sap-xep/{decision.uuid}/viec/{operation.pk}/").context["form"]
        assert again.ticked == {one.pk for one in units}
        Reorganisation.unscoped.filter(pk=decision.pk).update(state=State.WITHDRAWN)


def test_what_is_wrong_stands_at_its_field(world):
    own, beside = world.own.area, world.sibling.area
    pair, new = [own, beside], {"kind": "xa", "name": "Mới"}
    other = CommuneFactory(parent=world.province, name="Đã Có", code="123")
    for what, units, more, field in (
        ("nhap", [own], new, "units"),
        ("nhap", pair, {"kind": "xa"}, "name"),
        ("nhap", pair, {**new, "keeps": other.pk}, "keeps"),
        ("nhap", [own, other], new, "parent"),
        ("nhap", pair, {**new, "name": "Đã Có", "parent": world.province.pk}, "name"),
        ("nhap", pair, {**new, "code": "123"}, "code"),
        ("nhap", [own, world.foreign.area], new, "units"),
        ("chuyen", [own], {"parent": world.district.pk}, "units"),
        ("chuyen", [own], {"parent": world.other_province.pk}, "parent"),
        ("doi", pair, {"name": "Một"}, "name"),
        ("doi", [own], {}, "kind"),
    ):
        answer = signed_in(world.administrator).post(NEW, said("xa", what, units, **more))
        assert field in answer.context["form"].errors, (what, more)
    assert not Reorganisation.unscoped.exists()


def test_a_decision_of_the_province_has_changes_of_villages_too(world):
    client = signed_in(world.administrator)
    client.post(NEW, said("xa", "doi", [world.own.area], kind="phuong"))
    decision = Reorganisation.unscoped.get()
    address = f"/sap-xep/{decision.uuid}/"
    assert [word for word, _units in client.get(f"{address}them/").context["levels"]] == [
        *("xa", "huyen")
    ]
    keys = [one.pk for one in world.sibling.villages[:2]]
    merger = {"viec": "nhap", "xa": world.sibling.area.pk, "villages": keys, "name": "Gộp"}
    day = f"{timezone.localdate():%d/%m/%Y}"
    client.post(f"{address}them/", {**PAPER, **merger, "kind": "thon", "effective_on": day})
    later = Operation.unscoped.latest("pk")
    assert later.parts.get(side="to").parent == world.sibling.area
    assert client.get(f"{address}viec/{later.pk}/").context["place"] == world.sibling.area
    assert [work.wrong for work in page_of(world.administrator, decision).works] == [[], []]


def test_nobody_writes_of_what_is_not_theirs_and_nobody_approves_what_they_proposed(world):
    for who, cap in (
        (world.own.officer, "xa"),
        (world.reviewer, "xa"),
        (world.administrator, "tinh"),
        (world.committee, "xa"),
    ):
        assert signed_in(who).get(f"{NEW}?cap={cap}").status_code == 404, (who.username, cap)
    pair = [world.own.area, world.sibling.area]
    signed_in(world.administrator).post(NEW, said("xa", "nhap", pair, kind="xa", name="Mới"))
    decision = Reorganisation.unscoped.get()
    assert decided(world, decision, by=world.root).state == State.PROPOSED
    assert signed_in(world.own.officer).get(f"/sap-xep/{decision.uuid}/").status_code == 404


def test_of_many_units_the_first_are_listed_and_the_others_are_found_by_name(world):
    for n in range(SHOWN):
        CommuneFactory(parent=world.district, name=f"Bên {n:02}")
    units = units_in(world.administrator, world.province, 3)
    found = choices_of(units, "", {world.own.area.pk})
    assert (len(found.rows), found.rows[0].area, found.more) == (SHOWN + 1, world.own.area, 1)
    found = choices_of(units, "ben 07", {world.own.area.pk})
    assert [one.area.name for one in found.rows] == ["Của Ta", "Bên 07"]


def test_what_three_works_would_do_costs_hardly_more_than_one(world):
    """What stands in units, and what waits there, is asked of all together; names and what is wrong of each work."""
    communes = CommuneFactory.create_batch(6, parent=world.district)
    unit = Unit(kind="xa", name="Hợp Nhất 0", parent=world.district)
    decision, costs = drafted(world.province, Operation.Kind.MERGE, communes[:2], [unit]), []
    client = signed_in(world.administrator)
    client.get("/cach-tinh/")
    for n in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/sap-xep/{decision.uuid}/").context["page"]
        costs.append(len(queries))
        assert [work.preview.is_equal for work in page.works] == [True] * n
        if n < 3:
            unit = Unit(kind="xa", name=f"Hợp Nhất {n}", parent=world.district)
            facts = {"kind": Operation.Kind.MERGE, "sources": communes[2 * n :][:2]}
            add_operation(by=None, decision=decision, units=[unit], **facts)
    # Of each work: which names would meet, and whether its own is taken.
    assert [costs[1] - costs[0], costs[2] - costs[1]] == [2, 2]
