"""The workbook of a district or province: what is in it, that it comes back and changes nothing, who may take it."""

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.actions import add_village
from areas.names import fold
from audit.models import AuditEntry
from households.declarations.actions import declare
from teams.founding.actions import found_team
from teams.models import Decision, Member
from tests.factories import CommuneFactory, DistrictFactory, ProvinceFactory, UserFactory
from tests.imports.ours import book_of, sent
from tests.imports.province.play import told
from tests.imports.sheets import workbook
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
EMPTY, FILLED = "imports:territory_template", "imports:territory_filled"


def taken(client, name=FILLED, **asked):
    """Return the bytes of the workbook."""
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def sheets_of(content):
    """Return the rows of each sheet, by its name."""
    return {
        sheet.name: [list(row.cells) for row in sheet.rows] for sheet in book_of(content).sheets
    }


def people(commune, *names):
    return [UserFactory(area=commune, role=Role.OFFICER, full_name=name) for name in names]


@pytest.fixture
def sender(world):
    return world.person("so-khcn", Role.REVIEWER, world.province)


@pytest.fixture
def client(sender):
    return signed_in(sender)


@pytest.fixture
def alike(world):
    """Return two communes of one name in two districts, each with an officer of one name and a declaration."""
    districts = [
        DistrictFactory(parent=world.province, name=name) for name in ("Sông Ba", "Núi Đá")
    ]
    communes = [CommuneFactory(parent=one, name="Hòa Bình") for one in districts]
    for number, commune in enumerate(communes, start=1):
        people(commune, "Lê Thị Mẫu")
        declare(by=None, area=commune, households=number * 100, source="UBND xã")
    return communes


def test_what_is_there_comes_back_identical_and_asks_nothing(world, client, alike):
    # "Cán Bộ Xã" is what no list calls anybody, and asked about, but not where the register calls them so.
    assert User.unscoped.filter(full_name__startswith="Cán Bộ").exists()
    for number, member in enumerate(Member.unscoped.serving()):
        # In a column of nothing but "Tổ Trưởng" nobody is called anything.
        name = f"Nguyễn Thị {('Một', 'Hai', 'Ba', 'Tư')[number % 4]}"
        Member.unscoped.filter(pk=member.pk).update(full_name=name)
    for decision in Decision.unscoped.all():
        # "01/QĐ Kanarib24" is no number that a commune writes.
        Decision.unscoped.filter(pk=decision.pk).update(number=f"{decision.pk}/QĐ-UBND")
    content = taken(client)
    source = sent(client, content)
    assert (source.to_write, source.skipped, source.unanswered) == (0, 0, 0), told(source)
    assert [one["why"] for one in source.layout["left"]] == ["unfilled"]  # who declares nothing
    assert set(source.kinds) == {"accounts", "villages", "communes", "teams", "platforms"}
    rows = sheets_of(content)
    numbers = [row for row in rows["Khai báo"][1:] if len(row) > 2 and row[2] is not None]
    assert source.found_of("accounts")["identical"] == len(rows["Người dùng"]) - 1
    assert source.found_of("communes")["identical"] == len(numbers) >= len(alike)
    assert (
        source.found_of("villages")["identical"] == len(rows["Thôn"]) - 1 >= len(world.own.villages)
    )
    assert source.found_of("platforms")["identical"] == len(rows["Nền tảng"]) - 1 >= 1
    assert source.found_of("teams")["identical"] == len(rows["Tổ"]) - 1 >= 1


def test_nothing_but_what_its_reader_sees_is_in_it(world, client, alike):
    text = str(sheets_of(taken(client)))
    assert world.own.officer.full_name in text
    for canary in world.foreign.canaries:
        assert canary not in text
    # Members of teams are known in their commune.
    assert world.own.member.full_name not in text


def test_of_members_nothing_personal_leaves_their_commune(world, client):
    leader, other = list(world.own.team.members.order_by("pk"))[:2]
    facts = {"birth_year": 1977, "sex": "f"}
    Member.unscoped.filter(pk=leader.pk).update(role="leader", phone="0912000001", **facts)
    Member.unscoped.filter(pk=other.pk).update(role="member", phone="0912000002", **facts)
    rows = sheets_of(taken(client, loai="teams"))["Tổ"]
    text = str(rows)
    assert leader.full_name in text
    assert "0912000001" in text
    for personal in ("0912000002", "1977"):
        assert personal not in text
    sex = rows[0].index("Giới tính")
    assert {row[sex] for row in rows[1:] if len(row) > sex} <= {None}


def test_empty_it_names_the_communes_and_nobody(world, client):
    rows = sheets_of(taken(client, EMPTY))
    assert list(rows)[:6] == ["Hướng dẫn", "Người dùng", "Thôn", "Khai báo", "Tổ", "Nền tảng"]
    assert {len(rows[name]) for name in ("Người dùng", "Thôn", "Tổ", "Nền tảng")} == {1}
    named = {row[0] for row in rows["Khai báo"][1:]}
    assert {world.own.area.full_name, world.sibling.area.full_name} == named
    source = sent(client, taken(client, EMPTY))
    assert (source.rows_read, source.unanswered) == (0, 0)


def test_its_sheets_are_called_as_the_page_calls_them(client):
    page = client.get(reverse("imports:upload")).content.decode()
    named = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert named == [
        name for name in sheets_of(taken(client)) if name not in {"Hướng dẫn", "Danh mục"}
    ]
    assert len(named) == 5
    # What each may hold is as much as its columns say: an e-mail of people, too.
    assert "thư điện tử" in page


def test_its_name_says_the_place_and_not_a_number(world, client):
    said = client.get(reverse(EMPTY))["Content-Disposition"]
    where = fold(world.province.full_name).replace(" ", "-")
    assert f'"mau-nhap-{where}-' in said


def test_a_row_added_to_it_is_the_one_that_is_new(world, client, alike):
    whole = book_of(taken(client))
    place = next(n for n, sheet in enumerate(whole.sheets) if sheet.name == "Người dùng")
    head, *rows = [list(row.cells) for row in whole.sheets[place].rows]
    new = [
        "Người Mới Đến",
        "Xã Hòa Bình",
        "Huyện Núi Đá",
        "Công chức",
        "0912345678",
        "Công chức xã",
    ]

    source = sent(client, workbook(*rows, new, head=head))
    (row,) = source.rows.filter(verdict="new")
    assert row.village_id == alike[1].pk
    assert (source.to_write, source.unanswered) == (1, 0)


def test_one_kind_alone_and_none_that_is_no_kind(client):
    rows = sheets_of(taken(client, EMPTY, loai="communes"))
    assert [name for name in rows if name != "Danh mục"] == ["Hướng dẫn", "Khai báo"]
    assert client.get(reverse(EMPTY), {"loai": "households"}).status_code == 404


def test_without_districts_it_has_no_column_for_them(world):
    province = ProvinceFactory(parent=world.country, name="Hai Cấp")
    CommuneFactory(parent=province, name="Sông Bé")
    client = signed_in(world.person("so-2-cap", Role.REVIEWER, province))
    assert "Huyện" not in sheets_of(taken(client, EMPTY))["Khai báo"][0]


def test_cells_offer_units_and_the_roles_that_its_reader_may_give(client, world):
    content = taken(client, EMPTY)
    listed = str(sheets_of(content)["Danh mục"])
    assert world.own.area.full_name in listed
    assert "Công chức xã" in listed
    assert "Quản trị" not in listed
    assert world.foreign.area.full_name not in listed
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        second = parts.read("xl/worksheets/sheet2.xml").decode()
        first = parts.read("xl/worksheets/sheet1.xml").decode()
    assert second.count("<dataValidation ") == 3
    assert 'orientation="landscape"' in second
    assert "<sheetProtection" not in second + first


def test_text_is_text(client, world):
    people(world.own.area, "=HYPERLINK(1)")
    content = taken(client)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert "=HYPERLINK(1)" in str(sheets_of(content))


def test_queries_do_not_grow_and_the_journal_says_how_many_were_taken(world, client):
    def queries():
        with CaptureQueriesContext(connection) as found:
            taken(client)
        return len(found)

    queries()
    before = queries()
    for number in range(3):
        commune = CommuneFactory(parent=world.district, name=f"Thêm {number}")
        people(commune, f"Một {number}", f"Hai {number}")
        declare(by=None, area=commune, households=9, source="UBND xã")
        village = add_village(by=None, commune=commune, kind="thon", name=f"Mới {number}")
        members = [{"full_name": f"Lê {number}", "role": "leader"}]
        found_team(by=None, area=village, on=timezone.localdate(), number="1/QĐ", members=members)
    assert queries() == before
    entry = AuditEntry.unscoped.filter(verb="Tải mẫu có sẵn của địa bàn").first()
    rows = sheets_of(taken(client))
    number = sum(
        len(rows[name]) - 1 for name in ("Người dùng", "Thôn", "Khai báo", "Tổ", "Nền tảng")
    )
    assert entry.changes == {"rows": [None, number]}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 404),
        ("member", 404),
        ("committee", 404),
        ("root", 404),
        ("reviewer", 200),
        ("administrator", 200),
    ],
)
def test_it_is_for_whoever_brings_in_files_above_communes(world, who, status):
    client = signed_in(getattr(world, who, None) or getattr(world.own, who))
    for name in (EMPTY, FILLED):
        assert client.get(reverse(name)).status_code == status
    if status == 200:
        page = client.get(reverse("imports:upload")).content.decode()
        assert reverse(FILLED) in page
