"""Three hundred mergers of one province in one sheet: previewed, mended, proposed and approved at one press each, carried out."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from areas.models import Area, Placement, Succession
from households.models import Household
from reorganisations.models import Operation, Reorganisation, State
from rollup.counts import recount, wrong_rows
from tests.factories import CommuneFactory, HouseholdFactory, PlacementFactory, VillageFactory
from tests.imports.sheets import workbook
from tests.pages import signed_in
from tests.reorganisations.sheet.papers import HEAD

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SHEET, MANY = "/sap-xep/bang/", "/sap-xep/nhieu/"
COMMUNES, MERGERS = 30, 10
WRONG = "Thôn Viết Sai Hẳn"


@pytest.fixture
def pairs(world):
    """Fill a province with communes of twenty villages, a household in each; return the pairs that merge."""
    found = []
    for n in range(COMMUNES):
        commune = CommuneFactory(parent=world.district, name=f"Số {n}")
        PlacementFactory(area=commune)
        villages = [VillageFactory(parent=commune, name=f"Cũ {m}") for m in range(2 * MERGERS)]
        Placement.unscoped.bulk_create([PlacementFactory.build(area=one) for one in villages])
        Household.unscoped.bulk_create([HouseholdFactory.build(village=one) for one in villages])
        recount(*villages)
        found += [(commune, *villages[at : at + 2]) for at in range(0, len(villages), 2)]
    return found


def sheet(pairs):
    """Write the sheet, one line a village, the last of which is misspelt."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    paper = (None, None, "58/NQ-HĐND", "02/11/2026", day)
    rows = [
        [commune.full_name, old.full_name, f"Gộp {n}", *paper]
        for n, (commune, *olds) in enumerate(pairs)
        for old in olds
    ]
    rows[-1][1] = WRONG
    return SimpleUploadedFile("bang.xlsx", workbook(*rows, head=list(HEAD)))


def test_a_sheet_of_300_mergers_is_previewed_mended_and_carried_out(world, pairs):
    homes = Household.unscoped.open().count()
    writer, approver = signed_in(world.reviewer), signed_in(world.root)
    page = writer.post(SHEET, {"file": sheet(pairs)})
    text = page.content.decode()
    assert "299 việc mới" in text
    assert WRONG in text
    # The other village of that merger waits: alone it would only be called otherwise.
    assert re.search(r"Soạn 30 quyết định,\s+bỏ qua 2 dòng", text)
    data = {"rows": html.unescape(re.findall(r'name="rows" value="([^"]*)"', text)[0])}
    (name,) = re.findall(r'<select name="([^"]*)"', text)
    page = writer.post(f"{SHEET}sua/", {**data, name: f"\x1f{pairs[-1][2].pk}"})
    text = page.content.decode()
    assert "300 việc mới; 600 thôn trước, 300 thôn sau" in text
    assert "600 hộ trước, 600 hộ sau" in text
    data = {"rows": html.unescape(re.findall(r'name="rows" value="([^"]*)"', text)[0])}
    writer.post(f"{SHEET}soan/", data)
    for client, what in ((writer, "trinh"), (approver, "duyet")):
        lines = client.get(f"{MANY}?viec={what}").context["lines"]
        keys = [line.key for line, ticked in lines if ticked and "Gộp" in line.words]
        assert len(keys) == COMMUNES
        client.post(MANY, {"viec": what, "qd": keys})
    made = Reorganisation.unscoped.filter(number="58/NQ-HĐND", area__name__startswith="Số")
    assert {one.state for one in made} == {State.APPLIED}
    merged = Operation.unscoped.filter(reorganisation__in=made).exclude(applied_at=None)
    assert merged.count() == len(pairs) == 300
    # Every household is in the village that its own went into, and none was lost or added.
    assert Household.unscoped.open().count() == homes
    new = Area.unscoped.villages().filter(name__startswith="Gộp", closed_on=None)
    inside = dict(new.values_list("name", "pk"))
    assert len(inside) == 300
    assert {Household.unscoped.filter(village=pk).count() for pk in inside.values()} == {2}
    lines = Succession.unscoped.filter(successor__in=new).values_list(
        "predecessor", "successor__name"
    )
    assert dict(lines) == {
        old.pk: f"Gộp {n}" for n, (_commune, *olds) in enumerate(pairs) for old in olds
    }
    assert wrong_rows()[1] == []
