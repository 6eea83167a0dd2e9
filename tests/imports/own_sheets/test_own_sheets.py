"""The sheet of ours: what is in it, and who may take it."""

import io
import tracemalloc
import zipfile
from dataclasses import replace
from itertools import repeat

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind, Level
from areas.models import Area
from audit.models import AuditEntry
from households.declarations import actions as declarations_actions
from households.models import Household, Resident
from households.register import actions as register_actions
from imports.kinds import KINDS
from imports.own_sheets.kinds import SHEETS
from imports.own_sheets.sheet import write
from imports.spreadsheet.book import Fault
from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from tests.imports.ours import KEYS, book_of, rows_of, sent, taken
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


class TestSheet:
    def test_text_is_text_and_days_are_days(self, world, client):
        home = world.own.household
        Household.unscoped.filter(pk=home.pk).update(head_name="=HYPERLINK(1)", phone="0905000111")
        Resident.unscoped.filter(household=home, is_head=True).update(full_name="=HYPERLINK(1)")
        content = taken(client, world.own.village)
        row = next(row for row in rows_of(content) if row["household"] == home.code)
        assert (row["head_name"], row["phone"]) == ("=HYPERLINK(1)", "0905000111")
        assert all(not isinstance(cell, Fault) for cell in row.values())
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in first

    def test_headings_and_codes_are_locked_and_the_rest_is_free(self, world, client):
        with zipfile.ZipFile(io.BytesIO(taken(client, world.own.area))) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
            listed = parts.read("xl/workbook.xml").decode()
        for part in (
            "<sheetProtection",
            'insertRows="0"',
            "<dataValidations",
            'orientation="landscape"',
        ):
            assert part in first
        assert (
            'sort="0"' not in first
        )  # Rows sorted without their hidden codes would be other people.
        assert first.count('hidden="1"') >= 1
        assert 'state="veryHidden"' in listed

    def test_choices_are_offered_whole_though_they_have_commas(self, world, client):
        content = taken(client, world.own.area)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
        assert [
            first.count(f"!${column}$1:${column}${n}<")
            for column, n in zip("ABCD", (2, 6, 2, 3), strict=True)
        ] == [1, 1, 1, 5]
        offered = [row.cells[:4] for row in book_of(content).sheets[1].rows]
        assert [row[1] for row in offered] == [str(label) for label in Resident.Relation.labels]
        assert [row[3] for row in offered[:3]] == ["biết", "có hỗ trợ", "chưa"]

    def test_the_empty_one_offers_the_villages_and_holds_nobody(self, world, client):
        content = b"".join(client.get(reverse("imports:template")).streaming_content)
        assert rows_of(content) == []
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            lists = parts.read("xl/worksheets/sheet2.xml").decode()
        assert all(village.full_name in lists for village in world.own.villages)

    def test_one_village_alone(self, world, client):
        own = world.own
        address = reverse("imports:filled", args=[own.area.pk])
        whole = rows_of(taken(client, own.area))
        first = client.get(f"{address}?thon={own.village.pk}")
        rows = rows_of(b"".join(first.streaming_content))
        assert {row["village"] for row in rows} == {own.village.full_name}
        assert rows == [row for row in whole if row["village"] == own.village.full_name]
        assert client.get(f"{address}?thon={world.foreign.village.pk}").status_code == 404

    def test_the_journal_says_who_took_how_many(self, world, client):
        client.head(reverse("imports:filled", args=[world.own.village.pk]))
        number = len(rows_of(taken(client, world.own.village)))
        entry = AuditEntry.unscoped.get(verb="Tải mẫu có sẵn hộ")
        assert entry.changes == {"rows": [None, number]}

    def test_queries_do_not_grow_with_the_rows(self, world, client):
        def queries():
            with CaptureQueriesContext(connection) as found:
                taken(client, world.own.area)
            return len(found)

        queries()  # What is asked once, and kept.
        before = queries()
        new = [
            register_actions.NewHousehold(world.own.villages[n % 2], f"Lê {n}") for n in range(9)
        ]
        register_actions.add_many(by=world.own.officer, rows=new)
        assert queries() == before


OTHERS = {
    "villages": "Tải mẫu có sẵn thôn",
    "teams": "Tải mẫu có sẵn thành viên tổ",
    "activities": "Tải mẫu có sẵn buổi hướng dẫn",
}


def grow(world):
    """Give the commune two more villages, each with a declared number, a team and a session."""
    by, today = world.own.officer, timezone.localdate()
    for number in (1, 2):
        village = add_village(by=by, commune=world.own.area, kind="thon", name=f"Thêm {number}")
        declarations_actions.declare(by=by, area=village, households=number, source="Thôn")
        people = [{"full_name": f"Lê {number}", "role": "leader"}]
        team = founding_actions.found_team(
            by=by, area=village, on=today, number=f"{number}/QĐ", members=people
        )
        activities_actions.log_activity(by=by, team=team, held_on=today, title=f"Buổi {number}")


class TestOtherKinds:
    """Villages, teams and sessions, taken as households are."""

    @pytest.mark.parametrize("kind", OTHERS)
    def test_empty_it_is_in_vietnamese_and_offers_what_cells_may_hold(self, world, client, kind):
        client.cookies["django_language"] = "en"
        content = b"".join(client.get(reverse(f"imports:template_{kind}")).streaming_content)
        book = book_of(content)
        assert "Thôn" in book.sheets[0].rows[0].cells
        assert book.sheets[1].is_hidden
        offered = {cell for row in book.sheets[1].rows for cell in row.cells}
        wanted = {"villages": "Khu phố", "teams": "Hội Phụ nữ", "activities": "không"}
        assert {wanted[kind], world.own.area.full_name} <= offered
        assert (world.own.village.full_name in offered) is (kind != "villages")
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = parts.read("xl/worksheets/sheet1.xml").decode()
        for part in ("<sheetProtection", "<dataValidations", 'paperSize="9"', 'hidden="1"'):
            assert part in first

    def test_whichever_is_sent_it_is_known_by_its_headings(self, world, client):
        for kind in OTHERS:
            source = sent(client, taken(client, world.own.area, kind))
            assert source.kind == kind
            assert {row.kind for row in source.rows.all()} <= {kind}

    def test_queries_do_not_grow_and_the_journal_says_how_many_were_taken(self, world, client):
        def queries(kind):
            with CaptureQueriesContext(connection) as found:
                taken(client, world.own.area, kind)
            return len(found)

        before = {kind: (queries(kind), queries(kind))[1] for kind in OTHERS}
        grow(world)
        assert {kind: queries(kind) for kind in OTHERS} == before
        for kind, verb in OTHERS.items():
            number = len(rows_of(taken(client, world.own.area, kind), kind))
            entry = AuditEntry.unscoped.filter(verb=verb).first()
            assert entry.changes == {"rows": [None, number]}, kind

    @pytest.mark.parametrize("role", ["officer", "member", "reviewer", "committee"])
    def test_they_are_for_whoever_brings_such_files_in(self, world, role):
        client = signed_in(getattr(world.own, role, None) or getattr(world, role))
        for kind in OTHERS:
            filled = f"imports:filled_{kind}"
            addresses = [reverse(filled, args=[world.own.area.pk])]
            addresses += [reverse(f"imports:template_{kind}")]
            own = {client.get(address).status_code for address in addresses}
            assert own == {200 if role == "officer" else 404}
            foreign = reverse(filled, args=[world.foreign.area.pk])
            assert client.get(foreign).status_code == 404
            narrowed = f"{addresses[0]}?thon={world.foreign.village.pk}"
            assert client.get(narrowed).status_code == 404

    def test_of_a_kind_that_one_may_not_bring_in_there_is_none(self, world, client, monkeypatch):
        needs = ("teams.log_activity", "teams.nobody_may")
        monkeypatch.setitem(KINDS, "activities", replace(KINDS["activities"], needs=needs))
        assert client.get(reverse("imports:template_activities")).status_code == 404
        assert "mau/buoi" not in client.get(reverse("imports:upload")).content.decode()


def test_its_memory_does_not_grow_with_its_rows():
    place = Area(name="An Ninh", kind=Kind.XA, level=Level.COMMUNE)
    row = dict.fromkeys(KEYS, "Nguyễn Thị Ửng") | {"birth_year": 1980, "version": 1}

    def peak(rows):
        tracemalloc.start()
        assert write(io.BytesIO(), place, [], repeat(row, rows), SHEETS["households"]) == rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(2_000) < peak(200) + 2**20


@pytest.mark.parametrize(
    "role", ["officer", "member", "reviewer", "committee", "commune_administrator"]
)
def test_it_is_for_whoever_reads_the_roster(world, role):
    client = signed_in(getattr(world.own, role, None) or getattr(world, role))
    for place in (world.own.village, world.foreign.village):
        addresses = (
            reverse(name, args=[place.pk]) for name in ("households:list", "imports:filled")
        )
        roster, sheet = (client.get(address).status_code for address in addresses)
        assert sheet == roster == (200 if _reads(role) and place == world.own.village else 404)


def _reads(role):
    return role in {"officer", "member", "commune_administrator"}
